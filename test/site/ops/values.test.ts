import { describe, expect, it } from "vitest";
import {
  formatCount,
  formatInstant,
  formatMoney,
  formatRate,
  formatSeconds,
  formatShare,
} from "../../../site/ops/values/format.ts";
import { appended, columnsOf, leadingSeries } from "../../../site/ops/values/history.ts";
import { newIdempotencyKey } from "../../../site/ops/values/keys.ts";

describe("money", () => {
  it.each([
    [123_450, "EUR", "€1,234.50"],
    [1_234, "JPY", "¥1,234"],
    [5, "USD", "$0.05"],
    [-250, "USD", "-$2.50"],
    [1_234, "KWD", "KWD 1.234"],
    [9_007_199_254_740_991, "EUR", "€90,071,992,547,409.91"],
  ])("of %i minor units of %s is %s", (amount, currency, text) => {
    expect(formatMoney(amount, currency, "en").replaceAll("\u00a0", " ")).toBe(text);
  });

  it("of something that is no currency is shown as it is", () => {
    expect(formatMoney(12, "?", "en")).toBe("12 ?");
    expect(formatMoney(null, "EUR", "en")).toBe("–");
  });
});

it.each([
  [0, "0 s"],
  [0.0032, "3.2 ms"],
  [0.25, "250 ms"],
  [1.25, "1.3 s"],
  [90, "90 s"],
  [300, "5 min"],
  [7_200, "2 h"],
  [200_000, "2.3 d"],
  [Number.NaN, "–"],
  [null, "–"],
])("%d seconds are shown as %s", (seconds, text) => {
  expect(formatSeconds(seconds, "en")).toBe(text);
});

it("counts, rates and shares have the digits that tell something", () => {
  expect(formatCount(12_345, "en")).toBe("12,345");
  expect([0, 0.123, 12.34, 1_234.5].map((rate) => formatRate(rate, "en"))).toEqual([
    "0",
    "0.12",
    "12.3",
    "1,235",
  ]);
  expect([0, 0.00123, 0.979, 1].map((share) => formatShare(share, "en"))).toEqual([
    "0%",
    "0.12%",
    "97.9%",
    "100%",
  ]);
  expect([formatCount(null), formatRate(undefined), formatShare(Number.NaN)]).toEqual(["–", "–", "–"]);
});

it("an instant of another day has its date", () => {
  const now = new Date(2026, 2, 1, 12).getTime();
  expect(formatInstant(new Date(2026, 2, 1, 9, 30).toISOString(), now, "en")).toMatch(/^9:30:00/);
  expect(formatInstant(new Date(2026, 1, 28, 9, 30).toISOString(), now, "en")).toMatch(/Feb 28, 2026/);
  expect(formatInstant("some day", now, "en")).toBe("–");
});

describe("the points of a chart", () => {
  const point = (at: number, values: Readonly<Record<string, number | null>>) => ({ at: at * 1000, values });

  it("are kept for a while", () => {
    const points = appended([point(0, {}), point(10, {})], point(15, {}), 10_000);
    expect(points.map(({ at }) => at)).toEqual([10_000, 15_000]);
  });

  it("are forgotten if they are of a clock that was ahead", () => {
    expect(appended([point(99, {})], point(15, {}), 10_000)).toEqual([point(15, {})]);
  });

  it("become columns, with a break where nobody measured", () => {
    const points = [point(0, { a: 1 }), point(5, { a: 2, b: 3 }), point(60, { a: 4 })];
    expect(columnsOf(points, ["a", "b"], 20_000)).toEqual([
      [0, 5, 6, 60],
      [1, 2, null, 4],
      [null, 3, null, null],
    ]);
  });

  it("show the series that were highest", () => {
    expect(leadingSeries([point(0, { a: 1, b: 9, c: 2 }), point(1, { a: 5, b: 0, c: null })], 2)).toEqual([
      "b",
      "a",
    ]);
  });
});

it("a key is new each time, and long enough for what nobody may guess", () => {
  const keys = new Set(Array.from({ length: 100 }, newIdempotencyKey));
  expect(keys.size).toBe(100);
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
});
