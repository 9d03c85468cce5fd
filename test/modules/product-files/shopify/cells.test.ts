import { describe, expect, it } from "vitest";
import { Cells } from "../../../../src/modules/product-files/shopify/cells.ts";
import type { FileError } from "../../../../src/modules/product-files/shopify/schema.ts";

/** A row with one cell, and its reported errors. */
function cell(text: string, exponent = 2) {
  const errors: FileError[] = [];
  const cells = new Cells({ line: 7, cells: { C: text } }, exponent, (error) => errors.push(error));
  return { cells, errors };
}

const unreadable = { line: 7, field: "C", code: "unreadable", detail: expect.any(String) };

describe("a price", () => {
  it.each([
    ["19.99", 2, 1_999],
    ["19.9", 2, 1_990],
    ["19.", 2, 1_900],
    ["19", 2, 1_900],
    ["0", 2, 0],
    ["0.07", 2, 7],
    [" 5.00 ", 2, 500],
    ["19.9900", 2, 1_999],
    ["50.00", 0, 50],
    ["1.234", 3, 1_234],
    ["1.2", 3, 1_200],
    // As a float, it would be off by one.
    ["1.15", 2, 115],
    ["8.41", 2, 841],
    ["4503599627.37", 2, 450_359_962_737],
  ])("%j with %i decimals is %i", (text, exponent, amount) => {
    const { cells, errors } = cell(text, exponent);
    expect(cells.amount("C")).toBe(amount);
    expect(errors).toEqual([]);
  });

  it.each([
    ["-1", 2],
    ["1,299.00", 2],
    ["1e3", 2],
    ["$5", 2],
    [".5", 2],
    ["ten", 2],
    ["9.999", 2],
    ["50.5", 0],
    ["1234567890123", 2],
    ["٣", 2],
  ])("%j with %i decimals is reported as unreadable", (text, exponent) => {
    const { cells, errors } = cell(text, exponent);
    expect(cells.amount("C")).toBeUndefined();
    expect(errors).toEqual([unreadable]);
  });
});

describe("a quantity", () => {
  it.each([
    ["3", 3],
    ["0", 0],
    ["-4", 0],
    ["3.0", 3],
    ["  12 ", 12],
  ])("%j is %i", (text, quantity) => {
    expect(cell(text).cells.quantity("C")).toBe(quantity);
  });

  it.each(["3.5", "many", "1e3", "--1", "9999999999999"])("%j is reported as unreadable", (text) => {
    const { cells, errors } = cell(text);
    expect(cells.quantity("C")).toBeUndefined();
    expect(errors).toEqual([unreadable]);
  });
});

describe("a flag", () => {
  it.each([
    ["true", true],
    ["TRUE", true],
    ["false", false],
  ])("%j is %s", (text, flag) => {
    expect(cell(text).cells.flag("C")).toBe(flag);
  });

  it("is reported if it is neither true nor false", () => {
    const { cells, errors } = cell("yes");
    expect(cells.flag("C")).toBeUndefined();
    expect(errors).toEqual([unreadable]);
  });
});

describe("a cell", () => {
  it("is null if empty, and undefined if the file has no such column", () => {
    const { cells, errors } = cell("  ");
    expect(cells.text("C")).toBeNull();
    expect(cells.amount("C")).toBeNull();
    expect(cells.quantity("C")).toBeUndefined();
    expect(cells.flag("C")).toBeUndefined();
    expect(cells.list("C")).toEqual([]);
    for (const column of ["D", "__proto__", "constructor"]) {
      expect(cells.text(column)).toBeUndefined();
      expect(cells.amount(column)).toBeUndefined();
      expect(cells.list(column)).toBeUndefined();
    }
    expect(errors).toEqual([]);
  });

  it("is read as a comma-separated list without empty items", () => {
    expect(cell(" a, b c ,, d,").cells.list("C")).toEqual(["a", "b c", "d"]);
  });
});
