import sanitize from "sanitize-html";
import { z } from "zod";

const longest = 100_000;

/**
 * A description, as HTML. All input goes through this schema, so stored descriptions are safe to insert into a page.
 * An empty or blank description becomes null.
 */
export const richText = z
  .string()
  .max(longest)
  .transform(cleanHtml)
  .pipe(z.string().max(longest, "is too long once its special characters are escaped"))
  .nullable()
  .transform((text) => (text === "" ? null : text));

/** Sanitizes HTML down to text formatting. Clean HTML stays exactly the same. */
export function cleanHtml(html: string): string {
  let text = html.trim();
  // Text without a tag can't run anything and needs no rewriting.
  for (let passes = 0; text.includes("<"); passes += 1) {
    const cleaned = sanitize(text, passes < mostPasses ? allowed : nothing).trim();
    if (cleaned === text) break;
    text = cleaned;
  }
  return text;
}

/** Removing a tag can join its surroundings into new markup, which the next pass sanitizes. */
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
