import type { Route } from "../../kernel/api/route.ts";
import { type FieldContext, inputOf, withoutOptions } from "../execution/field-context.ts";
import { valueOrThrow } from "../execution/refused-field.ts";
import { follow } from "./follow.ts";
import type { StreamPosition } from "./position.ts";

interface LoggedEvent {
  readonly epoch: number;
  readonly seq: number;
  readonly type: string;
}

const pageSize = 100;

/** The events of the log, in order. Whoever may not read the log is refused, also later. */
export async function* readEvents(
  context: FieldContext,
  list: Route,
  types: readonly string[] | null,
  after: StreamPosition | null,
): AsyncGenerator<LoggedEvent> {
  await pageAfter(context, list, after?.seq ?? 0, 1);
  for await (const { from, to } of follow(context, after, null)) {
    for (let seq = from.seq; seq < to.seq; ) {
      context.forget();
      const { items, next } = await pageAfter(context, list, seq, pageSize);
      for (const event of items) {
        context.position = { epoch: event.epoch, seq: event.seq };
        if (types === null || types.some((type) => isMeant(type, event.type))) yield event;
      }
      seq = next ?? items.at(-1)?.seq ?? to.seq;
    }
  }
}

async function pageAfter(context: FieldContext, list: Route, seq: number, limit: number) {
  const sent = { params: {}, query: { after: String(seq) }, body: undefined };
  const page = { limit, after: [seq], count: false };
  const reply = await context.read(
    list,
    valueOrThrow(inputOf(context.host, list, sent, page)),
    withoutOptions,
  );
  // The route's shape is that of an event, and its keyset is a seq.
  const items = (reply.page?.items ?? []) as readonly LoggedEvent[];
  const [next = null] = reply.page?.next ?? [];
  return { items, next: next === null ? null : Number(next) };
}

/** `order.*` means all types that begin so. */
function isMeant(wanted: string, type: string): boolean {
  return wanted === "*" || wanted === type || (wanted.endsWith(".*") && type.startsWith(wanted.slice(0, -1)));
}
