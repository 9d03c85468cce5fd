import type { Metric, Sample } from "./parse.ts";

/** One line of the table. */
export interface MetricRow {
  readonly name: string;
  readonly labels: string;
  /** A number, or for a histogram how many, their mean and estimated quantiles. */
  readonly value: string;
}

/** What the table shows: a line for each sample, and one for each histogram instead of its buckets. */
export function rowsOf(metrics: readonly Metric[]): readonly MetricRow[] {
  return metrics.flatMap((metric) =>
    metric.type === "histogram" ? histogramRows(metric) : metric.samples.map(rowOf),
  );
}

/** The metrics, and of each the samples, whose name or labels contain a text. */
export function filtered(metrics: readonly Metric[], text: string): readonly Metric[] {
  return metrics.flatMap((metric) => {
    const samples = metric.samples.filter(({ labels: { le: _, ...labels } }) =>
      `${metric.name}{${labelsText(labels)}}`.toLowerCase().includes(text.toLowerCase()),
    );
    return samples.length === 0 ? [] : [{ ...metric, samples }];
  });
}

function rowOf({ name, labels, value }: Sample): MetricRow {
  return { name, labels: labelsText(labels), value: numberText(value, name) };
}

function labelsText(labels: Sample["labels"]): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(",");
}

function numberText(value: number, name: string): string {
  // A time since 1970.
  if (name.endsWith("_timestamp_seconds") && value > 0) return new Date(value * 1000).toISOString();
  return Number.isInteger(value) ? value.toLocaleString("en") : String(Number(value.toPrecision(4)));
}

function histogramRows({ name, samples }: Metric): readonly MetricRow[] {
  const groups = Map.groupBy(samples, ({ labels: { le: _, ...labels } }) => labelsText(labels));
  return [...groups].map(([labels, all]) => {
    const of = (end: string) => all.find((sample) => sample.name === `${name}${end}`)?.value ?? 0;
    const count = of("_count");
    if (count === 0) return { name, labels, value: "0 measured" };
    const buckets = all
      .filter((sample) => sample.name === `${name}_bucket`)
      .map(({ labels: { le = "" }, value }) => ({
        most: le === "+Inf" ? Number.POSITIVE_INFINITY : Number(le),
        count: value,
      }))
      .sort((a, b) => a.most - b.most);
    const quantiles = [0.5, 0.95, 0.99].map((part) => `p${part * 100} ${quantileText(buckets, part)}`);
    const mean = `mean ${Number((of("_sum") / count).toPrecision(3))}`;
    return { name, labels, value: [`${count.toLocaleString("en")} measured`, mean, ...quantiles].join(", ") };
  });
}

interface Bucket {
  /** The largest value that it counts. */
  readonly most: number;
  /** How many are at most that. */
  readonly count: number;
}

/** A quantile as Prometheus estimates it: evenly spread within the bucket. */
export function quantileOf(buckets: readonly Bucket[], part: number): number {
  const rank = (buckets.at(-1)?.count ?? 0) * part;
  const index = buckets.findIndex(({ count }) => count >= rank);
  const bucket = buckets[index];
  if (bucket === undefined) return Number.NaN;
  const below = buckets[index - 1] ?? { most: 0, count: 0 };
  // Beyond the last bound nothing more is known.
  if (bucket.most === Number.POSITIVE_INFINITY) return below.most;
  const within = bucket.count === below.count ? 1 : (rank - below.count) / (bucket.count - below.count);
  return below.most + (bucket.most - below.most) * within;
}

function quantileText(buckets: readonly Bucket[], part: number): string {
  const quantile = quantileOf(buckets, part);
  const largest = buckets.at(-2)?.most ?? 0;
  const isBeyond = quantile === largest && (buckets.at(-2)?.count ?? 0) < (buckets.at(-1)?.count ?? 0) * part;
  return `${isBeyond ? "> " : ""}${Number(quantile.toPrecision(3))}`;
}
