import { describe, expect, it } from "vitest";
import { createNameCache } from "../../durable-objects/name-cache.ts";
import { createClock } from "../support/clock.ts";

/** A cache, and how often each name was looked up. */
function open() {
  const clock = createClock();
  const cache = createNameCache<string>(clock.now);
  const looked: string[] = [];
  const get = (key: string, value: string | null = key.toUpperCase()) =>
    cache.get(key, async () => {
      looked.push(key);
      return value;
    });
  return { clock, cache, looked, get };
}

describe("the cache of tenant names", () => {
  it("is looked up once by many who ask at the same time", async () => {
    const { get, looked } = open();
    expect(new Set(await Promise.all(Array.from({ length: 50 }, () => get("a"))))).toEqual(new Set(["A"]));
    expect(looked).toEqual(["a"]);
  });

  it("keeps a tenant for two seconds and an unknown name for five", async () => {
    const { get, looked, clock } = open();
    await get("a");
    await get("nobody", null);
    clock.advance(1_999);
    await get("a");
    expect(looked).toEqual(["a", "nobody"]);
    clock.advance(1);
    await get("a");
    expect(looked).toEqual(["a", "nobody", "a"]);
    clock.advance(2_999);
    expect(await get("nobody", "SOMEBODY")).toBeNull();
    clock.advance(1);
    expect(await get("nobody", "SOMEBODY")).toBe("SOMEBODY");
  });

  it("looks a name up again after it was invalidated, even during a look-up", async () => {
    const { cache, get } = open();
    let finish = (_: string) => {};
    const slow = cache.get("a", () => new Promise<string>((resolve) => (finish = resolve)));
    cache.forget("a");
    expect(await get("a", "NEW")).toBe("NEW");
    finish("OLD");
    expect(await slow).toBe("OLD");
    expect(await get("a", "NEVER ASKED")).toBe("NEW");
  });

  it("is not remembered when the look-up fails", async () => {
    const { cache, get } = open();
    await expect(cache.get("a", () => Promise.reject(new Error("no D1")))).rejects.toThrow("no D1");
    expect(await get("a")).toBe("A");
  });

  it("is bounded, and a flood of unknown names does not evict known ones", async () => {
    const { get, looked } = open();
    await get("somebody");
    await get("nobody-first", null);
    for (let index = 0; index < 2_000; index += 1) await get(`nobody-${index}`, null);
    const before = looked.length;
    await get("somebody");
    expect(looked).toHaveLength(before);
    await get("nobody-first", null);
    expect(looked).toHaveLength(before + 1);
  });
});
