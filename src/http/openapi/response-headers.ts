import { z } from "zod";
import type { Route } from "../../kernel/api/route.ts";
import { isPageOutput } from "../../kernel/read/page.ts";
import { type Json, ref } from "./json.ts";

type HeaderName = keyof typeof responseHeaders;

/** The headers of a successful response. */
export function headersOfReply(route: Route, status: number): Json {
  const { method, conditional, hasLocation } = route;
  return referTo([
    ...(hasLocation || status === 308 ? (["Location"] as const) : []),
    ...(conditional || isVersioned(route, status) ? (["ETag"] as const) : []),
    ...(method === "get" ? [] : (["Consistency-Token"] as const)),
    ...(method === "post" ? (["Idempotent-Replayed"] as const) : []),
    ...(isPageOutput(route.operation.output) ? (["Link"] as const) : []),
    ...(route.replies[200]?.mediaType === "text/csv" ? (["Content-Disposition"] as const) : []),
    ...always,
  ]);
}

/** The headers of a refusal. */
export function headersOfProblem(status: number): Json {
  return referTo([
    ...(status === 401 ? (["WWW-Authenticate"] as const) : []),
    ...(status === 429 || status === 503 ? (["Retry-After"] as const) : []),
    ...always,
  ]);
}

const always = ["RateLimit", "RateLimit-Policy", "X-Request-Id"] as const;

function referTo(names: readonly HeaderName[]): Json {
  return Object.fromEntries(names.map((name) => [name, ref("headers", name)]));
}

/** The version of the resource in the body is its entity tag. */
function isVersioned({ replies }: Route, status: number): boolean {
  const schema = Object.entries(replies).find(([one]) => Number(one) === status)?.[1].schema;
  return schema instanceof z.ZodObject && Object.hasOwn(schema.shape, "version");
}

/** The response headers of the API, as components. */
export const responseHeaders = {
  Location: header("The path of the resource.", "/v1/admin/products/prod_01J8ZQ4V6N0000000000000001"),
  ETag: header(
    "The version of the answer. Send it as `If-Match` with a change, or as `If-None-Match` with a read.",
    '"1"',
  ),
  "Consistency-Token": header(
    "Names the write. Send it with a read that must see it. Absent if nothing changed.",
    undefined,
  ),
  "Idempotent-Replayed": header(
    "`true` if this is the first answer again, for a repeat of the request.",
    "true",
  ),
  Link: header('The path of the next page, with `rel="next"`. Absent on the last page.', undefined),
  "Content-Disposition": header("The name to save a file under.", 'attachment; filename="products.csv"'),
  "WWW-Authenticate": header("How to authenticate.", "Bearer"),
  "Retry-After": {
    description: "The seconds after which the request may succeed.",
    schema: { type: "integer", minimum: 0 },
    example: 1,
  },
  RateLimit: header(
    "The quota that is left, and the seconds until it is full again. Absent if limits are off.",
    '"staff";r=5999;t=1',
  ),
  "RateLimit-Policy": header("The quota and its window in seconds.", '"staff";q=6000;w=60'),
  "X-Request-Id": header(
    "The request's id. The audit log finds the request by it.",
    "01J8ZQ4V6N0000000000000001",
  ),
} as const;

function header(description: string, example: string | undefined): Json {
  return { description, schema: { type: "string" }, ...(example === undefined ? {} : { example }) };
}
