import { defineLimits } from "../../../kernel/limit.ts";

const bound = { per: "value", beyond: "400 `validation-failed`" } as const;
const characters = { ...bound, unit: "characters" } as const;

/** The bounds of blocks. Together they have to fit into the node: its own limit without bodies counts them. */
export const blockLimits = defineLimits({
  blocks: { ...bound, value: 100, unit: "count", what: "Blocks of a post or page" },
  grids: { ...bound, value: 10, unit: "count", what: "Product grids of a post or page" },
  gridProducts: { ...bound, value: 24, unit: "count", what: "Products of a grid" },
  items: { ...bound, value: 100, unit: "count", what: "Images, items, plans or fields of a block" },
  line: { ...characters, value: 500, what: "A title, a label or another line of a block" },
  text: { ...characters, value: 50_000, what: "A text of a block" },
  blockHtml: { ...characters, value: 100_000, what: "The HTML of a block" },
  rendered: {
    value: 1_000_000,
    unit: "bytes",
    per: "value",
    what: "The blocks of a post or page as the store answers them, as JSON",
    beyond:
      "texts and HTML of further blocks are shown as plain text, and those that still do not fit are left out",
  },
});
