import { type Bound, faultsOf, type Growth } from "./growth.ts";

const shown = 15;

/** The most expensive cases as a table, the failed ones, and a closing line. */
export function reportOf(growths: readonly Growth[], bound: Bound): string {
  const table = (some: readonly Growth[]) => tableOf(some, bound);
  const failed = growths.filter((growth) => faultsOf(growth, bound).length > 0);
  const slowest = growths.toSorted((a, b) => b.turnMs - a.turnMs).slice(0, shown);
  const largest = growths.toSorted((a, b) => b.heapBytes - a.heapBytes).slice(0, shown);
  return [
    "The slowest:",
    ...table(slowest),
    "",
    "The largest:",
    ...table(largest),
    ...(failed.length === 0 ? [] : ["", "Failed:", ...table(failed.toSorted((a, b) => b.turnMs - a.turnMs))]),
    "",
    `${growths.length - failed.length} passed, ${failed.length} failed`,
  ].join("\n");
}

function tableOf(growths: readonly Growth[], bound: Bound): readonly string[] {
  const rows = [
    ["operation", "place", "content", "bytes", "ms", "turn", "MiB", "exponent", ""],
    ...growths.map((growth) => cellsOf(growth, bound)),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function cellsOf(growth: Growth, bound: Bound): readonly string[] {
  const { measured, bytes, ms, turnMs, heapBytes, exponent } = growth;
  return [
    measured.operation,
    measured.place,
    measured.content,
    String(bytes),
    ms.toFixed(1),
    turnMs.toFixed(1),
    (heapBytes / 2 ** 20).toFixed(1),
    exponent === null ? "" : exponent.toFixed(2),
    faultsOf(growth, bound).join(", "),
  ];
}
