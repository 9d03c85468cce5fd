import * as z from "zod";

/** A code as shoppers enter it. */
export const codeText = z
  .string()
  .trim()
  .regex(/^[^\s\p{C}]{1,64}$/u, "must have 1 to 64 characters, and no spaces");

/** Codes that differ in case or in how their letters are composed are the same. */
export function codeKeyOf(code: string): string {
  return code.trim().normalize("NFKC").toUpperCase().toLowerCase();
}
