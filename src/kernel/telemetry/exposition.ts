/** A series' labels and its value. */
export type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

/** What a family of metrics is called, and what it says. */
export interface Described {
  readonly name: string;
  readonly help: string;
}

/** A family in Prometheus' text format. Without samples it is described only. */
export function exposeFamily(
  { name, help }: Described,
  type: "counter" | "gauge",
  samples: readonly Sample[],
): string {
  return heading(name, help, type) + samples.map(([labels, value]) => line(name, labels, value)).join("");
}

/** A histogram's series: how many values fell into each bucket, the last one without a bound, and their sum. */
export interface HistogramSample {
  readonly labels: Readonly<Record<string, string>>;
  /** One more than there are bounds. Not cumulative. */
  readonly counts: readonly number[];
  readonly sum: number;
}

/** A histogram in Prometheus' text format. Its buckets are cumulative there. */
export function exposeHistogram(
  { name, help }: Described,
  bounds: readonly number[],
  samples: readonly HistogramSample[],
): string {
  const lines = samples.flatMap(({ labels, counts, sum }) => {
    let below = 0;
    const buckets = [...bounds.map(String), "+Inf"].map((le, index) => {
      below += counts[index] ?? 0;
      return line(`${name}_bucket`, { ...labels, le }, below);
    });
    return [...buckets, line(`${name}_sum`, labels, sum), line(`${name}_count`, labels, below)];
  });
  return heading(name, help, "histogram") + lines.join("");
}

function heading(name: string, help: string, type: string): string {
  return `# HELP ${name} ${help.replaceAll(/[\\\n]/g, escaped)}\n# TYPE ${name} ${type}\n`;
}

function line(name: string, labels: Sample[0], value: number): string {
  const pairs = Object.entries(labels).map(
    ([label, text]) => `${label}="${text.replaceAll(/[\\"\n]/g, escaped)}"`,
  );
  return `${name}${pairs.length === 0 ? "" : `{${pairs.join(",")}}`} ${value}\n`;
}

function escaped(char: string): string {
  return char === "\n" ? "\\n" : `\\${char}`;
}
