import * as z from "zod";

const longest = 2_048;
const schemes: readonly string[] = ["http:", "https:", "mailto:"];

/** Where a link leads: a web address, an e-mail address, or a path of the same site. Nothing that a browser would run. */
export const linkSchema = z
  .string()
  .min(1)
  .refine(isLink, {
    message: "is no link: an http(s) address, mailto:, or a path of the site such as /about",
    params: { code: "invalid-url" },
  })
  .overwrite(encodedAddress)
  .max(longest);

/**
 * An address that ends no attribute and no tag of the page that it is put into: quotation marks, angle brackets and white space
 * are encoded, which no address means otherwise. Control characters are left out, as browsers do.
 */
export function encodedAddress(url: string): string {
  return url
    .replaceAll(/\p{Cc}/gu, "")
    .trim()
    .replaceAll(/[\s"<>`]/g, (sign) => encodeURIComponent(sign));
}

/** Whether a text is a link that may be shown as it is. */
export function isLink(text: string): boolean {
  // Browsers take a backslash for a slash, and skip white space and control characters in a scheme.
  if (/[\s\\\p{Cc}]/u.test(text)) return false;
  if (/^[a-z][a-z\d+.-]*:/i.test(text)) return isAddress(text);
  // Without a scheme, a colon in the first segment would make one, also as a character reference. Two slashes lead to another site.
  return !text.startsWith("//") && !/^[^/?#]*[:&]/.test(text);
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname } = new URL(text);
  if (!schemes.includes(protocol)) return false;
  return protocol === "mailto:" ? pathname.length > 0 : hostname !== "" && /^https?:\/\//i.test(text);
}
