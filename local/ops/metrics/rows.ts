import type { Metric, Sample } from "../../../site/ops/metrics/parse.ts";
import { type Bucket, bucketsOf, quantileIn } from "../../../site/ops/metrics/quantile.ts";

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
    const buckets = bucketsOf(all.filter((sample) => sample.name === `${name}_bucket`));
    const quantiles = [0.5, 0.95, 0.99].map((part) => `p${part * 100} ${quantileText(buckets, part)}`);
    const mean = `mean ${Number((of("_sum") / count).toPrecision(3))}`;
    return { name, labels, value: [`${count.toLocaleString("en")} measured`, mean, ...quantiles].join(", ") };
  });
}

function quantileText(buckets: readonly Bucket[], part: number): string {
  const quantile = quantileIn(buckets, part) ?? 0;
  const largest = buckets.at(-2)?.bound ?? 0;
  const isBeyond = quantile === largest && (buckets.at(-2)?.count ?? 0) < (buckets.at(-1)?.count ?? 0) * part;
  return `${isBeyond ? "> " : ""}${Number(quantile.toPrecision(3))}`;
}
