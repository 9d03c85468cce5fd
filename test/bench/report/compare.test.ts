import { describe, expect, it } from "vitest";
import { comparisonOf } from "./compare.ts";
import { sampleCase } from "./sample.ts";

const lineOf = (text: string, name: string) => text.split("\n").find((line) => line.startsWith(name));

describe("the comparison with an earlier report", () => {
  it("tells by how much a ratio has changed", () => {
    const text = comparisonOf([sampleCase("page", 0.4)], [sampleCase("page", 0.8)]);
    expect(lineOf(text, "page")).toMatch(/0\.40 +0\.80 +\+100 % +faster/);
  });

  it("tells a ratio that has become lower", () => {
    const text = comparisonOf([sampleCase("page", 0.8)], [sampleCase("page", 0.4)]);
    expect(lineOf(text, "page")).toMatch(/-50 % +slower/);
  });

  it("does not call a change what the spread explains", () => {
    const text = comparisonOf([sampleCase("page", 0.5)], [sampleCase("page", 0.6)]);
    expect(lineOf(text, "page")).toMatch(/\+20 % +within the spread/);
  });

  it("names cases that only one of them has", () => {
    const text = comparisonOf([sampleCase("gone", 0.5)], [sampleCase("fresh", 0.5)]);
    expect(lineOf(text, "fresh")).toMatch(/new$/);
    expect(lineOf(text, "gone")).toMatch(/not measured$/);
  });
});
