import sanitize from "sanitize-html";
import { z } from "zod";

const longest = 100_000;

/**
 * A description as it comes in: HTML. Everything that takes one takes it through this schema, so what is stored may be
 * put into a page as it is. Nothing but blanks is none.
 */
export const richText = z
  .string()
  .max(longest)
  .transform(cleanHtml)
  .pipe(z.string().max(longest, "is too long with its special characters written out"))
  .nullable()
  .transform((text) => (text === "" ? null : text));

/** Leaves of HTML what formats a text. What is clean already stays as it is, to the letter. */
export function cleanHtml(html: string): string {
  let text = html.trim();
  // Without a tag there is nothing in it to run, and nothing to rewrite.
  for (let passes = 0; text.includes("<"); passes += 1) {
    const cleaned = sanitize(text, passes < mostPasses ? allowed : nothing).trim();
    if (cleaned === text) break;
    text = cleaned;
  }
  return text;
}

/** Taking a tag away can bring others together that are no HTML: those are put right by the next pass. */
const mostPasses = 8;
const nothing: sanitize.IOptions = { allowedTags: [], allowedAttributes: {} };

const allowed: sanitize.IOptions = {
  allowedTags: [
    ...sanitize.defaults.allowedTags,
    "img",
    "picture",
    "source",
    "del",
    "ins",
    "details",
    "summary",
  ],
  allowedAttributes: {
    "*": ["lang", "dir", "title"],
    a: ["href", "target", "rel"],
    img: ["src", "srcset", "sizes", "alt", "width", "height", "loading"],
    source: ["src", "srcset", "sizes", "media", "type"],
    ol: ["start", "type", "reversed"],
    td: ["colspan", "rowspan"],
    th: ["colspan", "rowspan", "scope"],
    col: ["span"],
    colgroup: ["span"],
    time: ["datetime"],
  },
  allowedSchemes: ["http", "https", "mailto", "tel"],
  parseStyleAttributes: false,
};
