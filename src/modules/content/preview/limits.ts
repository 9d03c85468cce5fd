import { defineLimits } from "../../../kernel/limit.ts";

const hour = 60 * 60 * 1000;
const life = { unit: "milliseconds", per: "value" } as const;

/** How long links to drafts last. */
export const previewLimits = defineLimits({
  usual: {
    ...life,
    value: 24 * hour,
    what: "The life of a preview link that says nothing about it",
    beyond: "404 `not-found`; make another link",
  },
  longest: {
    ...life,
    value: 30 * 24 * hour,
    what: "The life of a preview link",
    beyond: "400 `validation-failed`",
  },
});
