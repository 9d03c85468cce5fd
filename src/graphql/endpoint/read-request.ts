import * as z from "zod";
import { readJson } from "../../http/request/body.ts";
import type { Scope } from "../../http/scope.ts";
import type { Authenticated } from "../../http/stages/authenticate.ts";
import type { Matched, Stage } from "../../http/stages/stage.ts";
import { refusal, refusalAt } from "../../kernel/api/problem.ts";
import { parseSent, summaryOf } from "../../kernel/api/validation.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import type { GraphqlRequest } from "../execution/request.ts";
import { openPersistedQueries } from "./persisted-queries.ts";
import { limitedCaller, registeredText, type SentQuery } from "./registered-queries.ts";

/** A GraphQL request, with its text. */
export interface WithQuery {
  readonly graphql: GraphqlRequest;
}

const record = z.record(z.string(), z.unknown());

/** As GraphQL over HTTP has it. What else is there is for others. */
const sentShape = z.object({
  query: z.string().nullish(),
  operationName: z.string().max(255).nullish(),
  variables: record.nullish(),
  extensions: z
    .object({
      persistedQuery: z
        .object({
          version: z.literal(1),
          sha256Hash: z.string().regex(/^[0-9a-f]{64}$/i, "a SHA-256 in hexadecimal"),
        })
        .optional(),
    })
    .nullish(),
});

/** Reads the request from the body, or of a GET from its parameters. */
export const readRequest: Stage<Matched & Authenticated, WithQuery> = {
  name: "graphql-request",
  refuses: [415, 413, 400, 403],
  async run({ scope, route, caller }) {
    const body = route.method === "get" ? parametersOf(scope) : await readJson(scope.request);
    if (!body.ok) return body;
    if (Array.isArray(body.value))
      return refused(
        refusalAt("validation-failed", "", "Send one operation: several in one request are not supported."),
      );
    const parsed = parseSent(sentShape, body.value, route.method === "get" ? "/query" : "");
    if (!parsed.ok) return refused(refusal("validation-failed", summaryOf(parsed.errors), parsed.errors));
    const { operationName, variables, extensions } = parsed.value;
    const sent = {
      text: parsed.value.query ?? null,
      hash: extensions?.persistedQuery?.sha256Hash.toLowerCase() ?? null,
    };
    const limited = limitedCaller(caller);
    const query = await (limited === null ? textOf(scope, sent) : registeredText(scope, limited, sent));
    if (!query.ok) return query;
    return ok({
      graphql: { query: query.value, operationName: operationName ?? null, variables: variables ?? {} },
    });
  },
};

/** The text of a query, that was sent or that its hash stands for. */
async function textOf(scope: Scope, { text, hash }: SentQuery): Promise<Result<string>> {
  const persisted = openPersistedQueries(scope);
  if (hash === null)
    return text === null || text === ""
      ? refused(refusalAt("validation-failed", "/query", "Send a query."))
      : ok(text);
  if (text !== null) return persisted.keep(hash, text);
  const known = await persisted.find(hash);
  // Clients of Apollo know it by this text, and send the query.
  return known === null ? refused(refusal("persisted-query-not-found", "PersistedQueryNotFound")) : ok(known);
}

function parametersOf({ url }: Scope): Result<unknown> {
  const sent: Record<string, unknown> = {};
  for (const name of ["query", "operationName"]) {
    const value = url.searchParams.get(name);
    if (value !== null) sent[name] = value;
  }
  for (const name of ["variables", "extensions"]) {
    const value = url.searchParams.get(name);
    if (value === null) continue;
    try {
      sent[name] = JSON.parse(value);
    } catch {
      return refused(refusalAt("validation-failed", `/query/${name}`, "not JSON"));
    }
  }
  return ok(sent);
}
