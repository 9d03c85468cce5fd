import { defineLimits } from "../../kernel/limit.ts";

/** The bounds of a GraphQL query. */
export const graphqlLimits = defineLimits({
  depth: {
    value: 12,
    unit: "levels",
    per: "request",
    what: "Fields within fields in a GraphQL query, fragments included",
    beyond: "400 `query-too-deep`",
  },
  cost: {
    value: 1_000,
    unit: "count",
    per: "request",
    what: "The cost of a GraphQL query: 1 for each object, and for a list what an item costs times the items that it asks for",
    beyond: "400 `query-too-expensive`",
  },
  aliases: {
    value: 15,
    unit: "count",
    per: "request",
    what: "One field in one selection of a GraphQL query",
    beyond: "400 `too-many-aliases`",
  },
  mutations: {
    value: 5,
    unit: "count",
    per: "request",
    what: "Mutations in a GraphQL query",
    beyond: "400 `query-too-large`",
  },
  text: {
    value: 64 * 1024,
    unit: "bytes",
    per: "request",
    what: "The text of a GraphQL query",
    beyond: "400 `query-too-large`",
  },
  tokens: {
    value: 5_000,
    unit: "count",
    per: "request",
    what: "Tokens of a GraphQL query",
    beyond: "400 `query-too-large`",
  },
});

/** The bounds of a subscription. */
export const streamLimits = defineLimits({
  lifetime: {
    value: 15 * 60_000,
    unit: "milliseconds",
    per: "request",
    what: "A stream of a GraphQL subscription",
    beyond: "it ends; clients go on with `Last-Event-ID`",
  },
  handles: {
    value: 20,
    unit: "count",
    per: "request",
    what: "Products that one GraphQL subscription follows",
    beyond: "`validation-failed`",
  },
});
