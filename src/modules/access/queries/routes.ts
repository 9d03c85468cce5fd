import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { pageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { readOneQuery, readQueries, removeQuery } from "./commands.ts";
import { queriesInput } from "./schema.ts";
import { registerQueries } from "./workflows.ts";

const path = "/v1/admin/api-keys/{id}/queries";
const tag = "API keys";
const ofKey = z.object({ id: opaqueId });
const ofQuery = z.object({ id: opaqueId, queryId: opaqueId.describe("The id of the query.") });

export const queryRoutes = [
  defineRoute({
    method: "get",
    path,
    tag,
    operationId: "listRegisteredQueries",
    summary: "List registered queries",
    description: "Lists the GraphQL queries that a publishable key may send, by their hashes.",
    operation: readQueries,
    params: ofKey,
    query: z.strictObject(pageQuery),
    input: ({ params: { id }, page }) => ({ ...page, keyId: id }),
    returns: "A page of registered queries",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path,
    tag,
    operationId: "registerQueries",
    summary: "Register queries",
    description:
      "Adds GraphQL queries to those that a publishable key whose `queries` is `registered` may send, all or none. A deployment of a storefront sends its own; those that older versions still send stay until they are removed. Registering one again changes nothing. Requests name a query by the hash of its text, or send the text itself. A change holds at the edge within four seconds.",
    operation: registerQueries,
    params: ofKey,
    body: queriesInput,
    input: ({ params: { id }, body }) => ({ ...body, keyId: id }),
    returns: "The queries, in the order in which they were sent",
    refusals: ["key-without-queries", "too-large"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{queryId}`,
    tag,
    operationId: "getRegisteredQuery",
    summary: "Get a registered query",
    description: "Returns a query that a publishable key may send.",
    operation: readOneQuery,
    params: ofQuery,
    input: ({ params: { id, queryId } }) => ({ keyId: id, id: queryId }),
    returns: "The registered query",
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{queryId}`,
    tag,
    operationId: "removeRegisteredQuery",
    summary: "Remove a registered query",
    description: "The key's requests with the query are refused within four seconds.",
    operation: removeQuery,
    params: ofQuery,
    input: ({ params: { id, queryId } }) => ({ keyId: id, id: queryId }),
    returns: "Removed",
  }),
];
