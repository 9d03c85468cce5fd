import { lineText } from "../../tail/render.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { clockText, spanText } from "../../terminal/times.ts";
import { actorText } from "../render/actor.ts";
import { detailOf } from "../render/event-detail.ts";
import type { Trace } from "./read.ts";

interface Moment {
  readonly at: string;
  readonly text: string;
}

/** A trace as a sequence: what was asked, what it changed, what followed. */
export function traceText({ trace, events, audit, lines }: Trace, terminal: Terminal): string {
  const { colors } = terminal;
  const moments: readonly Moment[] = [
    ...audit.map((entry) => ({
      at: entry.at,
      text: [
        colors.yellow("audit "),
        entry.tenant,
        colors.bold(entry.action),
        entry.outcome === "allowed" ? colors.green("allowed") : colors.red(`refused ${entry.code ?? ""}`),
        colors.dim([actorText(entry.actor), entry.address ?? "", `request ${entry.correlationId}`].join(" ")),
      ].join(" "),
    })),
    ...events.map((event) => ({
      at: event.occurredAt,
      text: [
        colors.cyan("event "),
        event.tenant,
        colors.bold(event.type),
        `seq ${event.seq}`,
        `${event.aggregate.type}/${event.aggregate.id}`,
        colors.dim(detailOf(event)),
      ].join(" "),
    })),
    ...(lines ?? []).map((line) => ({
      at: line.timestamp,
      // The time is there already.
      text: `${colors.magenta("log   ")} ${lineText({ line, text: "" }, terminal).replace(/^\S*\d\d:\d\d:\d\d\.\d{3}\S*\s/, "")}`,
    })),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const [first] = moments;
  if (first === undefined) return `Nothing is known of trace ${trace}.\n`;
  const shown = moments.map(({ at, text }) => {
    const after = `+${spanText(Date.parse(at) - Date.parse(first.at))}`;
    return `${colors.dim(clockText(at))} ${colors.dim(after.padStart(9))}  ${text}\n`;
  });
  return `${colors.bold(`Trace ${trace}`)}, from ${first.at}\n\n${shown.join("")}`;
}
