import { expect, it } from "vitest";
import { openHeader } from "../../../../src/modules/catalogue/shopify/header.ts";
import { readCsv, UnreadableCsv } from "../../../../src/modules/catalogue/shopify/read-csv.ts";

async function read(text: string) {
  const bad: number[] = [];
  const rows: string[] = [];
  for await (const { line, cells } of readCsv(new Blob([text]).stream(), openHeader().read, (at) =>
    bad.push(at),
  )) {
    rows.push(`${line} ${cells.Handle}`);
  }
  return { rows, bad };
}

it.each([
  ["\n", "line feeds"],
  ["\r\n", "Windows line ends"],
])("a row stands on the line it begins on, also behind cells with line breaks (%j, %s)", async (end) => {
  const text = ["Handle,Title", `a,"one${end}two${end}three"`, "b,B", "", "c,C"].join(end);
  expect((await read(text)).rows).toEqual(["2 a", "5 b", "7 c"]);
});

it("a row that is no CSV is named once, and those around it are read", async () => {
  const text = 'Handle,Title\ngood1,One\nb"ad,x\ngood2,Two\nbroken,"Bro"ken\n';
  expect(await read(text)).toEqual({ rows: ["2 good1", "4 good2"], bad: [3, 5] });
});

it.each([
  ["", "empty"],
  ["Title\nx", "without the column"],
])("a file that is %j is refused (%s)", async (text) => {
  await expect(read(text)).rejects.toThrow(UnreadableCsv);
});
