import { type Refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { isCommon } from "./common-passwords.ts";

/** Why a new password is not taken. Null if it is. `pointer` is where the request has it. */
export function passwordProblem(password: string, email: string | null, pointer: string): Refusal | null {
  if (isCommon(password) || isRepeated(password))
    return refusalAt("common-password", pointer, "This is one of the passwords that are tried first.");
  if (email !== null && isMadeOf(password, email))
    return refusalAt("common-password", pointer, "A password must not be your e-mail address.");
  return null;
}

/** One character, or a few of them, over and over. */
function isRepeated(password: string): boolean {
  return /^(.{1,4}?)\1+.{0,3}$/su.test(password) && new Set(password).size <= 4;
}

function isMadeOf(password: string, email: string): boolean {
  const text = password.toLowerCase();
  const [local = ""] = email.toLowerCase().split("@");
  return text === email.toLowerCase() || text === local;
}
