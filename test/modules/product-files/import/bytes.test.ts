import { describe, expect, it } from "vitest";
import { csv, importFile, placed, productsOf, sendFile } from "../../../support/catalogue/files.ts";
import { openShop } from "../../../support/node/shop.ts";

describe("bytes", () => {
  const text = csv("Handle,Title,Vendor", "cafe,Café „Öl“,Škoda");
  const utf16 = (bigEndian: boolean) =>
    Uint8Array.from(
      [...text].flatMap((letter) => {
        const code = letter.charCodeAt(0);
        return bigEndian ? [code >> 8, code & 255] : [code & 255, code >> 8];
      }),
    );
  const withMark = (mark: readonly number[], bytes: Uint8Array) => Uint8Array.from([...mark, ...bytes]);
  const windows = (content: string) =>
    Uint8Array.from(
      [...content].map((letter) => ({ "„": 0x84, "“": 0x93, Š: 0x8a })[letter] ?? letter.charCodeAt(0)),
    );

  it.each([
    ["UTF-8", new TextEncoder().encode(text), null],
    ["UTF-8 with a byte order mark", new TextEncoder().encode(`\ufeff${text}`), "windows-1252"],
    ["declared Windows-1252", windows(text), "windows-1252"],
    ["UTF-16 with a byte order mark", withMark([0xff, 0xfe], utf16(false)), null],
    ["big-endian UTF-16 with a byte order mark", withMark([0xfe, 0xff], utf16(true)), null],
    ["declared UTF-16", utf16(false), "utf-16le"],
    ["UTF-16 by its form", utf16(true), null],
  ])("of %s are read as what they are", async (_, bytes, charset) => {
    for (const pieceLength of [1, 7, 1_000]) {
      const shop = openShop();
      expect(await importFile(shop, bytes, pieceLength, { charset })).toMatchObject({ created: 1 });
      expect(productsOf(shop)).toMatchObject({ "Café „Öl“": { handle: "cafe", vendor: "Škoda" } });
    }
  });

  it("that are not what they are declared as keep their product out, never as U+FFFD", async () => {
    const shop = openShop();
    const file = windows(csv("Handle,Title", "good,Good", "bad,Café", "fine,Fine"));
    const report = await importFile(shop, file, 5);
    expect(report).toMatchObject({ created: 2, failed: 1 });
    expect(placed(report.errors)).toEqual(["3  invalid-encoding"]);
    expect(report.errors[0]?.detail).toContain("charset=windows-1252");
    expect(Object.keys(productsOf(shop)).toSorted()).toEqual(["Fine", "Good"]);
  });

  it("that say U+FFFD themselves are kept", async () => {
    const shop = openShop();
    await importFile(shop, csv("Handle,Title", "odd,Odd \ufffd"));
    expect(productsOf(shop)).toHaveProperty("Odd \ufffd");
  });

  it.each([
    ["an Excel workbook", Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0]), null, "Excel workbook"],
    ["an old Excel workbook", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1]), null, "Excel workbook"],
    ["an unknown character set", new TextEncoder().encode(text), "klingon", "klingon"],
    ["a header row in another encoding", windows("Handle,Prix é\n"), null, "UTF-8"],
  ])("of %s are refused with a clear error", async (_, bytes, charset, detail) => {
    const answer = await sendFile(openShop(), bytes, 1_000, { charset });
    expect(answer).toMatchObject({
      ok: false,
      refusal: { code: "invalid-csv", detail: expect.stringContaining(detail) },
    });
  });

  it.each([";", ",", "\t"])("after a line that names the separator %j are read", async (separator) => {
    const shop = openShop();
    const rows = [`sep=${separator}`, ["Handle", "Title"].join(separator), ["mug", "Mug"].join(separator)];
    expect(await importFile(shop, csv(...rows))).toMatchObject({ created: 1 });
    expect(productsOf(shop)).toMatchObject({ Mug: { handle: "mug" } });
  });

  it.each([
    [";", "semicolons"],
    ["\t", "tabs"],
    [",", "commas"],
  ])("with cells between %j (%s) are read, with quotes and lines", async (separator) => {
    const shop = openShop();
    const rows = [
      ["Handle", "Title", '"Tags, or so"', "Tags", "Variant Price"],
      ["mug", `"Mug${separator} ""big"",\nround"`, "", '"a, b"', '"12,50"'],
      ["bad", 'Bro"ken', "", "", ""],
    ];
    const report = await importFile(shop, csv(...rows.map((cells) => cells.join(separator))), 3);
    expect(report).toMatchObject({ created: 1, errors: [{ line: 4, code: "invalid-csv" }] });
    expect(productsOf(shop)).toMatchObject({
      [`Mug${separator} "big",\nround`]: { tags: ["a", "b"], variants: [{ price: { amount: 1_250 } }] },
    });
  });
});
