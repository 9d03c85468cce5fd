import { type Actor, isPlatformToken } from "../../../kernel/access/actor.ts";
import type { FailureCode, SubscriptionResponse, SubscriptionStatus } from "../schema.ts";

/** What a stored error text is about. The first pattern that matches decides. */
const patterns: readonly (readonly [RegExp, FailureCode])[] = [
  [/^OutsideUnavailable: /, "outside-unavailable"],
  [/ was refused: /, "command-refused"],
  [
    /D1_|SQLITE|sqlite|constraint failed|no such (?:table|column)|syntax error|datatype mismatch/i,
    "read-model-rejected",
  ],
];

const sentences = {
  "outside-unavailable": "A service outside the platform did not answer. The event is tried again.",
  "command-refused": "The event led to a command that was refused.",
  "read-model-rejected": "The read model did not accept what the event changes.",
  "processing-failed": "The platform could not process the event.",
} as const satisfies Record<FailureCode, string>;

/** Classifies a stored error text. */
export function failureCodeOf(error: string): FailureCode {
  return patterns.find(([pattern]) => pattern.test(error))?.[1] ?? "processing-failed";
}

/**
 * An error as its reader may see it. The stored text can be the database's own, so only platform staff sees it. The
 * tenant's staff sees a sentence.
 */
export function errorFor(reader: Actor, error: string): string {
  return isPlatformToken(reader) ? error : sentences[failureCodeOf(error)];
}

/** The same for a response with an error. */
export function withErrorFor<Failed extends { readonly error: string }>(reader: Actor, failed: Failed) {
  return { ...failed, error: errorFor(reader, failed.error), errorCode: failureCodeOf(failed.error) };
}

/** The response for a subscription of a tenant. */
export function responseOf(
  reader: Actor,
  tenantId: string,
  status: SubscriptionStatus,
): SubscriptionResponse {
  const { error } = status;
  if (error === null) return { ...status, tenantId, error, errorCode: null };
  return { tenantId, ...withErrorFor(reader, { ...status, error }) };
}
