import type { z } from "zod";
import { type PointedError, refusalAt } from "../../kernel/api/problem.ts";
import { familiesIn } from "../../kernel/api/query-parameters.ts";
import { type Parsed, parseSent } from "../../kernel/api/validation.ts";
import { defineLimits } from "../../kernel/limit.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";

/** Parses a query with a route's schema. Refused as a whole if it is too long. */
export function readQuery(url: URL, schema: z.ZodType): Result<Parsed<unknown>> {
  const families = familiesIn(schema);
  const sent = parametersOf(url, families);
  return sent.ok ? ok(namedAsSent(families, url, parseSent(schema, sent.value, "/query"))) : sent;
}

type Query = Record<string, string | string[]>;

/** Parameters by name: a string, or a list if the name is repeated. Those of a family are together, under its name. */
function parametersOf(
  { search, searchParams }: URL,
  families: readonly string[],
): Result<Record<string, unknown>> {
  const { queryBytes, queryParameters } = queryLimits;
  if (search.length > queryBytes.value)
    return refused(
      refusalAt("validation-failed", "/query", `A query has at most ${queryBytes.value} bytes.`),
    );
  if (searchParams.size > queryParameters.value)
    return refused(
      refusalAt("validation-failed", "/query", `A query has at most ${queryParameters.value} parameters.`),
    );
  const query: Query = Object.create(null);
  const byFamily = new Map<string, Query>();
  for (const [name, value] of searchParams) {
    const [family = "", ...rest] = name.split(".");
    const own = rest.join(".");
    // Zod drops this name from a record.
    if (rest.length === 0 || !families.includes(family) || own === "__proto__") add(query, name, value);
    else add(familyIn(byFamily, family), own, value);
  }
  // A family's name alone is a parameter that no schema has.
  return ok({ ...Object.fromEntries(byFamily), ...query });
}

function familyIn(byFamily: Map<string, Query>, family: string): Query {
  const known = byFamily.get(family) ?? Object.create(null);
  byFamily.set(family, known);
  return known;
}

function add(query: Query, name: string, value: string): void {
  const before = query[name];
  if (before === undefined) query[name] = value;
  else if (typeof before === "string") query[name] = [before, value];
  else before.push(value);
}

/** `/query/option.Size` for `/query/option/Size`. A family's name alone is told how to be sent. */
function namedAsSent<Value>(
  families: readonly string[],
  { searchParams }: URL,
  parsed: Parsed<Value>,
): Parsed<Value> {
  if (parsed.ok) return parsed;
  const named = (error: PointedError): PointedError => {
    const [, , family = "", ...rest] = error.pointer.split("/");
    if (!families.includes(family)) return error;
    if (rest.length > 0)
      return { ...error, pointer: error.pointer.replace(`/query/${family}/`, `/query/${family}.`) };
    return searchParams.has(family) ? { ...error, detail: `send \`${family}.<name>=<value>\`` } : error;
  };
  return { ok: false, errors: parsed.errors.map(named) };
}

/** Bounds of a query string. */
export const queryLimits = defineLimits({
  queryBytes: {
    value: 16 * 1024,
    unit: "bytes",
    per: "request",
    what: "A query string",
    beyond: "400 `validation-failed`",
  },
  queryParameters: {
    value: 500,
    unit: "count",
    per: "request",
    what: "Parameters in a query string",
    beyond: "400 `validation-failed`",
  },
});
