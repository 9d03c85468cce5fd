/** A sample of a metric. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** All samples of one answer, by the metric's name. */
export type Samples = ReadonlyMap<string, readonly Sample[]>;

/** Parses Prometheus' text format. Lines that it does not understand are left out: one bad line hides no other. */
export function parseMetrics(text: string): Samples {
  const samples = text.split("\n").flatMap((line) => parseLine(line.trim()) ?? []);
  return Map.groupBy(samples, ({ name }) => name);
}

const line = /^(?<name>[a-zA-Z_:][\w:]*)(?:\{(?<labels>.*)\})?\s+(?<value>[^\s]+)(?:\s+-?\d+)?$/;
const label = /(?<name>[a-zA-Z_]\w*)="(?<value>(?:[^"\\]|\\.)*)"/g;

function parseLine(text: string): Sample | null {
  if (text === "" || text.startsWith("#")) return null;
  const { name, labels = "", value = "" } = line.exec(text)?.groups ?? {};
  if (name === undefined) return null;
  const number = numberOf(value);
  if (Number.isNaN(number)) return null;
  const pairs = [...labels.matchAll(label)].map(({ groups }) => [
    groups?.name ?? "",
    unescaped(groups?.value ?? ""),
  ]);
  return { name, labels: Object.fromEntries(pairs), value: number };
}

function numberOf(text: string): number {
  if (text === "+Inf") return Number.POSITIVE_INFINITY;
  if (text === "-Inf") return Number.NEGATIVE_INFINITY;
  return Number(text);
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, char: string) => (char === "n" ? "\n" : char));
}
