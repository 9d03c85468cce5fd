import { describe, expect, it } from "vitest";
import type { Subscription } from "../../../site/ops/api/shapes.ts";
import { isReadiness } from "../../../site/ops/api/shapes.ts";
import { parseSamples } from "../../../site/ops/metrics/parse.ts";
import { cachesOf, hitShareOf } from "../../../site/ops/models/caches.ts";
import { extentOf, signInProblem } from "../../../site/ops/models/caller.ts";
import { changesBetween } from "../../../site/ops/models/changes.ts";
import { funnelOf } from "../../../site/ops/models/funnel.ts";
import { afterRound, type Known, type Round, unknown } from "../../../site/ops/models/known.ts";
import { lagOf } from "../../../site/ops/models/lag.ts";
import { ordersOf } from "../../../site/ops/models/orders.ts";
import { readinessView } from "../../../site/ops/models/readiness.ts";
import { slowestRoutes } from "../../../site/ops/models/routes.ts";

const nothing = parseSamples("");
const read = (...lines: readonly string[]) => parseSamples(lines.join("\n"));

function subscription(tenantId: string, name = "read-model", lagSeconds = 0): Subscription {
  const idle = { state: "live", health: "ok", lagEvents: 0, deadLetters: 0, error: null };
  return { tenantId, name, lagSeconds, ...idle };
}

it("routes are listed by their p95, the slowest first, without those that were never asked for", () => {
  const route = (name: string, buckets: readonly number[], count: number) => [
    ...[0.1, 1].map(
      (le, index) =>
        `rustok_http_request_duration_seconds_bucket{route="${name}",le="${le}"} ${buckets[index]}`,
    ),
    `rustok_http_request_duration_seconds_bucket{route="${name}",le="+Inf"} ${count}`,
    `rustok_http_request_duration_seconds_count{route="${name}"} ${count}`,
  ];
  const samples = read(
    ...route("/fast", [10, 10], 10),
    ...route("/slow", [0, 10], 10),
    ...route("/no", [0, 0], 0),
  );
  expect(slowestRoutes(samples, 5).map((one) => [one.route, one.requests])).toEqual([
    ["/slow", 10],
    ["/fast", 10],
  ]);
  expect(slowestRoutes(samples, 1)).toHaveLength(1);
  expect(slowestRoutes(nothing, 5)).toEqual([]);
});

it("the checkout has all its steps in order, also those that nobody has reached", () => {
  const step = (name: string, count: number) => `rustok_checkout_steps_total{step="${name}"} ${count}`;
  const steps = funnelOf(read(step("completed", 1), step("cart_created", 4))) ?? [];
  expect(steps.map(({ count, share }) => [count, share])).toEqual([
    [4, 1],
    [0, 0],
    [0, 0],
    [0, 0],
    [1, 0.25],
  ]);
  expect(funnelOf(read(step("completed", 0)))?.[0]?.share).toBeNull();
  expect(funnelOf(nothing)).toBeNull();
});

it("a cache's hit rate counts stale answers, and only what the last layer missed as read", () => {
  const result = (layer: string, name: string, count: number) =>
    `rustok_cache_requests_total{layer="${layer}",result="${name}"} ${count}`;
  const samples = read(
    result("isolate", "hit", 80),
    result("isolate", "stale", 10),
    result("isolate", "miss", 10),
    result("gate", "miss", 10),
  );
  expect(cachesOf(samples)?.map(({ hitShare }) => hitShare)).toEqual([0.9, null, 0]);
  expect(hitShareOf(samples)).toBe(0.9);
  expect([cachesOf(nothing), hitShareOf(nothing)]).toEqual([null, null]);
});

it("orders are listed by currency, with what one is worth", () => {
  const samples = read(
    'rustok_orders_total{currency="EUR"} 2',
    'rustok_orders_total{currency="JPY"} 3',
    'rustok_order_revenue_minor_units_total{currency="EUR"} 500',
  );
  expect(ordersOf(samples)).toEqual([
    { currency: "JPY", orders: 3, revenue: 0, average: 0 },
    { currency: "EUR", orders: 2, revenue: 500, average: 250 },
  ]);
  expect(ordersOf(nothing)).toBeNull();
});

it("lag is the worst of all tenants, as measured, or else as the subscriptions say", () => {
  const listed = [subscription("ten_1", "audit", 3), subscription("ten_2", "audit", 7)];
  expect(lagOf(nothing, listed)).toEqual({ audit: 7 });
  expect(lagOf(read('rustok_subscription_lag_seconds{subscription="audit"} 2'), listed)).toEqual({
    audit: 2,
  });
});

describe("a caller", () => {
  it("is the platform's if it sees the platform's subscriptions or those of several tenants", () => {
    expect(extentOf([subscription("platform")])).toEqual({ kind: "platform" });
    expect(extentOf([subscription("ten_1"), subscription("ten_2")])).toEqual({ kind: "platform" });
    expect(extentOf([])).toEqual({ kind: "platform" });
    expect(extentOf([subscription("ten_1"), subscription("ten_1")])).toEqual({
      kind: "tenant",
      tenantId: "ten_1",
    });
  });

  it.each([
    [0, /does not answer/],
    [401, /not accepted/],
    [403, /may not see operations. It lacks ops:read./],
    [429, /too many attempts/],
    [503, /^It lacks ops:read.$/],
  ])("that is answered %i is told why", (status, sentence) => {
    expect(signInProblem(status, "It lacks ops:read.")).toMatch(sentence);
  });
});

const ready = { status: "ok", reasons: [], checks: { readModel: true }, modules: { a: "ok", b: "degraded" } };

describe("readiness", () => {
  it("names the checks, and the modules that need attention first", () => {
    expect(readinessView({ ...ready, status: "degraded", reasons: ["Because."] })).toEqual({
      tone: "warning",
      title: "Degraded",
      reasons: ["Because."],
      checks: [{ name: "Read model", passes: true }],
      modules: [
        { name: "b", status: "degraded" },
        { name: "a", status: "ok" },
      ],
    });
    expect(readinessView(null)).toMatchObject({ tone: "bad", title: "No answer" });
  });

  it.each([[null], ["ok"], [{}], [{ ...ready, status: "fine" }], [{ ...ready, reasons: "none" }]])(
    "is not what a proxy answers: %j",
    (body) => {
      expect(isReadiness(body)).toBe(false);
    },
  );
});

describe("what the page knows", () => {
  const failure = { ok: false, failure: { status: 0, code: "", detail: "" } } as const;
  const letter = {
    id: "dl_1",
    tenantId: "ten_1",
    subscription: "read-model",
    type: "x",
    attempts: 5,
    error: "Error: x",
    failedAt: "2026-03-01T12:00:00.000Z",
  };
  const page = <Item>(...items: readonly Item[]) =>
    ({ ok: true, value: { items, nextCursor: null } }) as const;
  const roundAt = (seconds: number, changed: Partial<Round> = {}): Round => ({
    at: seconds * 1000,
    readiness: { ...ready, status: "ok" },
    subscriptions: page(subscription("platform")),
    letters: page(),
    metrics: { ok: true, value: `rustok_http_requests_total{status="2xx"} ${seconds * 10}` },
    ...changed,
  });
  const after = (...rounds: readonly Round[]): Known => rounds.reduce(afterRound, unknown);

  it("has rates from the second reading on", () => {
    expect(after(roundAt(0)).traffic.requestsPerSecond).toBeNull();
    expect(after(roundAt(0), roundAt(5)).traffic).toMatchObject({ requestsPerSecond: 10, errorShare: 0 });
  });

  it("stays where something could not be read again", () => {
    const known = after(
      roundAt(0, { letters: page(letter) }),
      roundAt(5, { letters: failure, subscriptions: null, metrics: failure, readiness: null }),
    );
    expect(known.letters?.items).toEqual([letter]);
    expect(known.lettersFailure).toEqual(failure.failure);
    expect(known.subscriptions).toHaveLength(1);
    expect(known.readiness).toBeNull();
    expect(known.trafficPoints).toHaveLength(1);
  });

  it("is told in sentences where it has changed", () => {
    const [one, two] = [roundAt(0), roundAt(5, { letters: page(letter) })];
    expect(changesBetween(unknown, after(one))).toBe("Ready.");
    expect(changesBetween(after(one), after(one, roundAt(5)))).toBe("");
    expect(changesBetween(after(one), after(one, two))).toBe("1 dead letter is open.");
    expect(changesBetween(after(two), after(two, roundAt(10)))).toBe("No dead letters are open.");
    const down = roundAt(9, { readiness: { ...ready, status: "unavailable", reasons: ["Because."] } });
    expect(changesBetween(after(one), after(one, down))).toBe("Unavailable. Because.");
  });
});
