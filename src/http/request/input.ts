import * as z from "zod";
import { refusal, refusalAt } from "../../kernel/api/problem.ts";
import type { Route } from "../../kernel/api/route.ts";
import { type Parsed, parseSent, summaryOf } from "../../kernel/api/validation.ts";
import { defaultLimit, type PageRequest } from "../../kernel/read/page.ts";
import { digest } from "../../kernel/values/digest.ts";
import { acceptedLocales, canonicalLocale } from "../../kernel/values/locale.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import type { Scope } from "../scope.ts";
import {
  BodyTooLarge,
  bodyLimits,
  checkAnnouncedLength,
  isJson,
  parseJson,
  readBytes,
  readJson,
} from "./body.ts";
import { listName, openCursor } from "./cursor.ts";
import { readQuery } from "./query.ts";
import type { Target } from "./target.ts";
import { charsetOf, checkUpload } from "./upload.ts";

/** A request's parts, parsed by the route's schemas. */
export interface Input {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** Distinguishes bodies under the same Idempotency-Key. */
  readonly sameness: unknown;
  readonly page: PageRequest;
  /** The name of the list that the request reads, if it reads one. */
  readonly list: string;
  readonly requestedLocales: readonly string[];
  readonly charset: string | null;
  readonly contentType: string;
}

/** The query or body of a route that takes none. */
export const noFields = z.strictObject({});

/** Parses query and body with the route's schemas. A refusal lists all errors at once. */
export async function parseInput(
  scope: Scope,
  route: Route,
  params: Target["params"],
  body: RequestBody,
  tenantId: string,
): Promise<Result<Input>> {
  // No resource has such an id or handle.
  if (params === null) return refused(refusal("not-found", "There is nothing here."));
  const sentQuery = readQuery(scope.url, route.query ?? noFields);
  if (!sentQuery.ok) return sentQuery;
  const parsed = parseParts(route, { params, query: sentQuery.value, body }, tenantId);
  if (!parsed.ok) return parsed;
  const { query, list } = parsed.value;
  const page = await readPage(scope, list, query);
  if (!page.ok) return page;
  return ok({
    ...parsed.value,
    page: page.value,
    requestedLocales: requestedLocales(scope),
    charset: charsetOf(scope.request),
    contentType: scope.request.headers.get("Content-Type") ?? "",
  });
}

/** What a caller sent to a route, over any transport. The query has been parsed, but may have errors. */
export interface SentParts {
  readonly params: unknown;
  readonly query: Parsed<unknown>;
  readonly body: RequestBody;
}

/** Parses the body, and names the list. A refusal has the errors of the query too. */
export function parseParts(
  route: Route,
  { params, query, body }: SentParts,
  tenantId: string,
): Result<Pick<Input, "params" | "query" | "body" | "sameness" | "list">> {
  const parsedBody: Parsed<unknown> | null =
    route.body === undefined ? null : parseSent(route.body, body.content, "");
  if (!query.ok || parsedBody?.ok === false) {
    const errors = [
      ...(parsedBody?.ok === false ? parsedBody.errors : []),
      ...(query.ok ? [] : query.errors),
    ];
    return refused(refusal("validation-failed", summaryOf(errors), errors));
  }
  return ok({
    params,
    query: query.value,
    body: parsedBody === null ? body.content : parsedBody.value,
    sameness: parsedBody === null ? body.sameness : parsedBody.value,
    list: listName(tenantId, route.operation.name, params, query.value),
  });
}

/** A request's body before it is parsed. */
export interface RequestBody {
  readonly content: unknown;
  readonly sameness: unknown;
}

/** Checks media type, size and syntax. */
export async function readBody(request: Request, route: Route): Promise<Result<RequestBody>> {
  if (route.body !== undefined) {
    if (isEmpty(request) && route.body.safeParse({}).success) return ok({ content: {}, sameness: {} });
    const json = await readJson(request);
    return json.ok ? ok({ content: json.value, sameness: json.value }) : json;
  }
  if (route.upload === undefined) return readNothing(request);
  const accepted = checkUpload(request, route.upload);
  if (!accepted.ok) return accepted;
  const { maxBytes } = route.upload;
  return request.headers.has("Idempotency-Key") ? readKeyed(request, maxBytes) : streamed(request, maxBytes);
}

/**
 * Reads the body of a route that takes none. Nothing and `{}` are the same, because many clients send the latter. Anything else
 * was meant to have an effect that it wouldn't have.
 */
async function readNothing(request: Request): Promise<Result<RequestBody>> {
  const none = ok({ content: undefined, sameness: null });
  if (request.body === null) return none;
  const bytes = await readBytes(request, bodyLimits.jsonBody.value);
  if (bytes.ok && isNothing(bytes.value)) return none;
  const parsed = bytes.ok && isJson(request) ? parseJson(bytes.value) : null;
  const fields = parsed?.ok === true ? parseSent(noFields, parsed.value, "") : null;
  const detail = "This operation takes no body.";
  const errors = fields?.ok === false ? fields.errors : [{ pointer: "", code: "unexpected-body", detail }];
  return refused(refusal("validation-failed", detail, errors));
}

function isNothing(bytes: Uint8Array): boolean {
  return /^\s*(?:\{\s*\}\s*)?$/.test(new TextDecoder().decode(bytes));
}

/** A request without a body counts as an empty object. */
function isEmpty({ headers, body }: Request): boolean {
  return headers.get("Content-Type") === null && (body === null || headers.get("Content-Length") === "0");
}

/** Reads a keyed upload as a whole: a repetition must be recognized before any of it is processed. */
async function readKeyed(request: Request, maxBytes: number): Promise<Result<RequestBody>> {
  const bytes = await readBytes(request, maxBytes);
  if (!bytes.ok) return bytes;
  const content = await digest(bytes.value);
  const charset = charsetOf(request);
  // The same bytes are another text in another character set.
  const sameness = charset === null ? content : { content, charset };
  return ok({ content: new Blob([bytes.value]).stream(), sameness });
}

function streamed(request: Request, maxBytes: number): Result<RequestBody> {
  const announced = checkAnnouncedLength(request, maxBytes);
  if (!announced.ok) return announced;
  return ok({ content: limited(request.body ?? new Blob([]).stream(), maxBytes), sameness: null });
}

/** Aborts the stream once it exceeds its limit. */
function limited(bytes: ReadableStream<Uint8Array>, maxBytes: number): ReadableStream<Uint8Array> {
  let length = 0;
  return bytes.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        length += chunk.length;
        if (length > maxBytes) controller.error(new BodyTooLarge(maxBytes));
        else controller.enqueue(chunk);
      },
    }),
  );
}

async function readPage(scope: Scope, list: string, query: unknown): Promise<Result<PageRequest>> {
  const {
    limit = defaultLimit,
    count = false,
    cursor,
  } = (query ?? {}) as { limit?: number; count?: boolean; cursor?: string };
  if (cursor === undefined) return ok({ limit, count, after: null });
  const after = await openCursor(scope.signer, list, cursor);
  if (after === null)
    return refused(
      refusalAt(
        "invalid-cursor",
        "/query/cursor",
        "The cursor is not from this list. Repeat all parameters of the request that returned it.",
      ),
    );
  return ok({ limit, count, after });
}

function requestedLocales(scope: Scope): readonly string[] {
  const asked = scope.url.searchParams.get("locale");
  const canonical = asked === null ? null : canonicalLocale(asked);
  if (canonical !== null) return [canonical];
  return acceptedLocales(scope.request.headers.get("Accept-Language") ?? "");
}
