import sanitize from "sanitize-html";
import { richTextLimits } from "./limits.ts";

/** HTML that would take too long to sanitize. */
export class TooComplex extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** How much HTML may be, and what of it stays besides text formatting. */
export interface HtmlRules {
  readonly characters: number;
  readonly depth: number;
  readonly tags: number;
  /** Further attributes by tag, each with what its values look like. */
  readonly attributes: Readonly<Record<string, Readonly<Record<string, RegExp>>>>;
}

/**
 * Sanitizes HTML down to text formatting. Clean HTML stays exactly the same. Throws `TooComplex` beyond the limits, which are
 * those of descriptions unless others are given.
 */
export function cleanHtml(html: string, rules: HtmlRules = ofDescriptions): string {
  let text = html.trim();
  // A tag and its end have one each. The parser would stop at every single one.
  if (lessThanSignsIn(text) > 2 * rules.tags) throw tooManyTags(rules);
  // Text without a tag can't run anything and needs no rewriting.
  for (let passes = 0; text.includes("<"); passes += 1) {
    const cleaned = sanitize(text, passes < mostPasses ? bounded(rules) : nothing).trim();
    if (cleaned === text) break;
    // Escaping and closing can make a text several times as long. The next pass would have to read all of it.
    if (cleaned.length > rules.characters)
      throw new TooComplex("too-big", "is too long once its tags are closed and special characters escaped");
    text = cleaned;
  }
  return text;
}

const { description, htmlDepth, htmlTags } = richTextLimits;
const ofDescriptions: HtmlRules = {
  characters: description.value,
  depth: htmlDepth.value,
  tags: htmlTags.value,
  attributes: {},
};

function tooManyTags({ tags }: HtmlRules): TooComplex {
  return new TooComplex("too-many", `has more than ${tags} tags`);
}

function lessThanSignsIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf("<"); at !== -1; at = text.indexOf("<", at + 1)) count += 1;
  return count;
}

/** Removing a tag can change how the tags around it nest, which the next pass settles. */
const mostPasses = 4;
const nothing: sanitize.IOptions = { allowedTags: [], allowedAttributes: {} };

/** The options for one pass, which ends at the limits: the parser's time grows with depth times tags. */
function bounded(rules: HtmlRules): sanitize.IOptions {
  let depth = 0;
  let tags = 0;
  return {
    ...allowedBy(rules),
    onOpenTag() {
      depth += 1;
      tags += 1;
      if (depth > rules.depth)
        throw new TooComplex("too-deep", `has tags nested deeper than ${rules.depth} levels`);
      if (tags > rules.tags) throw tooManyTags(rules);
    },
    onCloseTag() {
      depth -= 1;
    },
  };
}

/** What is allowed everywhere, and the further attributes of some tags with values of their form. */
function allowedBy({ attributes }: HtmlRules): sanitize.IOptions {
  const further = Object.entries(attributes);
  if (further.length === 0) return allowed;
  const withForms = further.map(([tag, forms]): [string, sanitize.Transformer] => [
    tag,
    (tagName, attribs) => {
      const rest = Object.entries(attribs).filter(([name, value]) => forms[name]?.test(value) ?? true);
      return checkUrls(tagName, Object.fromEntries(rest));
    },
  ]);
  return {
    ...allowed,
    allowedAttributes: {
      ...attributesByTag,
      ...Object.fromEntries(
        further.map(([tag, forms]) => [tag, [...(attributesByTag[tag] ?? []), ...Object.keys(forms)]]),
      ),
    },
    transformTags: { ...allowed.transformTags, ...Object.fromEntries(withForms) },
  };
}

/** Drops URLs for which the sanitizer's time would grow with the square of their length. */
const checkUrls: sanitize.Transformer = (tagName, attribs) => ({
  tagName,
  attribs: Object.fromEntries(
    Object.entries(attribs).filter(([name, value]) => {
      if (name === "srcset") return isSourceSet(value);
      return (name !== "href" && name !== "src") || !value.includes("<!--");
    }),
  ),
});

/**
 * Whether every candidate is well-formed. The sanitizer logs the whole attribute for each one that isn't, and takes
 * seconds for a row of commas.
 */
function isSourceSet(value: string): boolean {
  return !value.includes(",,") && value.split(",").every((candidate) => sourceCandidate.test(candidate));
}

const sourceCandidate =
  /^\s*(?:\S+(?:\s+(?:[1-9]\d*w(?:\s+[1-9]\d*h)?|[1-9]\d*h(?:\s+[1-9]\d*w)?|\d+(?:\.\d+)?x))?\s*)?$/;

const attributesByTag: Record<string, string[]> = {
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
};

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
  allowedAttributes: attributesByTag,
  allowedSchemes: ["http", "https", "mailto", "tel"],
  parseStyleAttributes: false,
  transformTags: { a: checkUrls, img: checkUrls, source: checkUrls },
};
