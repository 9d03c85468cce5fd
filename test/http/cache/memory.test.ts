import { describe, expect, it } from "vitest";
import { createFairMemory } from "../../../src/http/cache/isolate/memory.ts";

const answer = (bytes: number) => ({ bytes });

describe("an isolate's memory", () => {
  it("never has more than its bytes", () => {
    const memory = createFairMemory(1_000);
    for (let key = 0; key < 100; key += 1) {
      memory.set("ten_1", `${key}`, answer(1 + ((key * 37) % 300)));
      expect(memory.bytes).toBeLessThanOrEqual(1_000);
    }
    expect(memory.get("ten_1", "99")).toBeDefined();
  });

  it("makes room at the cost of the tenant that has the most, not of others", () => {
    const memory = createFairMemory(1_000);
    memory.set("small", "page", answer(100));
    for (let key = 0; key < 50; key += 1) memory.set("crawled", `${key}`, answer(100));
    expect(memory.get("small", "page")).toBeDefined();
    expect(memory.get("crawled", "49")).toBeDefined();
    expect(memory.get("crawled", "0")).toBeUndefined();
  });

  it("loses what was used the longest ago", () => {
    const memory = createFairMemory(300);
    for (const key of ["a", "b", "c"]) memory.set("ten_1", key, answer(100));
    memory.get("ten_1", "a");
    memory.set("ten_1", "d", answer(100));
    expect(["a", "b", "c", "d"].filter((key) => memory.get("ten_1", key) !== undefined)).toEqual([
      "a",
      "c",
      "d",
    ]);
  });

  it("counts an answer that replaces another once", () => {
    const memory = createFairMemory(1_000);
    memory.set("ten_1", "page", answer(400));
    memory.set("ten_1", "page", answer(300));
    expect(memory.bytes).toBe(300);
    expect(memory.get("ten_1", "page")?.bytes).toBe(300);
  });

  it("takes nothing that is larger than itself, and keeps tenants apart", () => {
    const memory = createFairMemory(1_000);
    memory.set("ten_1", "page", answer(1_001));
    memory.set("ten_2", "page", answer(10));
    expect(memory.get("ten_1", "page")).toBeUndefined();
    expect(memory.get("ten_2", "page")).toBeDefined();
  });
});
