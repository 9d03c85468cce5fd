import type { LineOf, LogLine } from "../../src/telemetry/log/lines.ts";
import { spanText } from "../terminal/times.ts";

/** What a line says, in words. */
export interface Description {
  /** What it was about: a route, an operation, a subscription. */
  readonly subject: string;
  /** How it ended; null where it can't end in several ways. */
  readonly status: string | null;
  readonly isGood: boolean;
  /** Further facts, those that say nothing left out. */
  readonly facts: readonly string[];
}

export function describe(line: LogLine): Description {
  switch (line.kind) {
    case "request":
      return describeRequest(line);
    case "command":
      return describeCommand(line);
    case "relay":
      return {
        subject: listed(line.subscriptions),
        status: line.status,
        isGood: line.status === "sent",
        facts: counted(line.events, "event"),
      };
    case "projection":
    case "reaction":
      return describeDelivery(line);
    case "alarm":
      return {
        subject: listed(line.jobs),
        status: line.status,
        isGood: line.status === "done",
        facts: [],
      };
    case "cache":
      return {
        subject: "hits of an isolate",
        status: null,
        isGood: true,
        facts: [
          `${line.fresh} fresh`,
          `${line.stale} stale`,
          ...counted(Object.keys(line.tenants).length, "tenant"),
        ],
      };
    case "maintenance":
      return {
        subject: line.job,
        status: null,
        isGood: true,
        facts: [...costOf(line), ...counted(line.statements, "statement")],
      };
    case "error":
      return {
        subject: line.subscription === undefined ? `at ${line.at}` : `at ${line.at}, ${line.subscription}`,
        status: null,
        isGood: false,
        facts: Object.entries(line.details ?? {}).map(([name, value]) => `${name}=${value}`),
      };
  }
}

function describeRequest(line: LineOf<"request">): Description {
  return {
    subject: `${line.method} ${line.route}`,
    status: [line.status, line.problem].filter((part) => part !== null).join(" "),
    isGood: line.status < 400,
    facts: [...costOf(line), line.cache ?? [], line.actor].flat(),
  };
}

function describeCommand(line: LineOf<"command">): Description {
  return {
    subject: line.operation,
    status: [line.status, line.problem].filter((part) => part !== null).join(" "),
    isGood: line.status === "done" || line.status === "replayed",
    facts: [
      ...(line.commands > 1 ? [`${line.commands} times`] : []),
      ...(line.commands > 1 && line.refused > 0 ? [`${line.refused} refused`] : []),
      ...counted(line.events, "event"),
      ...(line.seq === null ? [] : [`seq ${line.seq}`]),
      line.actor,
    ],
  };
}

const goodDelivery: ReadonlySet<string> = new Set(["projected", "lost-race", "rebuilt", "reacted"]);

function describeDelivery(line: LineOf<"projection"> | LineOf<"reaction">): Description {
  const common = [
    ...(line.lag_ms === null ? [] : [`lag ${spanText(line.lag_ms)}`]),
    ...(line.dead_letter === undefined ? [] : deadLetterOf(line.dead_letter)),
  ];
  const facts =
    line.kind === "reaction"
      ? [line.event_type, `seq ${line.seq}`]
      : [
          line.from_seq === line.to_seq ? `seq ${line.to_seq}` : `seq ${line.from_seq}-${line.to_seq}`,
          ...costOf(line),
        ].flat();
  return {
    subject: line.subscription,
    status: line.status,
    isGood: goodDelivery.has(line.status),
    facts: [...facts, ...common],
  };
}

type DeadLetter = NonNullable<LineOf<"projection">["dead_letter"]>;

function deadLetterOf({ id, type, aggregate, attempts }: DeadLetter): readonly string[] {
  return [`dead letter ${id}`, type, aggregate ?? [], `after ${attempts} attempts`].flat();
}

function costOf({ d1, objects }: { readonly d1: number; readonly objects: number }): readonly string[] {
  return [...(d1 === 0 ? [] : [`d1 ${d1}`]), ...(objects === 0 ? [] : [`objects ${objects}`])];
}

function counted(count: number, thing: string): readonly string[] {
  return count === 0 ? [] : [`${count} ${thing}${count === 1 ? "" : "s"}`];
}

/** Some names, and how many further ones there are. */
function listed(names: readonly string[]): string {
  const some = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${some} and ${names.length - 3} more` : some;
}
