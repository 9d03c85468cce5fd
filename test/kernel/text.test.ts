import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundedText, jsonBytes, shortened } from "../../src/kernel/values/text.ts";

describe("bounded text", () => {
  const text = boundedText(10, 20);
  const accepts = (value: string) => text.safeParse(value).success;

  it("has at most so many characters", () => {
    expect(accepts("x".repeat(10))).toBe(true);
    expect(accepts("x".repeat(11))).toBe(false);
  });

  it("has at most so many bytes as JSON, whatever its characters take", () => {
    expect(accepts("語".repeat(6))).toBe(true);
    expect(accepts("語".repeat(7))).toBe(false);
    expect(accepts("\u0001".repeat(3))).toBe(true);
    expect(accepts("\u0001".repeat(4))).toBe(false);
  });

  it("has no whitespace around it", () => {
    expect(text.parse("  x\n")).toBe("x");
  });
});

describe("a shortened text", () => {
  const bytes = fc.nat(40);

  it("is its beginning, well formed, and fits", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), bytes, (text, most) => {
        const short = shortened(text, most);
        expect(text.startsWith(short)).toBe(true);
        expect(jsonBytes(short)).toBeLessThanOrEqual(most);
        expect(short.isWellFormed()).toBe(true);
      }),
      { seed: 1 },
    );
  });

  it("is the whole text if that fits", () => {
    expect(shortened("Lamp 語", 8)).toBe("Lamp 語");
    expect(shortened("Lamp 語", 7)).toBe("Lamp ");
  });
});
