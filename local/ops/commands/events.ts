import { headOf } from "../api/head.ts";
import { shownEvent } from "../api/shapes.ts";
import type { Context } from "../context.ts";
import { type Exit, exits } from "../exits.ts";
import { patiently } from "../patience.ts";
import { commandOf, type Register, wholeNumber } from "../program.ts";
import { eventText } from "../render/events.ts";

interface Options {
  readonly type?: string;
  readonly aggregate?: string;
  readonly correlation?: string;
  readonly trace?: string;
  readonly request?: string;
  readonly after?: number;
  readonly limit: number;
  readonly follow?: boolean;
}

/** `events`: a tenant's log. */
export const events: Register = (program, start) => {
  commandOf(
    program,
    "events",
    "List a tenant's events, the oldest first",
    "Without --after and without a filter, these are the newest ones. With --json, each is a line.",
  )
    .option("--type <type>", "such as order.placed")
    .option("--aggregate <aggregate>", "an id, or type/id such as order/ord_01J…")
    .option("--correlation <id>", "all that a request led to, by itself or through reactions")
    .option("--trace <id>", "a trace's id: the traceId of a problem")
    .option("--request <id>", "the X-Request-Id of an answer")
    .option("--after <seq>", "begin after this seq", wholeNumber)
    .option("--limit <count>", "the most events", wholeNumber, 50)
    .option("--follow", "wait for further ones until Ctrl-C")
    .action((options) => start(options, (context) => showEvents(context, options)));
};

async function showEvents(context: Context, options: Options): Promise<Exit> {
  const { limit, follow = false, type, aggregate, correlation, trace, request } = options;
  const filter = { type, aggregate, correlation, trace, request };
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  context.tenant();
  const head = await headOf(context.api);
  let after = options.after ?? (isFiltered ? 0 : Math.max(0, head - limit));
  let shown = 0;
  const isDone = () => !follow && shown >= limit;
  const showFrom = async () => {
    for await (const event of context.api.items("/v1/ops/events", shownEvent, {
      query: { ...filter, after },
    })) {
      context.showNext(event, eventText);
      after = event.seq;
      shown += 1;
      if (isDone()) return;
    }
  };
  await showFrom();
  while (follow) {
    await context.io.pause(followEveryMs);
    await patiently(context, showFrom);
  }
  if (shown === 0) context.note("There are no such events.");
  else if (shown >= limit && after < head) context.note(`Further ones, if any: --after ${after}`);
  return exits.fine;
}

const followEveryMs = 1_000;
