import { describe, expect, it } from "vitest";
import { registry } from "../../../src/registry.ts";
import { type LogLine, logLine } from "../../../src/telemetry/log/lines.ts";
import { createDeltas } from "../../../src/telemetry/metrics/deltas.ts";
import { createFamilies } from "../../../src/telemetry/metrics/families.ts";
import { samplesOf } from "../../../src/telemetry/metrics/samples.ts";
import { lineByKind, lineOf } from "../../support/telemetry/lines.ts";

const families = createFamilies(registry, ["/health/ready"]);

/** The series that lines add to, without the metrics' prefix and bounds. */
function counted(...all: readonly LogLine[]): Readonly<Record<string, readonly number[]>> {
  const deltas = createDeltas(() => families.own.otherLabels);
  for (const line of all) for (const sample of samplesOf(line, families)) deltas.add(sample);
  return Object.fromEntries(
    deltas
      .take()
      .deltas.map(([series, numbers]) => [
        series.replace(/^rustok_(\w+)[ \d.]*/, "$1").replaceAll("\t", " "),
        numbers,
      ]),
  );
}

describe("a line", () => {
  it.each(Object.values(lineByKind))("of the kind $kind is one that the platform writes", (line) => {
    expect(logLine.safeParse(line).error).toBeUndefined();
  });

  it("of a request counts it by route and status, and how long it took", () => {
    expect(counted(lineOf("request", { cache: null }))).toEqual({
      "http_requests_total GET /v1/store/products 2xx": [1],
      "http_request_duration_seconds /v1/store/products": [0, 0, 1, ...zeros(8), 0.012],
    });
  });

  it("of a slow request is in the bucket without a bound", () => {
    const found = counted(lineOf("request", { duration_ms: 9_000, cache: null }));
    expect(found["http_request_duration_seconds /v1/store/products"]).toEqual([...zeros(10), 1, 9]);
  });

  it("of a refused request counts its problem, and 429 apart", () => {
    const refused = { status: 429, problem: "rate-limited", cache: null } as const;
    expect(counted(lineOf("request", refused))).toMatchObject({
      "refusals_total catalogue rate-limited": [1],
      "rate_limit_refusals_total /v1/store/products": [1],
      "http_requests_total GET /v1/store/products 4xx": [1],
    });
    expect(
      counted(lineOf("request", { status: 404, problem: "not-found", operation: null, route: "none" })),
    ).toMatchObject({ "refusals_total platform not-found": [1], "http_requests_total GET none 4xx": [1] });
  });

  it.each([
    ["hit", "isolate", ["isolate hit"]],
    ["stale", "isolate", ["isolate stale"]],
    ["hit", "data-center", ["isolate miss", "data-center hit"]],
    ["coalesced", "gate", ["isolate miss", "data-center miss", "gate coalesced"]],
    ["miss", "gate", ["isolate miss", "data-center miss", "gate miss"]],
    ["bypass", null, []],
  ] as const)(
    "of a read that was a %s of the %s counts each layer that it came to",
    (cache, cache_layer, layers) => {
      const found = counted(lineOf("request", { cache, cache_layer }));
      const names = Object.keys(found).filter((name) => name.startsWith("cache_requests_total"));
      expect(names).toEqual(layers.map((layer) => `cache_requests_total ${layer}`));
    },
  );

  it("of an isolate's hits counts them all, and a sample of them nothing more", () => {
    expect(counted(lineOf("cache"), lineOf("request", { cache: "hit", sample: 0.01 }))).toEqual({
      "http_requests_total GET cached 2xx": [122],
      "cache_requests_total isolate hit": [120],
      "cache_requests_total isolate stale": [2],
    });
  });

  it("of commands counts how each ended", () => {
    expect(
      counted(lineOf("command"), lineOf("command", { status: "replayed", done: 0, replayed: 1 })),
    ).toEqual({
      "commands_total catalogue catalogue.createProduct done": [1],
      "commands_total catalogue catalogue.createProduct replayed": [1],
    });
    expect(counted(lineOf("command", { status: "refused", commands: 5, done: 3, refused: 2 }))).toEqual({
      "commands_total catalogue catalogue.createProduct done": [3],
      "commands_total catalogue catalogue.createProduct refused": [2],
    });
  });

  it("of a refused command counts the problem only if nobody is answered", () => {
    const refused = { status: "refused", done: 0, refused: 1, problem: "not-found" } as const;
    expect(counted(lineOf("command", refused))).not.toHaveProperty("refusals_total catalogue not-found");
    expect(counted(lineOf("command", { ...refused, actor: "system" }))).toEqual({
      "commands_total catalogue catalogue.createProduct refused": [1],
      "refusals_total catalogue not-found": [1],
    });
  });

  it("of a projection counts batches, events, lag and dead letters", () => {
    expect(counted(lineOf("projection"))).toEqual({
      "projection_batches_total read-model projected": [1],
      "projection_events_total read-model": [2],
      "projection_lag_seconds read-model": [1, ...zeros(10), 0.08],
    });
    expect(counted(lineOf("projection", { status: "set-aside", lag_ms: null }))).toEqual({
      "projection_batches_total read-model set-aside": [1],
      "dead_letters_total read-model": [1],
    });
  });

  it("of a reaction names it without its target", () => {
    const [name] = registry.reactionByName.keys();
    const line = lineOf("reaction", {
      subscription: `${name}/ten_01J00000000000000000000000`,
      status: "set-aside",
    });
    expect(counted(line)).toEqual({
      [`reactions_total ${name} set-aside`]: [1],
      [`dead_letters_total ${name}`]: [1],
    });
  });

  it("that is a failure itself is counted as an error of its kind", () => {
    const failed = { status: 500, level: "error", problem: "internal-error", cache: null } as const;
    expect(counted(lineOf("request", failed))).toMatchObject({ "errors_total request": [1] });
    expect(
      counted(lineOf("command", { status: "failed", done: 0, failed: 1, level: "error" })),
    ).toMatchObject({
      "errors_total command": [1],
    });
  });

  it("of an error, a relay counts them", () => {
    expect(counted(lineOf("error", { at: "projection" }), lineOf("relay", { status: "failed" }))).toEqual({
      "errors_total projection": [1],
      "relays_total failed": [1],
    });
  });
});

describe("ten thousand hostile lines", () => {
  const secret = (index: number) => `ten_${index}\t"x"\n{id="${index}"}`;
  const hostile = Array.from({ length: 10_000 }, (_, index): LogLine => {
    const text = secret(index);
    // Nothing that a caller sends has these types, which is the point.
    const as = <Value>(value: unknown) => value as Value;
    const made: readonly LogLine[] = [
      lineOf("request", {
        method: text,
        route: text,
        operation: text,
        problem: text,
        status: index,
        tenant_id: text,
      }),
      lineOf("command", {
        operation: `${text}.${text}`,
        status: as<"done">(text),
        problem: text,
        actor: "system",
      }),
      lineOf("relay", { status: as<"sent">(text), subscriptions: [text] }),
      lineOf("projection", { subscription: text, status: as<"parked">(text) }),
      lineOf("reaction", { subscription: `${text}/${text}`, status: as<"failed">(text) }),
      lineOf("error", { at: text }),
      lineOf("request", { cache: as<"hit">(text), status: Number.NaN }),
      { ...lineOf("alarm"), kind: as<"alarm">(text) },
    ];
    return made[index % made.length] ?? lineOf("alarm");
  });

  it("make a few series, and none that has anything of them", () => {
    const found = counted(...hostile);
    expect(Object.keys(found).length).toBeLessThan(40);
    expect(Object.keys(found).join("\n")).not.toMatch(/ten_|"|id=/);
    expect(found.metrics_other_labels_total?.[0]).toBeGreaterThan(9_000);
  });

  it("lose nothing: what has no label of its own is counted as `other`", () => {
    const found = counted(...hostile);
    expect(found["errors_total other"]).toEqual([1_250]);
    expect(found["commands_total other other done"]).toEqual([1_250]);
  });
});

it("beyond the most series, new ones become `other`, and known ones go on", () => {
  const deltas = createDeltas(() => families.own.otherLabels, 3);
  const of = (at: string) => samplesOf(lineOf("error", { at }), families).forEach(deltas.add);
  for (const at of ["relay", "queue", "mail", "request", "relay"]) of(at);
  expect(deltas.take().deltas).toEqual([
    ["rustok_errors_total\trelay", [2]],
    ["rustok_errors_total\tqueue", [1]],
    ["rustok_errors_total\tmail", [1]],
    ["rustok_errors_total\tother", [1]],
    ["rustok_metrics_other_labels_total", [1]],
  ]);
});

it("no metric has a label for a tenant or an id, and names follow Prometheus", () => {
  for (const { name, labels, bounds } of families.all) {
    expect(labels, name).not.toContain("tenant");
    expect(labels.join(" "), name).not.toMatch(/id\b/);
    expect(name).toMatch(bounds === null ? /^[a-z]+(?:_[a-z]+)*_total$/ : /_seconds$/);
  }
  expect(new Set(families.all.map(({ name }) => name)).size).toBe(families.all.length);
});

function zeros(count: number): readonly number[] {
  return new Array<number>(count).fill(0);
}
