import type { Authenticated } from "../../http/stages/authenticate.ts";
import type { WithHeaders } from "../../http/stages/headers.ts";
import type { Matched, Stage } from "../../http/stages/stage.ts";
import type { Located } from "../../http/stages/tenant.ts";
import { ok, type Result } from "../../kernel/values/result.ts";
import { describeError } from "../../telemetry/log/failure.ts";
import type { GraphqlAnswer } from "../execution/request.ts";
import { readPosition, type StreamPosition } from "../subscriptions/position.ts";
import { introspects } from "./introspection.ts";
import type { WithQuery } from "./read-request.ts";

type Needs = Matched & Authenticated & Located & WithHeaders & WithQuery;

/** Runs the request's operation. */
export const execute: Stage<Needs> = {
  name: "graphql-execute",
  refuses: [400, 405],
  async run(known) {
    const { scope, route, graphql } = known;
    const { edgeHost, openStream, runGraphql, schemaOf } = await import("../engine.ts");
    const options = { introspection: introspects(scope.env), readOnly: route.method === "get" };
    const schema = schemaOf(scope.registry);
    const begin = beginOf(scope.request);
    if (!begin.ok) return begin;
    const opened = wantsStream(scope.request)
      ? await openStream(edgeHost(known), schema, graphql, options, begin.value)
      : { answer: await runGraphql(edgeHost(known), schema, graphql, options) };
    if ("stream" in opened) return new Response(opened.stream, { headers: streamHeaders });
    observe(known, opened.answer);
    return responseOf(scope.request, opened.answer);
  },
};

const streamHeaders = { "Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store" };

function wantsStream({ headers }: Request): boolean {
  return headers.get("Accept")?.includes("text/event-stream") === true;
}

/** The place in the log after which a stream goes on. */
function beginOf({ headers }: Request): Result<StreamPosition | null> {
  const id = headers.get("Last-Event-ID") ?? "";
  return id === "" ? ok(null) : readPosition(id, "/header/Last-Event-ID");
}

/** For the log line: what was refused or failed first. */
function observe({ scope }: Needs, { body, faults }: GraphqlAnswer): void {
  const [first] = (body.errors ?? []) as readonly { readonly extensions?: { readonly code?: string } }[];
  scope.observed.problem = first?.extensions?.code ?? null;
  const [fault] = faults;
  if (fault !== undefined) scope.observed.error = describeError(fault);
}

/** An answer, in the media type that the caller knows. */
export function responseOf(
  request: Request,
  { status, body }: Pick<GraphqlAnswer, "status" | "body">,
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      "Content-Type": mediaTypeFor(request.headers.get("Accept")),
      "Cache-Control": "no-store",
      ...(status === 405 ? { Allow: "POST" } : {}),
    },
  });
}

const own = "application/graphql-response+json";

/** GraphQL over HTTP: its own media type for those who ask for it, JSON for all others. */
export function mediaTypeFor(accept: string | null): string {
  return accept?.includes(own) === true ? `${own}; charset=utf-8` : "application/json; charset=utf-8";
}
