import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Condition,
  type Extent,
  includesExtent,
  meets,
  unionOf,
} from "../../../src/kernel/access/extent.ts";

const values = fc.subarray(["a", "b", "c"], { minLength: 1 });
const condition = fc
  .record({ vendor: values, type: values }, { requiredKeys: [] })
  .map((one) => one as Condition);
const extent: fc.Arbitrary<Extent> = fc.oneof(
  fc.constant("any" as const),
  fc.array(condition, { maxLength: 3 }),
);
const attributes = fc.record({
  vendor: fc.subarray(["a", "b", "c", "d"]),
  type: fc.subarray(["a", "b", "c", "d"]),
});

describe("an extent", () => {
  it("includes a resource that has one of the values of each attribute of one condition", () => {
    const extent = [{ vendor: ["Acme"], type: ["lamp", "chair"] }, { vendor: ["Borea"] }];
    expect(meets({ vendor: ["Acme"], type: ["chair"] }, extent)).toBe(true);
    expect(meets({ vendor: ["Borea"], type: [] }, extent)).toBe(true);
    expect(meets({ vendor: ["Acme"], type: ["sofa"] }, extent)).toBe(false);
    expect(meets({ vendor: ["acme"], type: ["chair"] }, extent)).toBe(false);
  });

  it("without conditions includes nothing", () => {
    expect(meets({ vendor: ["Acme"] }, [])).toBe(false);
  });

  it("compares an attribute that a resource doesn't have, also one of every object, as one without values", () => {
    for (const name of ["colour", "constructor", "__proto__", "toString"])
      expect(meets({ vendor: ["Acme"] }, [JSON.parse(`{"${name}":["Acme"]}`)])).toBe(false);
  });

  it("joined with another includes what either does, and nothing else", () => {
    fc.assert(
      fc.property(extent, extent, attributes, (one, other, thing) => {
        expect(meets(thing, unionOf(one, other))).toBe(meets(thing, one) || meets(thing, other));
      }),
    );
  });

  it("that includes another includes everything that the other does", () => {
    fc.assert(
      fc.property(extent, extent, attributes, (outer, inner, thing) => {
        fc.pre(includesExtent(outer, inner) && meets(thing, inner));
        expect(meets(thing, outer)).toBe(true);
      }),
    );
  });

  it("includes itself, and a narrower one", () => {
    fc.assert(
      fc.property(extent, (one) => {
        expect(includesExtent(one, one)).toBe(true);
        expect(includesExtent("any", one)).toBe(true);
      }),
    );
    expect(includesExtent([{ vendor: ["a", "b"] }], [{ vendor: ["a"], type: ["c"] }])).toBe(true);
    expect(includesExtent([{ vendor: ["a"] }], [{ vendor: ["a", "b"] }])).toBe(false);
    expect(includesExtent([{ vendor: ["a"] }], [{ type: ["a"] }])).toBe(false);
    expect(includesExtent([{ vendor: ["a"] }], "any")).toBe(false);
  });
});
