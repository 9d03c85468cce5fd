import { faultsOf, type Growth } from "./growth.ts";

const shown = 15;

/** The most expensive cases as a table, the failed ones, and a closing line. */
export function reportOf(growths: readonly Growth[]): string {
  const failed = growths.filter((growth) => faultsOf(growth).length > 0);
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

function table(growths: readonly Growth[]): readonly string[] {
  const rows = [
    ["operation", "place", "content", "bytes", "ms", "turn", "MiB", "exponent", ""],
    ...growths.map(cellsOf),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function cellsOf(growth: Growth): readonly string[] {
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
    faultsOf(growth).join(", "),
  ];
}
