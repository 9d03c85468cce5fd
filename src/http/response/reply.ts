import type { Reply } from "../../kernel/api/replies.ts";
import type { Route } from "../../kernel/api/route.ts";
import type { Effects } from "../../kernel/operation/session.ts";
import { sealToken } from "../request/consistency-token.ts";
import type { Scope } from "../scope.ts";
import { matchesTag, mediaTypeOf, namedIn, type Rendered, render } from "./render.ts";
import { mailPolicy } from "./security-headers.ts";
import { bytesOf } from "./stream.ts";

/** Turns a reply into an HTTP response: entity tag, next page, token, replay. Its cursor is valid for `list`. */
export async function respond(
  scope: Scope,
  route: Route,
  reply: Reply,
  effects: Effects,
  list: string,
): Promise<Response> {
  const response = await responseTo(scope, route, reply, list);
  const { headers } = response;
  if (effects.token !== null) headers.set("Consistency-Token", await sealToken(scope.signer, effects.token));
  if (effects.executed > 0 && effects.replayed === effects.executed)
    headers.set("Idempotent-Replayed", "true");
  return response;
}

async function responseTo(scope: Scope, route: Route, reply: Reply, list: string): Promise<Response> {
  if (reply.stream !== undefined) return streamed(scope, route, reply, reply.stream);
  const { path, url } = scope;
  const rendered = await render(scope.signer, route, reply, { path, search: url.search, list });
  return route.conditional ? conditionalResponse(scope, rendered) : toResponse(scope, rendered);
}

/** A response with an entity tag, or 304 if the caller has this content already. */
export function conditionalResponse(scope: Scope, rendered: Rendered): Response {
  const { ETag: tag, "Content-Type": _, ...headers } = rendered.headers;
  if (tag === undefined || !matchesTag(scope.request.headers.get("If-None-Match"), tag))
    return toResponse(scope, rendered);
  return new Response(null, { status: 304, headers: { ...headers, ETag: tag } });
}

function toResponse({ url }: Scope, { status, headers, body }: Rendered): Response {
  const redirect = status === 308 ? { Location: `${headers.Location}${url.search}` } : {};
  return new Response(body, { status, headers: { ...headers, ...redirect } });
}

function streamed(scope: Scope, route: Route, reply: Reply, stream: NonNullable<Reply["stream"]>): Response {
  const mediaType = mediaTypeOf(route, reply);
  const headers = {
    ...namedIn(reply),
    "Content-Type": mediaType,
    "Cache-Control": "no-store",
    // The only HTML that an operation answers is a mail.
    ...(mediaType.startsWith("text/html;") ? { "Content-Security-Policy": mailPolicy } : {}),
    ...route.headers,
  };
  return new Response(bytesOf(stream, scope), { status: reply.status, headers });
}
