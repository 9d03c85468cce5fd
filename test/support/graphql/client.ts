import type { MintedTenant } from "../http/minting.ts";
import type { Answer, Send } from "../http/sender.ts";

/** Sends a GraphQL request to a tenant, as its admin if there is a key. */
export async function ask(
  send: Send,
  { slug }: Pick<MintedTenant, "slug">,
  query: string,
  { variables = {}, key }: { readonly variables?: object; readonly key?: string } = {},
): Promise<Answer & { readonly data: Readonly<Record<string, unknown>> }> {
  const answer = await send("post", "/graphql", {
    headers: { "X-Tenant": slug, "Content-Type": "application/json" },
    ...(key === undefined ? {} : { key }),
    body: { query, variables },
  });
  return { ...answer, data: Object(answer.body).data };
}

/** How many round trips to D1, and to objects, the fields of a request took. */
export function roundTripsOf({ headers }: Pick<Answer, "headers">): {
  readonly d1: number;
  readonly objects: number;
} {
  const timing = headers.get("Server-Timing") ?? "";
  const of = (name: string) => Number(new RegExp(`operation-${name};desc="(\\d+)"`).exec(timing)?.[1] ?? 0);
  return { d1: of("d1"), objects: of("objects") };
}

/** An event of a stream. */
export interface StreamEvent {
  readonly event: string;
  readonly id: string | null;
  readonly data: unknown;
}

/** The events of a subscription, until the connection breaks or the caller has enough. */
export async function* subscribe(
  url: string,
  { slug }: Pick<MintedTenant, "slug">,
  body: { readonly query: string; readonly variables?: object },
  {
    key,
    lastEventId,
    signal,
  }: { readonly key?: string; readonly lastEventId?: string | null; readonly signal?: AbortSignal } = {},
): AsyncGenerator<StreamEvent> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      "X-Tenant": slug,
      "Content-Type": "application/json",
      Accept: "text/event-stream",
      ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
      ...(lastEventId == null ? {} : { "Last-Event-ID": lastEventId }),
    },
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  });
  if (response.headers.get("Content-Type")?.startsWith("text/event-stream") !== true)
    throw new Error(`no stream: ${response.status} ${await response.text()}`);
  let text = "";
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    for (let end = text.indexOf("\n\n"); end !== -1; end = text.indexOf("\n\n")) {
      const event = eventOf(text.slice(0, end));
      text = text.slice(end + 2);
      if (event !== null) yield event;
    }
  }
}

/** Null for a comment that only keeps the connection open. */
function eventOf(block: string): StreamEvent | null {
  const lines = Object.fromEntries(
    block
      .split("\n")
      .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
  );
  if (lines.event === undefined) return null;
  return {
    event: lines.event,
    id: lines.id ?? null,
    data: lines.data === "" ? null : JSON.parse(lines.data ?? "null"),
  };
}
