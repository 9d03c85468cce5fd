import type { IdempotencyKey } from "../../durable-objects/idempotency.ts";
import { digest } from "../platform/signing.ts";
import type { Caller } from "./caller.ts";
import type { Input } from "./input.ts";
import type { Scope } from "./scope.ts";

const hour = 60 * 60 * 1000;
const keptForMs = { known: 24 * hour, anonymous: hour / 4 } as const;

/** Under which key the object keeps the answer of one step of a request, and what counts as the same request. */
export async function idempotencyOf(
  scope: Scope,
  caller: Caller,
  input: Input,
  key: string | undefined,
  tenantId: string,
  step: string,
): Promise<IdempotencyKey | undefined> {
  if (key === undefined) return undefined;
  const anonymous = caller.actor.kind === "customer" && caller.actor.id === undefined;
  const who = anonymous ? "anonymous" : `${caller.actor.kind}:${caller.actor.id}`;
  const parts = [who, tenantId, scope.request.method, scope.url.pathname, step, key];
  return {
    scope: await digest(JSON.stringify(parts)),
    fingerprint: await digest(canonicalJson({ body: input.body, query: input.query })),
    keptForMs: anonymous ? keptForMs.anonymous : keptForMs.known,
  };
}

/** JSON that is the same text for equal values: the order in which fields were sent means nothing. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (part instanceof ReadableStream) return "stream";
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
