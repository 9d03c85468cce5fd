import { withParagraphs } from "./paragraphs.ts";
import { sectionsOf } from "./sections.ts";
import { withoutShortcodes } from "./shortcodes.ts";

/** A body as HTML. It is not sanitized: whoever renders it does that. */
export interface ConvertedBody {
  readonly html: string;
  /** What WordPress would have made of it and we do not: names of shortcodes and of dynamic blocks. */
  readonly left: readonly string[];
}

/**
 * Turns a text of either of WordPress's editors into HTML. The block editor writes HTML between comments. A block that is made anew
 * for each visitor has none, so nothing is left of it.
 */
export function convertBody(content: string): ConvertedBody {
  const { text, left } = withoutShortcodes(content);
  const [, raw] = wholeBlock.exec(text.trim()) ?? [];
  if (raw !== undefined && !raw.includes("<!-- /wp:html")) return { html: raw.trim(), left };
  const sections = sectionsOf(text, /<!--/g, "-->");
  const comments = sections.flatMap((one) => (one.kind === "section" ? [one.inside.trim()] : []));
  const html = sections.map((one) => (one.kind === "outside" ? one.text : "")).join("");
  if (!comments.some((one) => /^wp:[a-z]/.test(one))) return { html: withParagraphs(html), left };
  const dynamic = comments.flatMap((one) => dynamicBlock.exec(one)?.[1] ?? []);
  return { html: html.replaceAll(/\n{3,}/g, "\n\n").trim(), left: [...new Set([...left, ...dynamic])] };
}

/** A text that is one block of HTML, which WordPress shows as it is. */
const wholeBlock = /^<!-- wp:html -->(.*)<!-- \/wp:html -->$/s;

/** `wp:latest-posts {"postsToShow":5} /`. `more` and `nextpage` divide a page, and have nothing to show. */
const dynamicBlock = /^(wp:(?!more\b|nextpage\b)[a-z][a-z0-9/-]{0,80})\b.*\/$/s;
