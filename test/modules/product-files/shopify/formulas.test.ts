import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guarded, unguarded } from "../../../../src/kernel/csv/formulas.ts";

/** Text of characters that matter to spreadsheets. */
const text = fc
  .array(
    fc.constantFrom(..."=+-@＝＋－＠;,'\"\t\r\n \u00a0\ufeff\u200b\u3000a1", "=1+1", ";=1", "&nbsp;", "\r\n"),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

describe("a formula in a text", () => {
  it.each([
    ["=1+1", "'=1+1"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["＝1+1", "'＝1+1"],
    ["\t=1", "'\t'=1"],
    ["\n=1+1", "'\n'=1+1"],
    ["\r=1", "'\r'=1"],
    [" =1", "' =1"],
    ["\u00a0=1", "'\u00a0=1"],
    ["\ufeff=1", "'\ufeff=1"],
    ["\u200b=1", "'\u200b=1"],
    ['"=1"', '\'"=1"'],
    ["'=1", "''=1"],
    [";=1+1", ";'=1+1"],
    ["Lamp;=cmd|' /C calc'!A0", "Lamp;'=cmd|' /C calc'!A0"],
    ['Lamp; "=1"', 'Lamp;\' "=1"'],
    ["Lamp\n@SUM(A1)", "Lamp\n'@SUM(A1)"],
    ["Lamp\t+1", "Lamp\t'+1"],
    ["\n\tLamp", "'\n\tLamp"],
  ])("%j is exported as %j", (plain, cell) => {
    expect(guarded(plain)).toBe(cell);
    expect(unguarded(cell)).toBe(plain);
  });

  it.each(["Lamp", "1=1", "a-b", "it's", "'quoted'", "a; b", "Salt &amp; pepper", "<p>1 + 1</p>", ""])(
    "%j has none, and is exported as it is",
    (plain) => {
      expect(guarded(plain)).toBe(plain);
      expect(unguarded(plain)).toBe(plain);
    },
  );

  it("is restored exactly", () => {
    fc.assert(
      fc.property(text, (plain) => {
        expect(unguarded(guarded(plain))).toBe(plain);
      }),
      { seed: 1, numRuns: 20_000 },
    );
  });

  it("never begins a cell, wherever a spreadsheet splits the file", () => {
    fc.assert(
      fc.property(text, (plain) => {
        for (const cell of guarded(plain).split(/[;\t\r\n]/))
          expect(cell).not.toMatch(/^[\s\p{Cc}\p{Cf}"]*[=+\-@＝＋－＠]/u);
      }),
      { seed: 2, numRuns: 20_000 },
    );
  });
});

it.each([
  ["line feeds", "\n"],
  ["blanks", " "],
  ["semicolons", ";"],
  ["formulas", ";="],
  ["apostrophes", "'"],
])("a text of %s takes time in proportion to its length", (_, unit) => {
  const plain = unit.repeat(1_000_000 / unit.length);
  expect(unguarded(guarded(plain))).toBe(plain);
});
