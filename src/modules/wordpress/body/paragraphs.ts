import { sectionsOf } from "./sections.ts";

const blocks =
  "address|article|aside|blockquote|center|col|colgroup|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|legend|li|main|map|nav|ol|p|pre|script|section|style|summary|table|tbody|td|tfoot|th|thead|tr|ul";
const beginsBlock = new RegExp(`^</?(?:${blocks})[\\s>/]`, "i");
const endsBlock = new RegExp(`</?(?:${blocks})(?:\\s[^<>]*)?/?>$`, "i");

/**
 * The paragraphs that WordPress shows for a text of its classic editor: a blank line ends one, and a new line breaks it. What is in
 * `<pre>` and tags of blocks stays as it is.
 */
export function withParagraphs(text: string): string {
  return sectionsOf(text.replaceAll(/\r\n?/g, "\n"), /<pre[\s>]/gi, "</pre>")
    .map((one) =>
      one.kind === "section"
        ? one.text
        : one.text
            .split(/\n[ \t]*\n\s*/)
            .map(paragraph)
            .join("\n"),
    )
    .join("\n")
    .trim();
}

function paragraph(part: string): string {
  const text = part.trim();
  if (text === "" || text.startsWith("<!--")) return text;
  const lines = text.split("\n");
  if (lines.every((line) => isBlock(line.trim()))) return text;
  return beginsBlock.test(text) ? text : `<p>${broken(lines)}</p>`;
}

function isBlock(line: string): boolean {
  return beginsBlock.test(line) || endsBlock.test(line);
}

/** A line that ends in the tag of a block, or is followed by one, needs no break. */
function broken(lines: readonly string[]): string {
  return lines
    .map((line, index) => {
      const next = lines[index + 1];
      return next === undefined || endsBlock.test(line) || beginsBlock.test(next) ? line : `${line}<br>`;
    })
    .join("\n");
}
