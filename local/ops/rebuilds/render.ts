import { type Column, tableOf } from "../../terminal/table.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { spanText } from "../../terminal/times.ts";
import type { ShownRebuild } from "../api/shapes.ts";
import type { ListCount } from "./lists.ts";

/** A rebuild as `--json` prints it, each time that it has moved. */
export interface Progress {
  readonly rebuild: ShownRebuild;
  /** About how many things it will read. */
  readonly expected: number;
  /** What the lists had when the watching began. */
  readonly before: readonly ListCount[];
  /** What they have now; null until it has ended. */
  readonly after: readonly ListCount[] | null;
  /** Why it can't go on; null if it can. It is tried again each minute. */
  readonly error: string | null;
}

const columns: readonly Column[] = [
  { title: "LIST" },
  { title: "BEFORE", align: "right" },
  { title: "AFTER", align: "right" },
];

/** How a rebuild ended, and what the lists have. */
export function endText({ rebuild, before, after, error }: Progress, terminal: Terminal): string {
  const { colors } = terminal;
  if (error !== null)
    return [
      `${colors.red("The rebuild can't go on")}: ${error}\n`,
      `It is tried again each minute. Deploy a fix, or cancel it:\n\n  npm run ops -- rebuild cancel ${rebuild.id}\n`,
    ].join("");
  const paint = rebuild.status === "completed" ? colors.green : colors.red;
  const lines = [
    `${nameOf(rebuild)} ${paint(rebuild.status)}${tookText(rebuild)}: ${rebuild.aggregates} read.\n`,
  ];
  if (after === null || after.length === 0) return lines.join("");
  const rows = after.map(({ list, count }) => {
    const was = before.find((one) => one.list === list)?.count ?? 0;
    return [list, String(was), was === count ? String(count) : colors.yellow(String(count))];
  });
  return [...lines, "\n", tableOf(columns, rows, terminal)].join("");
}

function nameOf({ id, kind, view }: ShownRebuild): string {
  return `${kind === "replay" ? "Replay" : "Rebuild"} ${id} of ${view ?? "all views"}`;
}

function tookText({ requestedAt, settledAt }: ShownRebuild): string {
  return settledAt === null ? "" : ` after ${spanText(Date.parse(settledAt) - Date.parse(requestedAt))}`;
}
