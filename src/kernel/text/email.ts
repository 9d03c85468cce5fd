import * as z from "zod";
import { asciiHost } from "./host.ts";

const longestEmail = 254;

/**
 * An e-mail address in its one form: its domain in ASCII and in lower case. Null unless it is one that browsers accept: a
 * "valid e-mail address" of the HTML standard.
 */
export function canonicalEmail(text: string): string | null {
  const at = text.lastIndexOf("@");
  const email = `${text.slice(0, at + 1)}${asciiHost(text.slice(at + 1)).toLowerCase()}`;
  return email.length <= longestEmail && z.regexes.html5Email.test(email) ? email : null;
}

/** An e-mail address in input. */
export const emailSchema = z
  .string()
  .trim()
  .max(longestEmail)
  .transform((text, context) => {
    const email = canonicalEmail(text);
    if (email !== null) return email;
    context.addIssue({ code: "invalid_format", format: "email", message: "must be an e-mail address" });
    return z.NEVER;
  })
  .meta({ description: "As browsers accept it. A domain in Unicode is stored in ASCII.", format: "email" });
