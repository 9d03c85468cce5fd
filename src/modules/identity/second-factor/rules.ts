import { type Refusal, refusalAt } from "../../../kernel/api/problem.ts";
import type { EnteredCode } from "./schema.ts";

/** What the tenant's object knows of an account's second factor. */
export interface SecondFactor {
  /** Null while no code has confirmed it: then signing in takes none. */
  readonly confirmedAt: number | null;
  /** The newest time step whose code was used. */
  readonly lastStep: number;
  /** Whether the entered recovery code is one of the account's that was not used. */
  readonly hasCode: boolean;
}

/** Why somebody who knows the password may not sign in yet. Null if the second factor is off or the code is right. */
export function secondFactorProblem(
  factor: SecondFactor | undefined,
  code: EnteredCode | null,
): Refusal | null {
  if (!isOn(factor)) return null;
  if (code === null) return required;
  return isRight(factor, code) ? null : refusalAt("invalid-otp", "/otp", notRight);
}

/** Whether a code counts. A code of the app counts once, and none that is older than the last one. */
export function isRight(
  { lastStep, hasCode }: Omit<SecondFactor, "confirmedAt">,
  code: EnteredCode,
): boolean {
  return code.kind === "recovery" ? hasCode : code.step !== null && code.step > lastStep;
}

export const notRight = "The code is wrong, has expired or was used before.";

/** Whether signing in takes a code. */
export function isOn(factor: SecondFactor | undefined): factor is SecondFactor {
  return factor !== undefined && factor.confirmedAt !== null;
}

const required = refusalAt(
  "mfa-required",
  "/otp",
  "Send a code of the authenticator app, or a recovery code.",
);
