import { defineLimits } from "../../kernel/limit.ts";

const list = { unit: "count", per: "value", beyond: "400 `validation-failed`" } as const;
const text = { unit: "characters", per: "value", beyond: "400 `validation-failed`" } as const;

/** The bounds of posts and pages. A row of the log has the fields of a node twice, and its bodies once: 2 MB together. */
export const nodeLimits = defineLimits({
  node: {
    value: 1_280 * 1024,
    unit: "bytes",
    per: "value",
    what: "A post or page with its translations, as JSON",
    beyond: "422 `too-large`",
  },
  fields: {
    value: 256 * 1024,
    unit: "bytes",
    per: "value",
    what: "A post or page without the bodies of its translations, as JSON",
    beyond: "422 `too-large`",
  },
  state: {
    value: 1_344 * 1024,
    unit: "bytes",
    per: "value",
    what: "A post or page with its former slugs, as JSON",
    beyond: "422 `too-large`",
  },
  title: { ...text, value: 255, what: "A title of a post or page" },
  excerpt: { ...text, value: 1_000, what: "An excerpt of a post or page" },
  body: { ...text, value: 1_000_000, what: "A body of a post or page" },
  tags: { ...list, value: 100, what: "Tags of a post or page" },
  categories: { ...list, value: 50, what: "Categories of a post or page" },
  metadata: { ...list, value: 32 * 1024, unit: "bytes", what: "The metadata of a post or page, as JSON" },
  depth: {
    value: 10,
    unit: "levels",
    per: "value",
    what: "Levels of pages below each other",
    beyond: "422 `invalid-parent`",
  },
  revisions: {
    value: 100,
    unit: "count",
    per: "value",
    what: "Revisions of a post or page",
    beyond: "the oldest is forgotten",
  },
  revisionBytes: {
    value: 16 * 1024 * 1024,
    unit: "bytes",
    per: "value",
    what: "Revisions of a post or page together, as JSON",
    beyond: "the oldest are forgotten, except for the newest two",
  },
});

/** The bounds of categories and tags of content. */
export const termLimits = defineLimits({
  name: { ...text, value: 255, what: "A name of a category or tag of content" },
  description: { ...text, value: 5_000, what: "A description of a category or tag of content" },
  depth: {
    value: 10,
    unit: "levels",
    per: "value",
    what: "Levels of content categories below each other",
    beyond: "422 `invalid-parent`",
  },
  categories: {
    value: 2_000,
    unit: "count",
    per: "tenant",
    what: "Content categories",
    beyond: "422 `too-large`",
  },
});
