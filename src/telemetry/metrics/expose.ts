import { exposeFamily, exposeHistogram } from "../../kernel/telemetry/exposition.ts";
import type { Delta } from "./deltas.ts";
import { type Family, keyOf, seriesOf } from "./family.ts";
import { platformFamilies } from "./isolate.ts";

/** When an isolate last handed over: a platform whose metrics don't arrive is not healthy, but unknown. */
export const flushed = {
  name: "rustok_metrics_flushed_timestamp_seconds",
  help: "When an isolate last handed over its metrics.",
};

/** The sums of all isolates. */
interface Summed {
  readonly sums: readonly Delta[];
  /** Milliseconds since 1970. Null if no isolate has handed over anything. */
  readonly flushedAt: number | null;
}

/** The sums of all isolates in Prometheus' text format. What this code does not have is left out, as buckets of other code. */
export function exposeSums(
  { sums, flushedAt }: Summed,
  families: readonly Family[] = platformFamilies()?.all ?? [],
): string {
  const byFamily = Map.groupBy(sums, ([series]) => series.split("\t", 1)[0] ?? "");
  return [
    ...families.map((family) => expose(family, byFamily.get(keyOf(family)) ?? [])),
    exposeFamily(flushed, "gauge", flushedAt === null ? [] : [[{}, flushedAt / 1000]]),
  ].join("");
}

function expose(family: Family, sums: readonly Delta[]): string {
  const numbersBySeries = new Map(sums);
  for (const labels of family.zeros()) {
    const series = seriesOf(family, labels);
    if (!numbersBySeries.has(series)) numbersBySeries.set(series, [0]);
  }
  const samples = [...numbersBySeries]
    .map(([series, numbers]) => ({ values: series.split("\t").slice(1), numbers }))
    .filter(
      ({ values, numbers }) => values.length === family.labels.length && numbers.length === size(family),
    )
    .map(({ values, numbers }) => ({
      labels: Object.fromEntries(family.labels.map((label, index) => [label, values[index] ?? ""])),
      numbers,
    }));
  if (family.bounds === null)
    return exposeFamily(
      family,
      "counter",
      samples.map(({ labels, numbers }) => [labels, numbers[0] ?? 0]),
    );
  return exposeHistogram(
    family,
    family.bounds,
    samples.map(({ labels, numbers }) => ({
      labels,
      counts: numbers.slice(0, -1),
      sum: numbers.at(-1) ?? 0,
    })),
  );
}

/** How many numbers a series of the family has. */
function size({ bounds }: Family): number {
  return bounds === null ? 1 : bounds.length + 2;
}
