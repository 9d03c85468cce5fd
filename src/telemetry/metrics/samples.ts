import type { Done } from "../../kernel/telemetry/measure.ts";
import type { LineOf, LogKind, LogLine } from "../log/lines.ts";
import type { Families } from "./families.ts";
import { type Addition, adds } from "./family.ts";

type Samples<Kind extends LogKind> = (line: LineOf<Kind>, families: Families) => readonly Addition[];

/** What each kind of line adds to which metrics. */
const samples: { readonly [Kind in LogKind]: Samples<Kind> } = {
  request: ofRequest,
  command: ofCommand,
  relay: ({ status }, { work }) => [adds(work.relays, [status])],
  projection: ofProjection,
  reaction: ofReaction,
  alarm: () => [],
  cache: ({ fresh, stale }, { traffic }) => [
    adds(traffic.requests, ["GET", "cached", "2xx"], fresh + stale),
    adds(traffic.cacheRequests, ["isolate", "hit"], fresh),
    adds(traffic.cacheRequests, ["isolate", "stale"], stale),
  ],
  maintenance: () => [],
  error: ({ at }, { work }) => [adds(work.errors, [at])],
};

/** What a line of the log adds to the metrics. */
export function samplesOf(line: LogLine, families: Families): readonly Addition[] {
  // The table has the kind's own function.
  const own = (samples[line.kind] as Samples<LogKind> | undefined)?.(line, families) ?? [];
  const isFailure = line.level === "error" && line.kind !== "error";
  return isFailure ? [...own, adds(families.work.errors, [line.kind])] : own;
}

/** What a command that has ended adds, with its events and what modules measure. */
export function samplesOfDone(done: Done, { work, measured }: Families): readonly Addition[] {
  return [
    ...done.events.map(({ type }) => adds(work.events, [measured.moduleByEvent.get(type) ?? "", type])),
    ...done.events.flatMap(({ type, data }) => measured.byEvent.get(type)?.flatMap((of) => of(data)) ?? []),
    ...(measured.byCommand.get(done.command)?.flatMap((of) => of(done)) ?? []),
  ];
}

/** The layers that a read goes through, until one of them answers. */
const layers = ["isolate", "data-center", "gate"] as const;

/** What each layer that a read went through had for it. */
function layersOf({ cache, cache_layer: last }: LineOf<"request">): readonly (readonly [string, string])[] {
  if (cache === null || last === null) return [];
  const passed = layers.slice(0, layers.indexOf(last));
  return [...passed.map((layer) => [layer, "miss"] as const), [last, cache] as const];
}

function ofRequest(line: LineOf<"request">, { traffic }: Families): readonly Addition[] {
  // A line of a sample stands for requests that the cache's line counts.
  if (line.sample !== null) return [];
  const { method, route, status, problem, operation } = line;
  return [
    adds(traffic.requests, [method, route, `${Math.floor(status / 100)}xx`]),
    adds(traffic.durations, [route], line.duration_ms / 1000),
    ...layersOf(line).map((labels) => adds(traffic.cacheRequests, labels)),
    ...(problem === null ? [] : [adds(traffic.refusals, [moduleOf(operation), problem])]),
    ...(status === 429 ? [adds(traffic.rateLimitRefusals, [route])] : []),
  ];
}

function ofCommand(line: LineOf<"command">, { work, traffic }: Families): readonly Addition[] {
  const { operation, problem, actor } = line;
  const module = moduleOf(operation);
  return [
    ...(["done", "replayed", "refused", "failed"] as const).flatMap((result) =>
      line[result] > 0 ? [adds(work.commands, [module, operation, result], line[result])] : [],
    ),
    // Anybody else is told in an answer, which is counted.
    ...(problem !== null && actor === "system" ? [adds(traffic.refusals, [module, problem])] : []),
  ];
}

function ofProjection(line: LineOf<"projection">, { work }: Families): readonly Addition[] {
  const { subscription, status, events, lag_ms: lag } = line;
  return [
    adds(work.batches, [subscription, status]),
    ...(status === "projected" ? [adds(work.projected, [subscription], events)] : []),
    ...(lag === null ? [] : [adds(work.lag, [subscription], Math.max(0, lag) / 1000)]),
    ...(status === "set-aside" ? [adds(work.deadLetters, [subscription])] : []),
  ];
}

function ofReaction(line: LineOf<"reaction">, { work }: Families): readonly Addition[] {
  const { status } = line;
  // What follows the name is one of its targets.
  const subscription = line.subscription.split("/")[0] ?? "";
  return [
    adds(work.reactions, [subscription, status]),
    ...(status === "set-aside" ? [adds(work.deadLetters, [subscription])] : []),
  ];
}

/** An operation's name begins with its module. */
function moduleOf(operation: string | null): string {
  return operation === null ? "platform" : (operation.split(".")[0] ?? "");
}
