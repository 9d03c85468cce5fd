import { describe, expect, it } from "vitest";
import { readCsv } from "../../../../src/modules/product-files/csv/read-csv.ts";
import { UnreadableCsv } from "../../../../src/modules/product-files/csv/unreadable.ts";
import { fileLimits } from "../../../../src/modules/product-files/limits.ts";
import { openHeader } from "../../../../src/modules/product-files/shopify/header.ts";
import { streamOf } from "../../../support/catalogue/files.ts";

/** Reads a file in pieces, and lists its rows as line and handle. */
async function read(text: string, pieceLength = 1_000) {
  const bad: string[] = [];
  const rows: string[] = [];
  const faults: unknown[] = [];
  const file = streamOf(text, pieceLength);
  for await (const { line, cells, faults: found } of readCsv(
    file,
    null,
    openHeader().read,
    async () => undefined,
  )) {
    const [fault = null] = found;
    (fault === null ? rows : bad).push(`${line} ${cells.Handle}`);
    if (fault !== null) faults.push([line, fault.field, fault.code]);
  }
  return { rows, bad, faults };
}

describe.each([1, 3, 1_000])("in pieces of %i bytes", (pieceLength) => {
  it.each([
    ["\n", "line feeds"],
    ["\r\n", "Windows line ends"],
    ["\r", "carriage returns"],
  ])("a row has its first line, also after cells with line breaks (%j, %s)", async (end) => {
    const text = ["Handle,Title", `a,"one${end}two${end}three"`, "b,B", "", "c,C"].join(end);
    expect((await read(text, pieceLength)).rows).toEqual(["2 a", "5 b", "7 c"]);
  });

  it("lines are counted the same if their ends differ", async () => {
    const text = '\r\n\nHandle,Title\ra,"1\r\n2\r3\n4"\n\r\r\nb,B\r\n\n';
    expect((await read(text, pieceLength)).rows).toEqual(["4 a", "10 b"]);
  });

  it("a byte order mark is not part of the first column", async () => {
    expect((await read('\ufeff"Handle",Title\na,A', pieceLength)).rows).toEqual(["2 a"]);
  });

  it.each([
    ["in a cell without quotes", 'b"ad,x', '3 b"ad'],
    ["behind a quoted cell", 'bad,"Bro"ken,1', "3 bad"],
    ["behind an empty one", 'bad,""x', "3 bad"],
  ])("a quote %s fails only its own row", async (_, row, named) => {
    const text = `Handle,Title\ngood1,One\n${row}\ngood2,Two\ngood3,"T""hr\nee"\n`;
    expect(await read(text, pieceLength)).toMatchObject({
      rows: ["2 good1", "4 good2", "5 good3"],
      bad: [named],
    });
  });

  it("an unclosed quote is reported at its first line, with its product", async () => {
    const text = 'Title,Handle,Body (HTML)\nOne,good,\n\n"Two, open",open,"Never\nclosed,"",\n';
    expect(await read(text, pieceLength)).toMatchObject({ rows: ["2 good"], bad: ["4 open"] });
  });
});

it.each([
  ["that is empty", ""],
  ["of blank lines", "\n\n\r\n"],
  ["without the column Handle", "Title\nx"],
  ["with an unfinished header", 'Handle,"Title\nx'],
  ["with too many columns", `Handle,${"x,".repeat(fileLimits.fileColumns.value)}\n`],
  ["with too long a header", `Handle,${"x".repeat(fileLimits.fileRow.value)}\n`],
])("a file %s is refused", async (_, text) => {
  await expect(read(text, 100_000)).rejects.toThrow(UnreadableCsv);
});

describe("beyond the limits", () => {
  const { fileColumns, fileRows, fileRow, fileCell, unevenFileRows } = fileLimits;

  it("a row with too many cells fails, and the rows after it are read", async () => {
    const { value } = fileColumns;
    const cells = (count: number) => ",x".repeat(count - 1);
    const text = `Handle,Title\na${cells(value)}\nb${cells(value + 1)}\nc${cells(10 * value)}\nd,D\n`;
    expect(await read(text)).toMatchObject({
      rows: ["2 a", "5 d"],
      faults: [
        [3, "", "too-large"],
        [4, "", "too-large"],
      ],
    });
  });

  it("a cell fails its row if the column is imported", async () => {
    const long = "x".repeat(fileCell.value + 1);
    const text = `Handle,Title,Metafield\na,${long.slice(1)},\nb,,${long}\nc,${long},\nd,D,\n`;
    expect(await read(text, 100_000)).toMatchObject({
      rows: ["2 a", "3 b", "5 d"],
      faults: [[4, "Title", "too-large"]],
    });
  });

  it.each([
    ["characters", "x", ""],
    ["commas", ",", ""],
    ["escaped quotes", '""', '"'],
    ["line breaks", "\n", '"'],
    ["rows in a cell that is never closed", "x,y\n", '"'],
  ])("a row of too many bytes ends the reading (%s)", async (_, unit, quote) => {
    const cell = quote + unit.repeat((2 * fileRow.value) / unit.length) + quote;
    expect(await read(`Handle,Title\na,A\nb,${cell}\nc,C\n`, 100_000)).toEqual({
      rows: ["2 a"],
      bad: ["3 b"],
      faults: [[3, "", "rows-not-read"]],
    });
  });

  it("a row too many ends the reading", async () => {
    const { rows, faults } = await read(`Handle\n${"a\n".repeat(fileRows.value + 3)}`, 100_000);
    expect(rows).toHaveLength(fileRows.value);
    expect(faults).toEqual([[fileRows.value + 2, "", "rows-not-read"]]);
  });

  it("a row too many with missing cells ends the reading", async () => {
    const text = `Handle,Title\nb,B\n${"a\n".repeat(unevenFileRows.value + 3)}`;
    const { rows, faults } = await read(text, 100_000);
    expect(rows).toHaveLength(unevenFileRows.value + 1);
    expect(faults).toEqual([[unevenFileRows.value + 3, "", "rows-not-read"]]);
  });
});

it.each([
  ["line feeds", "\n", 3 * fileLimits.fileRow.value],
  ["carriage returns", "\r", 3 * fileLimits.fileRow.value],
  ["Windows line ends", "\r\n", 2 * fileLimits.fileRow.value],
  ["commas", ",\n", 10_000],
  ["blanks", " , ,\r\n", 10_000],
])("blank rows of %s are skipped, however many", async (_, row, count) => {
  const text = `Handle,Title\na,A\n${row.repeat(count)}b,B\n`;
  expect(await read(text, 100_000)).toEqual({ rows: ["2 a", `${3 + count} b`], bad: [], faults: [] });
});
