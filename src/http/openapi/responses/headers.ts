import * as z from "zod";
import { pageIn, type ReplySpec, redirected } from "../../../kernel/api/replies.ts";
import type { Route } from "../../../kernel/api/route.ts";
import { type Json, ref } from "../json.ts";

type Answer = { readonly route: Route; readonly reply: ReplySpec };
type HeaderName = keyof typeof responseHeaders;

/** The headers of a response that operations share. Each is there where it applies. */
export function headersOfReplies(answers: readonly Answer[]): Json {
  return referTo(
    headerNames.filter((name) => answers.some(({ route, reply }) => applies[name](route, reply))),
  );
}

const applies = {
  Location: ({ hasLocation }, reply) => hasLocation || isRedirect(reply),
  ETag: ({ conditional }, reply) => (conditional && !isRedirect(reply)) || isVersioned(reply),
  "Consistency-Token": ({ method }) => method !== "get",
  Link: ({ operation }, reply) => pageIn(operation.output) !== null && !isRedirect(reply),
  "Content-Disposition": (_, { mediaType }) => mediaType === "text/csv",
} satisfies Partial<Record<HeaderName, (route: Route, reply: ReplySpec) => boolean>>;

// The keys of an object literal are its type's keys.
const headerNames = Object.keys(applies) as (keyof typeof applies)[];

function referTo(names: readonly HeaderName[]): Json {
  return Object.fromEntries(names.map((name) => [name, ref("headers", name)]));
}

/** The only response without a body that an operation with an output has. */
function isRedirect({ description }: ReplySpec): boolean {
  return description === redirected;
}

/** The version of the resource in the body is its entity tag. */
function isVersioned({ schema }: ReplySpec): boolean {
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

/** The headers of a refusal. */
export const problemHeaders = referTo([
  "WWW-Authenticate",
  "Retry-After",
  "RateLimit",
  "RateLimit-Policy",
  "X-Request-Id",
]);

function header(description: string, example: string | undefined): Json {
  return { description, schema: { type: "string" }, ...(example === undefined ? {} : { example }) };
}
