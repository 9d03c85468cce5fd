import { defineLimits } from "../../kernel/limit.ts";

const beyond = "400, or a warning in the report of an import";

export const richTextLimits = defineLimits({
  description: {
    value: 100_000,
    unit: "characters",
    per: "value",
    what: "A description, before and after it is sanitized",
    beyond,
  },
  descriptions: {
    // A product of 480 KiB has no room for more.
    value: 500_000,
    unit: "characters",
    per: "value",
    what: "The descriptions in all languages together, before they are sanitized",
    beyond: "400",
  },
  htmlDepth: {
    value: 100,
    unit: "levels",
    per: "value",
    what: "Nesting of tags in a description",
    beyond,
  },
  htmlTags: {
    // A body has room for ten of the longest descriptions.
    value: 5_000,
    unit: "count",
    per: "value",
    what: "Tags in a description, without closing tags",
    beyond,
  },
});
