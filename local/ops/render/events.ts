import type { Terminal } from "../../terminal/terminal.ts";
import { instantText } from "../../terminal/times.ts";
import type { ShownEvent } from "../api/shapes.ts";
import { actorText } from "./actor.ts";
import { detailOf } from "./event-detail.ts";

/** An event as one line. Its columns have fixed widths, because a stream's next lines are not known. */
export function eventText(event: ShownEvent, { colors, width }: Terminal): string {
  const { seq, occurredAt, type, aggregate, actor, traceId } = event;
  const start = [
    colors.dim(String(seq).padStart(6)),
    instantText(occurredAt),
    colors.cyan(type.padEnd(30)),
    `${aggregate.type}/${aggregate.id}`,
  ].join("  ");
  const used = 6 + 23 + Math.max(30, type.length) + aggregate.type.length + aggregate.id.length + 7;
  const trace = traceId === null ? "" : traceId.slice(0, 8);
  const rest = [actorText(actor), trace, detailOf(event)].filter((part) => part !== "").join("  ");
  const room = width - used - 2;
  if (room < 8) return `${start}\n`;
  return `${start}  ${colors.dim(rest.length <= room ? rest : `${rest.slice(0, room - 1)}…`)}\n`;
}
