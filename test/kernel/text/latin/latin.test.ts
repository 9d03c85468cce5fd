import { readFileSync } from "node:fs";
import fc from "fast-check";
import { transliterate } from "transliteration";
import { expect, it } from "vitest";
import { toLatin } from "../../../../src/kernel/text/latin/latin.ts";
import { latinFile, latinTable } from "./table.ts";

it("the table is what the library says", () => {
  expect(readFileSync(latinFile, "utf8")).toBe(latinTable());
});

it("every character alone, beside a letter, and beside Chinese is written as the library writes it", () => {
  const differing = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter((one) =>
    [one, `x${one}y`, `中${one}国${one}b`].some((text) => ours(text) !== theirs(text)),
  );
  expect(differing).toEqual([]);
});

it("every text is written as the library writes it", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "台灯",
      "ランプ",
      "램프",
      "مصباح",
      "โคมไฟ",
      "中",
      "国",
      " ",
      "-",
      "·",
      "。",
      "々",
      "x",
      "7",
    ),
    fc.string({ unit: "binary", maxLength: 4 }),
    fc.string({ maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join("");
      expect(ours(text)).toBe(theirs(text));
    }),
    { seed: 20_261_130, numRuns: 2_000 },
  );
});

/** What is left of it in a handle. */
function ours(text: string): string {
  return inHandle(toLatin(text.normalize("NFC").toLowerCase()));
}

function theirs(text: string): string {
  return inHandle(transliterate(text.normalize("NFC").toLowerCase()).toLowerCase());
}

function inHandle(letters: string): string {
  return letters
    .replaceAll(/[\s_-]+/g, "-")
    .replaceAll(/[^a-z0-9-]/g, "")
    .replaceAll(/-{2,}/g, "-")
    .replaceAll(/^-|-$/g, "");
}
