/** One measured value. */
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

/** Reads Prometheus' text format. Lines of another form are left out. */
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
    const sample = sampleOf(line);
    if (sample === null) continue;
    const family = sample.name.replace(/_(?:bucket|sum|count)$/, "");
    metricOf(metrics.has(family) ? family : sample.name).samples.push(sample);
  }
  return [...metrics].map(([name, metric]) => ({ name, ...metric }));
}

const sampleLine = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?$/;

function sampleOf(line: string): Sample | null {
  const [, name, labels = "", value = ""] = sampleLine.exec(line) ?? [];
  return name === undefined ? null : { name, labels: labelsOf(labels), value: numberOf(value) };
}

function labelsOf(text: string): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g)];
  return Object.fromEntries(
    pairs.map(([, name = "", value = ""]) => [
      name,
      value.replaceAll(/\\(.)/g, (_, char: string) => (char === "n" ? "\n" : char)),
    ]),
  );
}

function numberOf(text: string): number {
  if (/^[+-]?Inf$/.test(text))
    return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(text);
}
