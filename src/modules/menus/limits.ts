import { defineLimits } from "../../kernel/limit.ts";

const bound = { per: "value", beyond: "400 `validation-failed`" } as const;
const text = { ...bound, unit: "characters" } as const;

/** The bounds of menus. */
export const menuLimits = defineLimits({
  menu: {
    value: 256 * 1024,
    unit: "bytes",
    per: "value",
    what: "A menu with its items, as JSON",
    beyond: "422 `too-large`",
  },
  items: { ...bound, value: 200, unit: "count", what: "Items of a menu, on all levels together" },
  depth: { ...bound, value: 4, unit: "levels", what: "Levels of a menu's items below each other" },
  imported: {
    ...bound,
    value: 2_000,
    unit: "count",
    what: "Items of the menus of another system, of which a menu takes those that it can have",
    beyond: "the item is left, and named in the report",
  },
  name: { ...text, value: 255, what: "A name of a menu" },
  title: { ...text, value: 255, what: "A title of a menu's item" },
  icon: { ...text, value: 100, what: "An icon of a menu's item" },
});
