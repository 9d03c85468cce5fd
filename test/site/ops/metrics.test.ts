import { describe, expect, it } from "vitest";
import { parseMetrics, parseSamples } from "../../../site/ops/metrics/parse.ts";
import { quantileIn, quantileOf } from "../../../site/ops/metrics/quantile.ts";
import { windowOf } from "../../../site/ops/metrics/rate.ts";
import { samplesOf, sumOf, sumsBy } from "../../../site/ops/metrics/select.ts";

describe("Prometheus' text", () => {
  it("is read with labels, escapes, infinities and timestamps, and without comments", () => {
    const samples = parseSamples(
      [
        "# HELP a What it is.",
        "# TYPE a counter",
        'a{b="c",d="say \\"hi\\"\\\\\\n"} 1.5 1700000000000',
        "plain 3e2",
        'limit_bucket{le="+Inf"} +Inf',
      ].join("\n"),
    );
    expect(samples.get("a")).toEqual([{ name: "a", labels: { b: "c", d: 'say "hi"\\\n' }, value: 1.5 }]);
    expect(sumOf(samples, "plain")).toBe(300);
    expect(sumOf(samples, "limit_bucket")).toBe(Number.POSITIVE_INFINITY);
    expect(samples.size).toBe(3);
  });

  it.each(["", "no value", "{} 1", "name{", "<html>", "a NaN"])("gives nothing for the line %s", (line) => {
    expect(parseSamples(`${line}\nb 1`).size).toBe(1);
  });
});

describe("metrics", () => {
  it("have type, help and samples, a histogram all of its series", () => {
    const metrics = parseMetrics(
      [
        "# HELP ready Whether a check passes.",
        "# TYPE ready gauge",
        'ready{check="read_model"} 1',
        'ready{check="queue"} 0',
        "# TYPE d histogram",
        'd_bucket{le="+Inf"} 2',
        "d_sum 25",
        "d_count 2",
        "orders_count 3",
        "no metric at all",
      ].join("\n"),
    );
    expect(metrics.map(({ name, type, help, samples }) => [name, type, help, samples.length])).toEqual([
      ["ready", "gauge", "Whether a check passes.", 2],
      ["d", "histogram", "", 3],
      ["orders_count", "untyped", "", 1],
    ]);
  });
});

describe("samples", () => {
  const samples = parseSamples('a{x="1",y="p"} 2\na{x="1",y="q"} 3\na{x="2",y="p"} 4');

  it("are chosen and added up by labels", () => {
    expect(samplesOf(samples, "a", { x: "1" })).toHaveLength(2);
    expect(sumOf(samples, "a", { y: "p" })).toBe(6);
    expect([...sumsBy(samples, "a", "x")]).toEqual([
      ["1", 5],
      ["2", 4],
    ]);
  });

  it("of a metric that is not there are unknown, not zero", () => {
    expect(samplesOf(samples, "b")).toBeNull();
    expect(sumOf(samples, "b")).toBeNull();
    expect(sumsBy(samples, "b", "x").size).toBe(0);
  });
});

describe("what was counted between two readings", () => {
  const snapshot = (seconds: number, text: string) => ({ at: seconds * 1000, samples: parseSamples(text) });
  const counted = (before: string, after: string) =>
    sumOf(windowOf([snapshot(0, before), snapshot(10, after)], 30_000)?.counted ?? new Map(), "a");

  it("is the difference", () => {
    expect(counted('a{x="1"} 5', 'a{x="1"} 9')).toBe(4);
  });

  it("is everything since zero for a counter that began again", () => {
    expect(counted("a 500", "a 3")).toBe(3);
  });

  it("is everything for a series that is new, whatever the order of labels", () => {
    expect(counted('a{x="1",y="2"} 5', 'a{y="2",x="1"} 6\na{x="3"} 2')).toBe(3);
  });

  it("is nothing where the whole metric is new: nobody knows when it began", () => {
    expect(counted("b 1", "a 700")).toBe(0);
  });

  it("reaches back as far as the window", () => {
    const history = [0, 10, 20, 30, 40].map((at) => snapshot(at, `a ${at}`));
    const window = windowOf(history, 30_000);
    expect(window?.seconds).toBe(30);
    expect(sumOf(window?.counted ?? new Map(), "a")).toBe(30);
  });

  it("is unknown with one reading", () => {
    expect(windowOf([], 30_000)).toBeNull();
    expect(windowOf([snapshot(0, "a 1")], 30_000)).toBeNull();
  });
});

describe("a quantile", () => {
  const histogram = (buckets: Readonly<Record<string, number>>, route = "r") =>
    Object.entries(buckets).map(([le, count]) => `d_bucket{route="${route}",le="${le}"} ${count}`);
  const quantile = (q: number, ...lines: readonly string[]) =>
    quantileOf(parseSamples(lines.join("\n")), "d", q);

  it("lies within its bucket, in proportion", () => {
    const lines = histogram({ 0.1: 50, 0.5: 90, 1: 100, "+Inf": 100 });
    expect(quantile(0.5, ...lines)).toBeCloseTo(0.1);
    expect(quantile(0.25, ...lines)).toBeCloseTo(0.05);
    expect(quantile(0.95, ...lines)).toBeCloseTo(0.75);
  });

  it("is the last bound if it lies beyond it", () => {
    expect(quantile(0.95, ...histogram({ 0.1: 1, 5: 2, "+Inf": 100 }))).toBe(5);
  });

  it("adds up the series, and takes buckets in any order", () => {
    const lines = [
      ...histogram({ "+Inf": 10, 1: 10, 2: 10 }),
      ...histogram({ 1: 0, 2: 10, "+Inf": 10 }, "s"),
    ];
    expect(quantile(0.75, ...lines.toReversed())).toBeCloseTo(1.5);
  });

  it("of buckets below which nothing was observed lies in the first one that has something", () => {
    const buckets = [
      { bound: 1, count: 0 },
      { bound: 2, count: 10 },
      { bound: Number.POSITIVE_INFINITY, count: 10 },
    ];
    expect(quantileIn(buckets, 0.5)).toBe(1.5);
    expect(quantileIn([], 0.5)).toBeNull();
  });

  it("is unknown where nothing was observed", () => {
    expect(quantile(0.95)).toBeNull();
    expect(quantile(0.95, ...histogram({ 0.1: 0, "+Inf": 0 }))).toBeNull();
  });
});
