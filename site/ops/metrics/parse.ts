/** A sample of a metric. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A metric with its samples. Those of a histogram end with `_bucket`, `_sum` and `_count`. */
export interface Metric {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

/** All samples of one answer, by the sample's name. */
export type Samples = ReadonlyMap<string, readonly Sample[]>;

/** Parses Prometheus' text format. Lines that it does not understand are left out: one bad line hides no other. */
export function parseMetrics(text: string): readonly Metric[] {
  const metrics = new Map<string, { type: string; help: string; samples: Sample[] }>();
  const metricOf = (name: string) => {
    const metric = metrics.get(name) ?? { type: "untyped", help: "", samples: [] };
    metrics.set(name, metric);
    return metric;
  };
  for (const line of text.split("\n")) {
    const [, word, about = "", rest = ""] = /^# (HELP|TYPE) (\S+) ?(.*)$/.exec(line) ?? [];
    if (word === "HELP") metricOf(about).help = rest;
    else if (word === "TYPE") metricOf(about).type = rest;
    const sample = sampleOf(line.trim());
    if (sample === null) continue;
    const family = sample.name.replace(/_(?:bucket|sum|count)$/, "");
    metricOf(metrics.has(family) ? family : sample.name).samples.push(sample);
  }
  return [...metrics].map(([name, metric]) => ({ name, ...metric }));
}

/** The samples of Prometheus' text format, by their names. */
export function parseSamples(text: string): Samples {
  const samples = parseMetrics(text).flatMap((metric) => metric.samples);
  return Map.groupBy(samples, ({ name }) => name);
}

const sampleLine = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?$/;
const label = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

function sampleOf(line: string): Sample | null {
  const [, name, labels = "", text = ""] = sampleLine.exec(line) ?? [];
  const value = numberOf(text);
  if (name === undefined || Number.isNaN(value)) return null;
  const pairs = [...labels.matchAll(label)].map(([, key = "", quoted = ""]) => [key, unescaped(quoted)]);
  return { name, labels: Object.fromEntries(pairs), value };
}

function numberOf(text: string): number {
  if (/^[+-]?Inf$/.test(text))
    return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(text);
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, char: string) => (char === "n" ? "\n" : char));
}
