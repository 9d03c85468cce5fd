import { stripVTControlCharacters } from "node:util";
import Table from "cli-table3";
import type { Terminal } from "./terminal.ts";

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
  /** Its cells may be cut where the terminal is narrow. */
  readonly flexible?: boolean;
  /** It is left out where the terminal is too narrow even so. */
  readonly optional?: boolean;
}

const gap = "  ";
/** Of a flexible column that is cut. */
const leastWidth = 10;

/** A table without rules, as wide as the terminal at most. Cells that do not fit end with `…`. */
export function tableOf(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  { colors, width }: Terminal,
): string {
  const natural = columns.map(({ title }, index) =>
    Math.max(widthOf(title), ...rows.map((row) => widthOf(row[index] ?? ""))),
  );
  const kept = keptColumns(columns, natural, width);
  const widths = fitted(columns, natural, kept, width);
  const table = new Table({
    head: kept.map((index) => colors.dim(columns[index]?.title ?? "")),
    colAligns: kept.map((index) => columns[index]?.align ?? "left"),
    colWidths: widths,
    chars: noLines,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  table.push(...rows.map((row) => kept.map((index) => row[index] ?? "")));
  return `${table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")}\n`;
}

const noLines = {
  ...{ top: "", "top-mid": "", "top-left": "", "top-right": "", bottom: "", "bottom-mid": "" },
  ...{ "bottom-left": "", "bottom-right": "", left: "", "left-mid": "", mid: "", "mid-mid": "" },
  ...{ right: "", "right-mid": "", middle: gap },
};

function widthOf(cell: string): number {
  return Math.max(
    ...stripVTControlCharacters(cell)
      .split("\n")
      .map((line) => line.length),
  );
}

/** The indices of the columns that there is room for. The last optional ones go first. */
function keptColumns(
  columns: readonly Column[],
  natural: readonly number[],
  width: number,
): readonly number[] {
  let kept = columns.map((_, index) => index);
  const least = () =>
    kept.reduce((sum, index) => {
      const whole = natural[index] ?? 0;
      return sum + gap.length + (columns[index]?.flexible ? Math.min(whole, leastWidth) : whole);
    }, -gap.length);
  while (least() > width) {
    const last = kept.findLast((index) => columns[index]?.optional);
    if (last === undefined) break;
    kept = kept.filter((index) => index !== last);
  }
  return kept;
}

/** The widths of the columns: the widest flexible ones are cut until all fit. */
function fitted(
  columns: readonly Column[],
  natural: readonly number[],
  kept: readonly number[],
  width: number,
): number[] {
  const widths = kept.map((index) => natural[index] ?? 0);
  const room = width - gap.length * (kept.length - 1);
  const flexible = kept.flatMap((index, at) => (columns[index]?.flexible ? [at] : []));
  while (widths.reduce((sum, one) => sum + one, 0) > room) {
    const widest = flexible.toSorted((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))[0];
    if (widest === undefined || (widths[widest] ?? 0) <= leastWidth) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  // Zero would mean that the library chooses.
  return widths.map((one) => Math.max(1, one));
}
