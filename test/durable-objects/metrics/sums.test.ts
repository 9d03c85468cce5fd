import { expect, it } from "vitest";
import { mostSeries } from "../../../durable-objects/metrics/totals.ts";
import { registry } from "../../../src/registry.ts";
import { exposeSums } from "../../../src/telemetry/metrics/expose.ts";
import { createFamilies } from "../../../src/telemetry/metrics/families.ts";
import { batch, hour, openObject } from "./given.ts";

it("adds up what isolates hand over, also histograms", () => {
  const object = openObject();
  object.add(batch(1, { deltas: [["h 1", [1, 0, 0.5]]] }));
  object.add(batch(1, { isolate: "b", deltas: [["h 1", [2, 1, 4]]] }));
  expect(object.sumOf("h 1")).toEqual([3, 1, 4.5]);
});

it("the first batch after a pause is stored at once, those of the next half minute together", async () => {
  const object = openObject();
  object.add(batch(1));
  expect(openObject(object.sqlite).sumOf("x")).toEqual([1]);
  for (let number = 2; number < 100; number += 1) object.add(batch(number));
  expect(openObject(object.sqlite).sumOf("x")).toEqual([1]);
  expect(object.waits.map(({ ms }) => ms)).toEqual([30_000]);
  await object.pass();
  expect(openObject(object.sqlite).sumOf("x")).toEqual([99]);
});

it("a write has a row for each family that has changed, and one more, however many series, isolates and tenants", async () => {
  const object = openObject();
  object.add(batch(1, { deltas: [["other", [1]]] }));
  object.state.rows = 0;
  for (let index = 0; index < 500; index += 1)
    object.add(
      batch(1, {
        isolate: `i${index}`,
        tenants: [`ten_${index}`],
        deltas: [
          [`x\t${index}`, [1]],
          [`y 1 2\t${index}`, [1, 0, 0, 1]],
        ],
      }),
    );
  expect(object.state.rows).toBe(0);
  await object.pass();
  expect(object.state.rows).toBe(3);
});

it("reading writes nothing, and sees what has arrived", () => {
  const object = openObject();
  object.add(batch(1));
  object.add(batch(2));
  const { rows } = object.state;
  expect(object.sumOf("x")).toEqual([2]);
  expect(object.state.rows).toBe(rows);
});

it("a batch that is sent again is not added again, also after the object has left memory", async () => {
  const object = openObject();
  object.add(batch(7));
  object.add(batch(7));
  expect(object.sumOf("x")).toEqual([1]);
  const woken = openObject(object.sqlite);
  for (const number of [7, 6, 8]) woken.add(batch(number));
  expect(woken.sumOf("x")).toEqual([2]);
});

it("what the object had not stored when it died is counted if it is sent again, and once", () => {
  const object = openObject();
  object.add(batch(1));
  object.add(batch(2));
  const woken = openObject(object.sqlite);
  expect(woken.sumOf("x")).toEqual([1]);
  woken.add(batch(2));
  woken.add(batch(2));
  expect(woken.sumOf("x")).toEqual([2]);
});

it("what could not be stored stays in memory, goes with the next write, and is counted as an error", async () => {
  const object = openObject();
  object.state.full = true;
  object.add(batch(1));
  await object.pass();
  expect(object.sumOf("x")).toEqual([1]);
  expect(openObject(object.sqlite).sumOf("x")).toBeNull();
  object.state.full = false;
  await object.pass();
  const woken = openObject(object.sqlite);
  expect(woken.sumOf("x")).toEqual([1]);
  woken.add(batch(1));
  expect(woken.sumOf("x")).toEqual([1]);
  const text = exposeSums(woken.read(), createFamilies(registry, []).all);
  expect(text).toContain('rustok_errors_total{at="metrics"} 2\n');
});

it("a histogram with other buckets, from other code, is another sum: neither starts again", () => {
  const object = openObject();
  for (let number = 1; number < 7; number += 2) {
    object.add(batch(number, { deltas: [["h 1 2\tr", [1, 0, 0, 1]]] }));
    object.add(batch(number + 1, { deltas: [["h 1 5\tr", [0, 1, 0, 3]]] }));
  }
  expect([object.sumOf("h 1 2\tr"), object.sumOf("h 1 5\tr")]).toEqual([
    [3, 0, 0, 3],
    [0, 3, 0, 9],
  ]);
});

it("series beyond the most, and those with another number of values, are dropped and counted", () => {
  const object = openObject();
  const series = Array.from({ length: mostSeries }, (_, index) => `x\t${index}`);
  object.add(batch(1, { deltas: series.map((name) => [name, [1]]) }));
  object.add(
    batch(2, {
      deltas: [
        ["x\tnew", [1]],
        ["y", [1]],
        ["x\t0", [1, 1]],
        ["x\t1", [1]],
      ],
    }),
  );
  expect([object.sumOf("x\tnew"), object.sumOf("x\t0"), object.sumOf("x\t1")]).toEqual([null, [1], [2]]);
  const text = exposeSums(object.read(), createFamilies(registry, []).all);
  expect(text).toContain("rustok_metrics_dropped_deltas_total 3\n");
});

it("forgets isolates that were silent for an hour, and says when one handed over last", async () => {
  const object = openObject();
  const kept = () =>
    String(object.sqlite.prepare("SELECT value FROM sums WHERE name = 'senders'").get()?.value);
  expect(object.read().flushedAt).toBeNull();
  object.add(batch(1, { isolate: "first" }));
  expect(object.read().flushedAt).toBe(object.state.now);
  object.state.now += hour / 2;
  object.add(batch(1, { isolate: "second" }));
  expect(kept()).toContain("first");
  object.state.now += 0.6 * hour;
  object.add(batch(1, { isolate: "third" }));
  expect(kept()).not.toContain("first");
  expect(kept()).toContain("second");
  expect(openObject(object.sqlite).read().flushedAt).toBe(object.state.now);
});

it("an isolate that was seen by a clock that was ahead is forgotten, and does not count as the last one", () => {
  const object = openObject();
  object.state.now += 48 * hour;
  object.add(batch(1));
  object.state.now -= 48 * hour;
  object.add(batch(1, { isolate: "b" }));
  expect(object.read().flushedAt).toBe(object.state.now);
  const rows = object.sqlite.prepare("SELECT value FROM sums WHERE name = 'senders'").all();
  expect(JSON.parse(String(rows[0]?.value)).isolates).toHaveLength(1);
});
