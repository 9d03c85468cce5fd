import { defineLimits } from "../../kernel/limit.ts";

/** The bounds of redirects. */
export const redirectLimits = defineLimits({
  redirects: {
    value: 10_000,
    unit: "count",
    per: "tenant",
    what: "Redirects",
    beyond: "422 `too-large`",
  },
  ledOn: {
    value: 100,
    unit: "count",
    per: "value",
    what: "Redirects that lead to a path when it is redirected itself, and then lead on",
    beyond: "422 `too-large`",
  },
  path: {
    value: 2_000,
    unit: "characters",
    per: "value",
    what: "A path that is redirected, or where it leads, with every character encoded as URLs do",
    beyond: "400 `validation-failed`",
  },
  file: {
    value: 2 * 1024 * 1024,
    unit: "bytes",
    per: "request",
    what: "A CSV file of redirects",
    beyond: "413 `payload-too-large`",
  },
  rows: {
    value: 5_000,
    unit: "count",
    per: "request",
    what: "Rows of a CSV file of redirects",
    beyond: "The rows from there on are not read; the report says so",
  },
});

/** The bounds of sitemaps. */
export const sitemapLimits = defineLimits({
  urls: {
    value: 10_000,
    unit: "count",
    per: "response",
    what: "URLs of a sitemap, as the index cuts them",
    beyond: "the index names another sitemap",
  },
});
