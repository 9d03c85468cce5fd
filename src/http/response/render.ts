import type { Signer } from "../../kernel/access/authenticator.ts";
import type { Reply } from "../../kernel/api/replies.ts";
import type { Route } from "../../kernel/api/route.ts";
import { jsonOf } from "../../kernel/json.ts";
import { digest } from "../../kernel/values/digest.ts";
import { sealCursor } from "../request/cursor.ts";

/** A finished response. Plain data. */
export interface Rendered {
  readonly status: Reply["status"];
  readonly headers: Readonly<Record<string, string>>;
  /** Null if it has none. */
  readonly body: string | null;
}

/** Where a page was asked for, for the link to the next one. */
export interface Target {
  readonly path: string;
  readonly search: string;
  /** The name of the list. Its cursors are valid for no other. */
  readonly list: string;
}

/** Renders a reply that is not a stream: JSON, entity tag, next page. */
export async function render(signer: Signer, route: Route, reply: Reply, target: Target): Promise<Rendered> {
  const { status, body, page, text: whole } = reply;
  const headers: Record<string, string> = namedIn(reply);
  if (body === undefined && page === undefined && whole === undefined)
    return { status, headers: { ...headers, ...route.headers }, body: null };
  const text =
    whole ?? (page === undefined ? JSON.stringify(body) : await pageText(signer, page, target, headers));
  headers["Content-Type"] = whole === undefined ? "application/json" : mediaTypeOf(route, reply);
  const tag = route.conditional ? `"${(await digest(text)).slice(0, 27)}"` : versionTag(body);
  if (tag !== null) headers.ETag = tag;
  headers["Cache-Control"] = route.conditional ? "no-cache" : "no-store";
  if (route.conditional) headers.Vary = "Accept-Language, X-Tenant, Authorization";
  return { status, headers: { ...headers, ...route.headers }, body: text };
}

/** The media type of a text. */
export function mediaTypeOf(route: Route, { status }: Pick<Reply, "status">): string {
  const mediaType = route.replies[status]?.mediaType;
  if (mediaType === undefined) throw new Error(`${route.path} answers a text that it does not document`);
  return `${mediaType}; charset=utf-8`;
}

/** Header fields of replies of any kind. */
export function namedIn({ location, fileName }: Reply): Record<string, string> {
  return {
    ...(location === undefined ? {} : { Location: location }),
    ...(fileName === undefined ? {} : { "Content-Disposition": `attachment; filename="${fileName}"` }),
  };
}

async function pageText(
  signer: Signer,
  page: NonNullable<Reply["page"]>,
  { path, search, list }: Target,
  headers: Record<string, string>,
): Promise<string> {
  const nextCursor = page.next === null ? null : await sealCursor(signer, list, page.next);
  if (nextCursor !== null) {
    const next = new URLSearchParams(search);
    next.set("cursor", nextCursor);
    headers.Link = `<${path}?${next}>; rel="next"`;
  }
  const { items, next: _, ...beside } = page;
  // The page has already converted its items, to measure them.
  return `{"items":[${items.map(jsonOf).join(",")}],${JSON.stringify({ nextCursor, ...beside }).slice(1)}`;
}

function versionTag(body: unknown): string | null {
  if (typeof body !== "object" || body === null || !("version" in body)) return null;
  return typeof body.version === "number" ? `"${body.version}"` : null;
}

/** Whether an `If-None-Match` header has the entity tag. Weak comparison, as RFC 9110 asks for. */
export function matchesTag(header: string | null, tag: string): boolean {
  if (header === null) return false;
  return header
    .split(",")
    .some((candidate) => candidate.trim() === "*" || candidate.trim().replace(/^W\//, "") === tag);
}
