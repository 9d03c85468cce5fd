import { type Count, defineCounter, type Ended, measureCommand } from "../../kernel/telemetry/measure.ts";
import { beginPasskeySignIn, openPasskeySession } from "./passkeys/sign-in-commands.ts";
import type { OpenedSession } from "./sessions/schema.ts";
import { accountKind } from "./sessions/tokens/access-token.ts";
import { beginSignIn, openSession } from "./sign-in/commands.ts";

const signIns = defineCounter(
  "rustok_sign_ins_total",
  "Attempts to sign in. The kind of account is `unknown` where the attempt did not say it and failed.",
  { kind: [...accountKind.options, "unknown"], result: ["succeeded", "failed", "throttled"] },
  true,
);

/** Attempts to sign in. An account's second factor is asked for in an attempt that neither succeeds nor fails. */
export const signInMeasures = [
  measureCommand(beginSignIn, signIns, throttled),
  measureCommand(openSession, signIns, opened),
  measureCommand(beginPasskeySignIn, signIns, (ended) =>
    "answer" in ended.outcome && ended.outcome.answer === null
      ? attempt("unknown", "failed")
      : throttled(ended),
  ),
  measureCommand(openPasskeySession, signIns, opened),
];

/** Whoever signs in with a passkey does not say what kind of account it is. */
type Who = { readonly kind?: string | null } | { readonly credentialId: string };

function throttled({ input, outcome }: Ended<Who>): readonly Count[] {
  const isThrottled = "problem" in outcome && outcome.problem === "rate-limited";
  return isThrottled ? attempt(kindIn(input), "throttled") : [];
}

function opened(ended: Ended<Who, OpenedSession>): readonly Count[] {
  const { input, outcome } = ended;
  if ("answer" in outcome) return attempt(outcome.answer.user.kind, "succeeded");
  if (outcome.problem === "mfa-required") return [];
  return outcome.problem === "rate-limited" ? throttled(ended) : attempt(kindIn(input), "failed");
}

function kindIn(input: Who): string | null {
  return "kind" in input ? (input.kind ?? null) : null;
}

function attempt(kind: string | null, result: string): readonly Count[] {
  return [{ labels: [kind ?? "unknown", result] }];
}
