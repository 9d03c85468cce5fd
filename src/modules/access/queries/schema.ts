import * as z from "zod";
import { idText } from "../../../kernel/values/id.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { accessIds } from "../ids.ts";
import { accessLimits } from "../limits.ts";

/** SHA-256, hexadecimal, in small letters. */
export const queryHash = z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 in hexadecimal");

/** A GraphQL query that a publishable key may send. */
export const registeredQuery = z.object({
  id: idText(accessIds.registeredQuery),
  keyId: idText(accessIds.apiKey),
  hash: z.string().describe("The SHA-256 of the text, by which a request can name it."),
  name: z.string().nullable(),
  query: z.string(),
  createdAt: z.iso.datetime(),
});
export type RegisteredQuery = z.infer<typeof registeredQuery>;
export const registeredQueryState = defineState("registeredQuery", registeredQuery);

const queryInput = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(255)
    .optional()
    .describe("For your own use, such as the name of the operation."),
  query: z
    .string()
    .min(1)
    .max(accessLimits.queryText.value)
    .describe("The text, to the letter: another space makes another query."),
});

export const queriesInput = z.strictObject({
  queries: z.array(queryInput).min(1).max(accessLimits.queriesAtOnce.value),
});

/** A query to be registered, with its hash. */
export const hashedQuery = queryInput.extend({ hash: queryHash });
export type HashedQuery = z.infer<typeof hashedQuery>;

/** Queries that have just been registered, in the order in which they were sent. */
export const registeredQueries = z.object({ items: z.array(registeredQuery) });

/** The names of these shapes in the API. */
export const querySchemas = {
  RegisteredQuery: registeredQuery,
  RegisteredQueryInput: queryInput,
  RegisteredQueriesInput: queriesInput,
  RegisteredQueries: registeredQueries,
};
