import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  freeHandle,
  handleFromTitle,
  handleSchema,
  maxHandleLength,
} from "../../src/kernel/values/handle.ts";

const wellFormed = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
// The same run every time.
const repeatable = { seed: 20_260_301, numRuns: 500 };

describe("a handle made from a title", () => {
  it.each([
    ["Classic Tee", "classic-tee"],
    ["  Classic   Tee  ", "classic-tee"],
    ["Classic_Tee – V2.0", "classic-tee-v20"],
    ["T-Shirt (Women's)", "t-shirt-womens"],
    ["--- Tee ---", "tee"],
    ["Käse & Brötchen", "kase-brotchen"],
    ["Ka\u0308se", "kase"],
    ["Größe", "grosse"],
    ["Crème brûlée", "creme-brulee"],
    ["Łódź", "lodz"],
    ["Борщ", "borshch"],
    ["Привет, мир", "privet-mir"],
    ["Ω mega", "o-mega"],
    ["100 % Wolle", "100-wolle"],
    ["🧣🧤", "untitled"],
    ["", "untitled"],
    ["---", "untitled"],
    ["!?", "untitled"],
    ["admin", "admin-1"],
    ["API", "api-1"],
    ["New", "new-1"],
    ["null", "null-1"],
    ["Undefined", "undefined-1"],
    ["Edit!", "edit-1"],
    ["delete", "delete-1"],
    ["new arrivals", "new-arrivals"],
  ])("of %j is %s", (title, handle) => {
    expect(handleFromTitle(title)).toBe(handle);
  });

  it.each(["台灯", "ランプ", "램프", "مصباح", "מנורה", "โคมไฟ"])("from %s is in Latin letters", (title) => {
    expect(handleFromTitle(title)).toMatch(wellFormed);
    expect(handleFromTitle(title)).not.toBe("untitled");
  });

  it("is cut at 255, and never ends in a hyphen", () => {
    expect(handleFromTitle("x".repeat(300))).toBe("x".repeat(255));
    expect(handleFromTitle(`${"x".repeat(254)} y`)).toBe("x".repeat(254));
    expect(handleFromTitle("ab ".repeat(200))).toHaveLength(254);
  });

  it("is well formed whatever the title", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (title) => {
        const handle = handleFromTitle(title);
        expect(handle).toMatch(wellFormed);
        expect(handle.length).toBeLessThanOrEqual(maxHandleLength);
        expect(handleSchema.safeParse(handle).success).toBe(true);
      }),
      repeatable,
    );
  });

  it("leaves a well-formed handle as it is", () => {
    fc.assert(
      fc.property(fc.stringMatching(wellFormed), (handle) => {
        fc.pre(handleSchema.safeParse(handle).success);
        expect(handleFromTitle(handle)).toBe(handle);
      }),
      repeatable,
    );
  });
});

describe("a free handle", () => {
  it.each([
    ["tee", [], "tee"],
    ["tee", ["tee"], "tee-2"],
    ["tee", ["tee", "tee-2", "tee-3"], "tee-4"],
    ["tee", ["tee", "tee-3"], "tee-2"],
    ["tee", ["tee-2"], "tee"],
    ["tee-2", ["tee-2"], "tee-2-2"],
    ["x".repeat(255), ["x".repeat(255)], `${"x".repeat(253)}-2`],
  ])("for %s beside %j is %s", (wanted, taken, free) => {
    expect(freeHandle(wanted, new Set(taken))).toBe(free);
  });

  it("is never taken and never too long", () => {
    const handles = fc.constantFrom("tee", "x".repeat(255), "x".repeat(250));
    fc.assert(
      fc.property(handles, fc.uniqueArray(fc.integer({ min: 2, max: 40 })), (wanted, numbers) => {
        const suffixed = numbers.map((number) => {
          const suffix = `-${number}`;
          return wanted.slice(0, maxHandleLength - suffix.length) + suffix;
        });
        const taken = new Set([wanted, ...suffixed]);
        const free = freeHandle(wanted, taken);
        expect(taken.has(free)).toBe(false);
        expect(free.length).toBeLessThanOrEqual(maxHandleLength);
      }),
      repeatable,
    );
  });
});

describe("a chosen handle", () => {
  it.each(["tee", "tee-2", "0", "a-b-c", "x".repeat(255)])("may be %s", (handle) => {
    expect(handleSchema.parse(handle)).toBe(handle);
  });

  it.each([
    "",
    "Tee",
    "tee-",
    "-tee",
    "a--b",
    "a b",
    "ä",
    "admin",
    "api",
    "null",
    "undefined",
    "new",
    "edit",
    "delete",
    "x".repeat(256),
  ])("may not be %j", (handle) => {
    expect(handleSchema.safeParse(handle).success).toBe(false);
  });
});
