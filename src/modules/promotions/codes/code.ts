import * as z from "zod";

/** A code as shoppers enter it. */
export const codeText = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^\S+$/, "must have no spaces")
  .refine((code) => !/\p{C}/u.test(code), "has characters that nobody can see");

/** Codes that differ in case or in how their letters are composed are the same. */
export function codeKeyOf(code: string): string {
  return code.trim().normalize("NFKC").toUpperCase().toLowerCase();
}
