import type { CaseReport, Typical } from "./report.ts";

/** The cases as lines of a table, headed. */
export function tableOf(cases: readonly CaseReport[]): string {
  return aligned([head, ...cases.map(row)]);
}

/** One line at a time, while the next case is still running. */
export function rowOf(one: CaseReport): string {
  return row(one).join("  ");
}

/** How long the read model may take to catch up after a run. */
export const lagTargetMs = 2_000;

const head = [
  "case",
  "ratio",
  "spread",
  "target",
  "per second",
  "p50",
  "p99",
  "floor",
  "per second",
  "p50",
  "p99",
  "lag",
];

function row({ name, ratio, target, ours, floorName, floor, lagMs }: CaseReport): readonly string[] {
  return [
    name,
    ratio.median.toFixed(2),
    `${ratio.min.toFixed(2)}..${ratio.max.toFixed(2)}`,
    target === null ? "" : `${Number(target.toFixed(2))}${ratio.median >= target ? "" : " missed"}`,
    ...shown(ours),
    floorName,
    ...shown(floor),
    lagMs === null ? "" : `${(lagMs / 1_000).toFixed(1)} s${lagMs <= lagTargetMs ? "" : " missed"}`,
  ];
}

function shown({ perSecond, p50, p99 }: Typical): readonly string[] {
  return [perSecond.toFixed(perSecond < 100 ? 1 : 0), milliseconds(p50), milliseconds(p99)];
}

function milliseconds(value: number | null): string {
  return value === null ? "" : `${value.toFixed(1)} ms`;
}

/** Text to the left, numbers to the right. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]?.map((_, column) => rows.map((cells) => cells[column] ?? "")) ?? [];
  const padded = columns.map((cells) => {
    const width = Math.max(...cells.map(({ length }) => length));
    const numbers = cells.slice(1).every((cell) => cell === "" || /^[\d+-]/.test(cell));
    return cells.map((cell) => (numbers ? cell.padStart(width) : cell.padEnd(width)));
  });
  return rows
    .map((_, line) =>
      padded
        .map((cells) => cells[line])
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
