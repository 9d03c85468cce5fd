import { defineLimits } from "../../../kernel/limit.ts";

const beyond = "the body is shown as plain text";

/** The bounds of rendering a body. They hold for the work, whatever the text: also for one that was made to take long. */
export const bodyLimits = defineLimits({
  html: {
    value: 2_000_000,
    unit: "characters",
    per: "value",
    what: "A rendered body",
    beyond,
  },
  htmlDepth: { value: 100, unit: "levels", per: "value", what: "Nesting of tags in a rendered body", beyond },
  htmlTags: {
    value: 120_000,
    unit: "count",
    per: "value",
    what: "Tags in a rendered body, without closing tags",
    beyond,
  },
  steps: {
    // A book of a million characters takes some 100,000.
    value: 600_000,
    unit: "count",
    per: "value",
    what: "Places in a Markdown body where something could begin: a block, an emphasis, a link",
    beyond,
  },
  footnotes: {
    value: 1_000,
    unit: "count",
    per: "value",
    what: "Footnotes of a Markdown body, and references to them, together",
    beyond: "they are shown as text",
  },
});
