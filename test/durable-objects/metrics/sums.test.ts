import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { openSums } from "../../../durable-objects/metrics/sums.ts";
import type { Batch } from "../../../src/telemetry/metrics/flush.ts";

const hour = 60 * 60 * 1000;

function openObject(sqlite = new DatabaseSync(":memory:")) {
  const waits: (() => void)[] = [];
  const state = { now: Date.parse("2026-03-01T12:00:00.000Z"), written: 0, full: false };
  const sums = openSums({
    sql(sql, ...params) {
      if (state.full && /^INSERT INTO series/.test(sql)) throw new Error("database or disk is full");
      return sqlite.prepare(sql).all(...params);
    },
    transaction(body) {
      state.written += 1;
      sqlite.exec("BEGIN");
      try {
        body();
        sqlite.exec("COMMIT");
      } catch (error) {
        sqlite.exec("ROLLBACK");
        throw error;
      }
    },
    now: () => state.now,
    wait: () => new Promise<void>((resolve) => waits.push(resolve)),
  });
  return {
    ...sums,
    sqlite,
    state,
    /** Lets the object write what has arrived. */
    async pass() {
      for (const go of waits.splice(0)) go();
      await Promise.resolve();
    },
    sumOf: (series: string) => sums.read().sums.find(([name]) => name === series)?.[1] ?? null,
  };
}

function batch(number: number, more: Partial<Batch> = {}): Batch {
  return { isolate: "a", number, deltas: [["x", [1]]], tenants: [], ...more };
}

it("adds up what isolates hand over, also histograms", async () => {
  const object = openObject();
  const added = [
    object.add(batch(1, { deltas: [["h", [1, 0, 0.5]]] })),
    object.add(batch(1, { isolate: "b", deltas: [["h", [2, 1, 4]]] })),
  ];
  await object.pass();
  await Promise.all(added);
  expect(object.sumOf("h")).toEqual([3, 1, 4.5]);
});

it("batches that arrive together are one write, and each waits for it", async () => {
  const object = openObject();
  let stored = 0;
  const added = Array.from({ length: 50 }, (_, index) =>
    object.add(batch(1, { isolate: `i${index}` })).then(() => {
      stored += 1;
    }),
  );
  expect([object.state.written, stored]).toEqual([0, 0]);
  await object.pass();
  await Promise.all(added);
  expect([object.state.written, stored]).toEqual([1, 50]);
});

it("a batch that is sent again is not added again, also after the object has left memory", async () => {
  const object = openObject();
  const added = object.add(batch(7));
  await object.pass();
  await added;
  void object.add(batch(7));
  expect(object.sumOf("x")).toEqual([1]);
  const woken = openObject(object.sqlite);
  void woken.add(batch(7));
  void woken.add(batch(6));
  void woken.add(batch(8));
  expect(woken.sumOf("x")).toEqual([2]);
});

it("whoever reads sees what has arrived, and it is stored by then", () => {
  const object = openObject();
  void object.add(batch(1));
  expect(object.sumOf("x")).toEqual([1]);
  expect(openObject(object.sqlite).sumOf("x")).toEqual([1]);
});

it("what could not be stored is refused, counts nothing, and counts once when it is sent again", async () => {
  const object = openObject();
  object.state.full = true;
  const added = object.add(batch(1));
  await object.pass();
  await expect(added).rejects.toThrow("full");
  object.state.full = false;
  expect(object.sumOf("x")).toBeNull();
  void object.add(batch(1));
  expect(object.sumOf("x")).toEqual([1]);
});

it("a histogram with other buckets than before starts again", () => {
  const object = openObject();
  void object.add(batch(1, { deltas: [["h", [1, 1, 2]]] }));
  object.read();
  void object.add(batch(2, { deltas: [["h", [1, 0, 0, 3]]] }));
  expect(object.sumOf("h")).toEqual([1, 0, 0, 3]);
});

it("forgets isolates after a day, and says when one handed over last", () => {
  const object = openObject();
  expect(object.read().flushedAt).toBeNull();
  void object.add(batch(1));
  expect(object.read().flushedAt).toBe(object.state.now);
  object.state.now += 25 * hour;
  void object.add(batch(1, { isolate: "b" }));
  object.read();
  expect(object.sqlite.prepare("SELECT id FROM isolates").all()).toEqual([{ id: "b" }]);
});

it("an isolate that was seen by a clock that was ahead is forgotten, and does not count as the last one", () => {
  const object = openObject();
  object.state.now += 48 * hour;
  void object.add(batch(1));
  object.read();
  object.state.now -= 48 * hour;
  void object.add(batch(1, { isolate: "b" }));
  expect(object.read().flushedAt).toBe(object.state.now);
});

it("names tenants of the last minutes, the newest first, as long as they are watched", () => {
  const object = openObject();
  void object.add(batch(1, { tenants: ["ten_1", "ten_2"] }));
  object.read();
  object.state.now += 10 * 60_000;
  object.watch(["ten_2"]);
  expect(object.read().tenants).toEqual(["ten_2", "ten_1"]);
  object.state.now += 10 * 60_000;
  expect(object.read().tenants).toEqual(["ten_2"]);
});
