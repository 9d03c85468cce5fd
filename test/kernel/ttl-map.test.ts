import { describe, expect, it } from "vitest";
import { createTtlMap } from "../../src/kernel/values/ttl-map.ts";

describe("a TTL map", () => {
  it("has a value until its time is over", () => {
    const map = createTtlMap<string, number>(2);
    map.set("a", 1, 100);
    expect(map.get("a", 99)).toBe(1);
    expect(map.get("a", 100)).toBeUndefined();
    expect(map.get("a", 99)).toBeUndefined();
  });

  it("forgets the oldest entry when it is full", () => {
    const map = createTtlMap<string, number>(2);
    map.set("a", 1, 100);
    map.set("b", 2, 100);
    map.set("a", 3, 100);
    map.set("c", 4, 100);
    expect([map.get("a", 0), map.get("b", 0), map.get("c", 0)]).toEqual([3, undefined, 4]);
  });

  it("forgets what it is told to", () => {
    const map = createTtlMap<string, number>(2);
    map.set("a", 1, 100);
    map.delete("a");
    expect(map.get("a", 0)).toBeUndefined();
  });
});
