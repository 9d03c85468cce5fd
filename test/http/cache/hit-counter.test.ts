import { expect, it } from "vitest";
import { createHitCounter } from "../../../src/http/cache/isolate/hit-counter.ts";

/** A counter, and what it has told. */
function openCounter() {
  const told: unknown[] = [];
  return { counter: createHitCounter((counts) => void told.push(counts)), told };
}

it("hits are told together, every ten seconds while there are any", () => {
  const { counter, told } = openCounter();
  counter.count("ten_1", "fresh", 0);
  counter.count("ten_2", "stale", 9_000);
  expect(told).toEqual([]);
  counter.count("ten_1", "fresh", 10_001);
  expect(told).toEqual([{ fresh: 1, stale: 1, tenants: { ten_1: 1, ten_2: 1 } }]);
});

it("whoever hands over what an isolate has gets the hits since, so that none is lost with the isolate", () => {
  const { counter, told } = openCounter();
  expect(counter.isEmpty()).toBe(true);
  counter.count("ten_1", "fresh", 0);
  expect(counter.isEmpty()).toBe(false);
  counter.tell();
  expect(told).toEqual([{ fresh: 1, stale: 0, tenants: { ten_1: 1 } }]);
  expect(counter.isEmpty()).toBe(true);
  counter.count("ten_1", "fresh", 50_000);
  expect(told).toHaveLength(1);
});

it("beyond a hundred tenants, the others are counted together", () => {
  const { counter, told } = openCounter();
  for (let tenant = 0; tenant < 150; tenant += 1) counter.count(`ten_${tenant}`, "fresh", 0);
  counter.tell();
  expect(told).toMatchObject([{ fresh: 150, tenants: { others: 50 } }]);
});
