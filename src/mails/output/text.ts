import type { Block, Row } from "../content/blocks.ts";
import type { WrittenIn } from "../language.ts";

/** A mail as plain text. */
export function textOf(blocks: readonly Block[], shop: string, { direction }: WrittenIn): string {
  // A name in Latin letters would otherwise change the order of what surrounds it in a right-to-left line.
  const apart = (text: string) => (direction === "rtl" ? `\u2068${text}\u2069` : text);
  const written = blocks.map((block) => blockText(block, apart));
  return `${[...written, shop].join("\n\n")}\n`;
}

type Apart = (text: string) => string;

function blockText(block: Block, apart: Apart): string {
  switch (block.kind) {
    case "paragraph":
      return block.text;
    case "heading":
      return [block.text, block.note].filter((line) => line !== undefined).join("\n");
    case "items":
    case "totals":
    case "facts":
      return block.rows.map((row) => rowText(row, apart)).join("\n");
    case "address":
      return [block.title, ...block.lines.map(apart)].join("\n");
    case "action":
      return block.link === null ? `${block.code}\n${apart(block.token)}` : `${block.label}:\n${block.link}`;
  }
}

function rowText({ label, value, note }: Row, apart: Apart): string {
  const start = value === "" ? apart(label) : `${apart(label)}: ${apart(value)}`;
  return note === null || note === undefined ? start : `${start} (${apart(note)})`;
}
