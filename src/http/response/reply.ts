import type { Reply } from "../../kernel/api/replies.ts";
import type { Route } from "../../kernel/api/route.ts";
import { jsonOf } from "../../kernel/json.ts";
import type { Effects } from "../../kernel/operation/session.ts";
import { digest } from "../../kernel/values/digest.ts";
import { sealToken } from "../request/consistency-token.ts";
import { sealCursor } from "../request/cursor.ts";
import type { Scope } from "../scope.ts";
import { bytesOf } from "./stream.ts";

/** Renders a reply as an HTTP response: entity tag, next page, token, replay. Its cursor is valid for `list`. */
export async function respond(
  scope: Scope,
  route: Route,
  reply: Reply,
  effects: Effects,
  list: string,
): Promise<Response> {
  const headers = headersOf(reply, scope.url);
  if (effects.token !== null) headers.set("Consistency-Token", await sealToken(scope.signer, effects.token));
  if (effects.executed > 0 && effects.replayed === effects.executed)
    headers.set("Idempotent-Replayed", "true");
  if (reply.stream !== undefined) return streamed(scope, route, reply.status, reply.stream, headers);
  const { body, page } = reply;
  if (body === undefined && page === undefined) return new Response(null, { status: reply.status, headers });
  const text = page === undefined ? JSON.stringify(body) : await pageText(scope, page, list, headers);
  headers.set("Content-Type", "application/json");
  const tag = route.conditional === true ? `"${(await digest(text)).slice(0, 27)}"` : versionTag(body);
  if (tag !== null) headers.set("ETag", tag);
  headers.set("Cache-Control", route.conditional === true ? "no-cache" : "no-store");
  if (route.conditional === true) {
    headers.set("Vary", "Accept-Language, X-Tenant, Authorization");
    if (tag !== null && matches(scope.request.headers.get("If-None-Match"), tag)) {
      headers.delete("Content-Type");
      return new Response(null, { status: 304, headers });
    }
  }
  return new Response(text, { status: reply.status, headers });
}

function headersOf({ status, location, fileName }: Reply, { search }: URL): Headers {
  const headers = new Headers();
  if (location !== undefined) headers.set("Location", status === 308 ? `${location}${search}` : location);
  if (fileName !== undefined) headers.set("Content-Disposition", `attachment; filename="${fileName}"`);
  return headers;
}

function streamed(
  scope: Scope,
  route: Route,
  status: Reply["status"],
  stream: AsyncIterable<string>,
  headers: Headers,
): Response {
  const mediaType = route.replies[status]?.mediaType;
  if (mediaType === undefined) throw new Error(`${route.path} streams what it does not document`);
  headers.set("Content-Type", `${mediaType}; charset=utf-8`);
  headers.set("Cache-Control", "no-store");
  return new Response(bytesOf(stream, scope), { status, headers });
}

async function pageText(
  scope: Scope,
  page: NonNullable<Reply["page"]>,
  list: string,
  headers: Headers,
): Promise<string> {
  const nextCursor = page.next === null ? null : await sealCursor(scope.signer, list, page.next);
  if (nextCursor !== null) {
    const next = new URL(scope.url);
    next.searchParams.set("cursor", nextCursor);
    headers.set("Link", `<${scope.path}${next.search}>; rel="next"`);
  }
  const { items, next: _, ...beside } = page;
  // The page has already converted its items, to measure them.
  return `{"items":[${items.map(jsonOf).join(",")}],${JSON.stringify({ nextCursor, ...beside }).slice(1)}`;
}

function versionTag(body: unknown): string | null {
  if (typeof body !== "object" || body === null || !("version" in body)) return null;
  return typeof body.version === "number" ? `"${body.version}"` : null;
}

/** Weak comparison, as `If-None-Match` asks for. */
function matches(header: string | null, tag: string): boolean {
  if (header === null) return false;
  return header
    .split(",")
    .some((candidate) => candidate.trim() === "*" || candidate.trim().replace(/^W\//, "") === tag);
}
