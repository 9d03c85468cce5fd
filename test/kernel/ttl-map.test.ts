import { expect, it } from "vitest";
import { createTtlMap } from "../../src/kernel/values/ttl-map.ts";

it("an entry is there until its time is over", () => {
  const map = createTtlMap<string>({ ttlMs: 10, capacity: 2 });
  map.set("a", "one", 0);
  expect(map.get("a", 9)).toBe("one");
  expect(map.get("a", 10)).toBeUndefined();
});

it("the oldest entry makes room for a new one", () => {
  const map = createTtlMap<string>({ ttlMs: 10, capacity: 2 });
  map.set("a", "one", 0);
  map.set("b", "two", 0);
  map.set("a", "one again", 1);
  map.set("c", "three", 1);
  expect([map.get("a", 1), map.get("b", 1), map.get("c", 1)]).toEqual(["one again", undefined, "three"]);
});

it("a deleted entry is gone", () => {
  const map = createTtlMap<string>({ ttlMs: 10, capacity: 2 });
  map.set("a", "one", 0);
  map.delete("a");
  expect(map.get("a", 0)).toBeUndefined();
});
