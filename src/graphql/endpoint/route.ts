import * as z from "zod";
import { refusal } from "../../kernel/api/problem.ts";
import { defineCustomRoute, type Method, type Route } from "../../kernel/api/route.ts";
import { defineViewQuery } from "../../kernel/read/query.ts";
import { refused } from "../../kernel/values/result.ts";

export const graphqlPath = "/graphql";

/** What a request to the endpoint is, before its fields are known: anybody may send it, and its answer may be reused. */
const graphqlRequest = defineViewQuery({
  name: "graphql.execute",
  access: "public",
  scope: "any",
  input: z.unknown(),
  output: z.unknown(),
  varies: ["locale", "currency"],
  reuse: { space: () => "pages", tags: () => [] },
  run: async () => notInvoked,
});

/** Fields invoke the operations of their routes. */
const notInvoked = refused(refusal("not-found", "There is no such operation."));

function endpoint(method: Method): Route {
  return {
    ...defineCustomRoute({
      method,
      path: graphqlPath,
      tag: "GraphQL",
      operationId: `${method}Graphql`,
      summary: "GraphQL",
      description: "GraphQL over HTTP.",
      operation: graphqlRequest,
      handle: async () => notInvoked,
    }),
    tenancy: "optional",
  };
}

/** The operationId of queries by GET, whose answers may be reused. */
export const graphqlReads = "getGraphql";

/** The endpoint, for the stages that it shares with all other routes. */
export const graphqlRoutes: readonly Route[] = [endpoint("get"), endpoint("post")];
