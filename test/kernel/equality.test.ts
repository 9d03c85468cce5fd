import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equal } from "../../src/kernel/values/patch.ts";

describe("two plain values", () => {
  it("are equal where their fields are, in whichever order they stand", () => {
    expect(equal({ size: "S", colour: { name: "Red" } }, { colour: { name: "Red" }, size: "S" })).toBe(true);
  });

  it("differ where a list has another order or another length", () => {
    expect(equal(["a", "b"], ["b", "a"])).toBe(false);
    expect(equal(["a"], ["a", "b"])).toBe(false);
    expect(equal([], {})).toBe(false);
  });

  it("differ by null, and not by a field that is undefined", () => {
    expect(equal({ sku: null }, {})).toBe(false);
    expect(equal({ sku: undefined }, {})).toBe(true);
    expect(equal({ a: undefined, b: 1 }, { b: 1, c: undefined })).toBe(true);
  });

  it("are compared as Node compares what comes out of JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(equal(a, b)).toBe(
          isDeepStrictEqual(JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b))),
        );
        expect(equal(a, JSON.parse(JSON.stringify(a)))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
