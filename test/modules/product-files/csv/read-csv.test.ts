import { expect, it } from "vitest";
import { readCsv, UnreadableCsv } from "../../../../src/modules/product-files/csv/read-csv.ts";
import { openHeader } from "../../../../src/modules/product-files/shopify/header.ts";

async function read(text: string) {
  const bad: string[] = [];
  const rows: string[] = [];
  for await (const { line, cells, fault } of readCsv(
    new Blob([text]).stream(),
    openHeader().read,
    async () => undefined,
  )) {
    (fault === null ? rows : bad).push(`${line} ${cells.Handle}`);
  }
  return { rows, bad };
}

it.each([
  ["\n", "line feeds"],
  ["\r\n", "Windows line ends"],
])("reports a row's first line, also after cells with line breaks (%j, %s)", async (end) => {
  const text = ["Handle,Title", `a,"one${end}two${end}three"`, "b,B", "", "c,C"].join(end);
  expect((await read(text)).rows).toEqual(["2 a", "5 b", "7 c"]);
});

it.each([
  ["in a cell without quotes", 'b"ad,x', '3 b"ad'],
  ["behind a quoted cell", 'bad,"Bro"ken,1', "3 bad"],
  ["behind an empty one", 'bad,""x', "3 bad"],
])("a quote %s fails only its own row", async (_, row, named) => {
  const text = `Handle,Title\ngood1,One\n${row}\ngood2,Two\ngood3,"T""hr\nee"\n`;
  expect(await read(text)).toEqual({ rows: ["2 good1", "4 good2", "5 good3"], bad: [named] });
});

it("an unclosed quote is reported at its first line, with its product", async () => {
  const text = 'Handle,Title\ngood,One\n\nopen,"Never\nclosed\n';
  expect(await read(text)).toEqual({ rows: ["2 good"], bad: ["4 open"] });
});

it.each([
  ["", "empty"],
  ["Title\nx", "without the column"],
])("refuses the file %j (%s)", async (text) => {
  await expect(read(text)).rejects.toThrow(UnreadableCsv);
});
