import { defineLimits } from "../../kernel/limit.ts";

const bound = { per: "value", beyond: "400 `validation-failed`" } as const;

/** The bounds of releases. */
export const releaseLimits = defineLimits({
  release: {
    value: 240 * 1024,
    unit: "bytes",
    per: "value",
    what: "A release with its items, as JSON, and what takes it back",
    beyond: "422 `too-large`",
  },
  openReleases: {
    value: 500,
    unit: "count",
    per: "tenant",
    what: "Releases that are not published",
    beyond: "422 `too-large`",
  },
  releaseItems: { ...bound, value: 50, unit: "count", what: "Items of a release" },
  releaseName: { ...bound, value: 200, unit: "characters", what: "A name of a release" },
});
