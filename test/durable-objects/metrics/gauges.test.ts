import { expect, it } from "vitest";
import { createKeptGauges } from "../../../durable-objects/metrics/gauges.ts";

const old = { text: "old", withReadModel: true };
const fresh = { text: "fresh", withReadModel: true };
const at = 1_000_000;

it("gauges are computed once for all callers of 15 seconds", () => {
  const kept = createKeptGauges();
  expect(kept.take(at)).toBeNull();
  kept.keep(old, at);
  for (let ms = 0; ms < 15_000; ms += 1_000) expect(kept.take(at + ms)).toMatchObject(old);
  expect(kept.take(at + 15_000)).toBeNull();
});

it("while one caller computes them the others get the old ones", () => {
  const kept = createKeptGauges();
  kept.keep(old, at);
  expect(kept.take(at + 20_000)).toBeNull();
  for (let callers = 0; callers < 5; callers += 1) expect(kept.take(at + 21_000)).toMatchObject(old);
  kept.keep(fresh, at + 22_000);
  expect(kept.take(at + 23_000)).toMatchObject(fresh);
});

it("if that caller was cut off, another one computes them", () => {
  const kept = createKeptGauges();
  kept.keep(old, at);
  expect(kept.take(at + 20_000)).toBeNull();
  expect(kept.take(at + 30_000)).toBeNull();
});

it("gauges older than a minute are not answered, whoever computes", () => {
  const kept = createKeptGauges();
  kept.keep(old, at);
  expect(kept.take(at + 70_000)).toBeNull();
  expect(kept.take(at + 71_000)).toBeNull();
});

it("a clock that was ahead keeps nothing from being computed", () => {
  const kept = createKeptGauges();
  kept.keep(old, at);
  expect(kept.take(at - 60_000)).toBeNull();
});
