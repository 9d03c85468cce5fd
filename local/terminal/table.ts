import { stripVTControlCharacters } from "node:util";
import Table from "cli-table3";
import type { Terminal } from "./terminal.ts";

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
  /** Where the terminal is narrow, its cells may be cut to this many characters. Without it they are never cut. */
  readonly least?: number;
  /** It is left out where the terminal is too narrow even so. */
  readonly optional?: boolean;
}

const gap = "  ";

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
    kept.reduce((sum, index) => sum + gap.length + leastOf(columns, natural, index), -gap.length);
  while (least() > width) {
    const last = kept.findLast((index) => columns[index]?.optional);
    if (last === undefined) break;
    kept = kept.filter((index) => index !== last);
  }
  return kept;
}

function leastOf(columns: readonly Column[], natural: readonly number[], index: number): number {
  const whole = natural[index] ?? 0;
  return Math.min(whole, columns[index]?.least ?? whole);
}

/** The widths of the columns: what is too much is taken from the widest that can be cut. */
function fitted(
  columns: readonly Column[],
  natural: readonly number[],
  kept: readonly number[],
  width: number,
): number[] {
  const widths = new Map(kept.map((index) => [index, natural[index] ?? 0]));
  const widthNow = (index: number) => widths.get(index) ?? 0;
  const room = width - gap.length * (kept.length - 1);
  while (kept.reduce((sum, index) => sum + widthNow(index), 0) > room) {
    const [widest] = kept
      .filter((index) => widthNow(index) > leastOf(columns, natural, index))
      .sort((a, b) => widthNow(b) - widthNow(a));
    if (widest === undefined) break;
    widths.set(widest, widthNow(widest) - 1);
  }
  // Zero would mean that the library chooses.
  return kept.map((index) => Math.max(1, widthNow(index)));
}
