import { digest } from "../../../kernel/values/digest.ts";

/** Crockford's alphabet: no letters that look like digits. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const groups = 4;
const groupLength = 4;

/** How many recovery codes an account gets. */
const codeCount = 10;

/** New recovery codes of 80 random bits each. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: codeCount }, newRecoveryCode);
}

function newRecoveryCode(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(groups * groupLength));
  const text = Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join("");
  return Array.from({ length: groups }, (_, index) =>
    text.slice(index * groupLength, (index + 1) * groupLength),
  ).join("-");
}

/** The hash of a recovery code, however it was typed. It is the account's own, so equal codes have different ones. */
export function recoveryCodeHash(accountId: string, text: string): Promise<string> {
  const typed = text.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return digest(`recovery-code ${accountId} ${typed}`);
}
