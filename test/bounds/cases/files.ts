import type { Route } from "../../../src/kernel/api/route.ts";
import { hostileHtml } from "../contents/texts.ts";
import { bytesOf, type Case, nameOf, plainRequest } from "./case.ts";

const mebibyte = 1024 * 1024;

const productHeader =
  "Handle,Title,Body (HTML),Tags,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src";
const inventoryHeader = "Handle,Title,Option1 Name,Option1 Value,SKU,Location,On hand (new)";

/** A file that could be expensive to read: one row as often as it fits. */
interface HostileFile {
  readonly name: string;
  readonly head?: string;
  readonly row: (index: number) => string;
  readonly tail?: string;
}

const hostileFiles: readonly HostileFile[] = [
  {
    name: "products",
    row: (index) => `p${index},Product,<p>Text</p>,a,Title,Default Title,S${index},1.00,\n`,
  },
  { name: "one product", row: (index) => `p,Product,,,Size,${index},S${index},1.00,\n` },
  { name: "rows of one cell", row: () => "a\n" },
  { name: "rows without a handle", row: () => ",a\n" },
  { name: "empty rows", row: () => "\n" },
  { name: "rows of commas", row: () => `${",".repeat(200)}\n` },
  { name: "one row of commas", row: () => "," },
  { name: "one cell", row: () => "a" },
  { name: "one quoted cell", head: '"', row: () => "a", tail: '"\n' },
  { name: "a quote that is never closed", head: 'p,"', row: (index) => `a,${index}\n` },
  { name: "a quote in a cell that is never closed", head: 'p,"', row: () => '""' },
  { name: "quoted line breaks", head: 'p,"', row: () => "\r\n", tail: '"\n' },
  { name: "doubled quotes", head: 'p,"', row: () => '""', tail: '"\n' },
  { name: "misplaced quotes", row: () => 'a"b,"c"d\n' },
  { name: "quotes between commas", head: "p,", row: () => '"a",' },
  { name: "many different handles", row: (index) => `${index.toString(36)}\n` },
  { name: "equal handles apart", row: (index) => `${index % 2 === 0 ? "a" : "b"},T\n` },
  { name: "long handles", row: (index) => `${"a-".repeat(500)}${index},T\n` },
  { name: "tags", head: "p,T,,", row: (index) => `t${index};`, tail: "\n" },
  { name: "quoted tags", head: 'p,T,,"', row: (index) => `t${index}, `, tail: '"\n' },
  { name: "decimal digits", head: "p,T,,,Title,Default Title,S,", row: () => "1", tail: "\n" },
  { name: "replacement characters", row: (index) => `p${index},\ufffd\n` },
  { name: "one cell of replacement characters", head: "p,", row: () => "\ufffd" },
  { name: "unusable images", row: (index) => `p${Math.floor(index / 240)},T,,,,,,,no${index}\n` },
  {
    name: "unusable images and options",
    row: (index) => `p${Math.floor(index / 240)},T,,,Size,${index},S${index},1,no${index}\n`,
  },
  {
    name: "handles of symbols",
    row: (index) => `${String.fromCodePoint(0x1f300 + (index % 700))}${index},T\n`,
  },
  { name: "images", row: (index) => `p,T,,,,,,,https://a.example/${index}\n` },
  { name: "stock", row: (index) => `p,T,Size,${index},S${index},Main,1\n` },
  { name: "stock without SKUs", row: (index) => `p${index},T,Size,M,,Main,1\n` },
  { name: "stock at unknown locations", row: (index) => `p,T,Size,M,S,L${index},1\n` },
  ...hostileHtml.map(
    ({ name, of }): HostileFile => ({
      name: `HTML: ${name}`,
      row: (index) => `p${index},T,"${of(90_000, (part) => part.length).replaceAll('"', '""')}"\n`,
    }),
  ),
];

const hostileHeaders: readonly HostileFile[] = [
  { name: "many columns", head: "", row: (index) => `${index},` },
  { name: "many equal columns", head: "", row: () => "Handle," },
  { name: "a long column name", head: "", row: () => "a" },
];

/** Every kind of file, for routes that take one. */
export function fileCases(route: Route): readonly Case[] {
  const { upload } = route;
  if (upload === undefined) return [];
  const header = route.path.includes("inventory") ? inventoryHeader : productHeader;
  const caseOf = (place: string, { name, head = "", row, tail = "" }: HostileFile): Case => ({
    operation: nameOf(route),
    place,
    content: name,
    alike: `${nameOf(route)} ${place} ${name}`,
    first: mebibyte / 16,
    limit: mebibyte,
    request: (bytes) => {
      const rows: string[] = [];
      for (let index = 0, room = bytes - head.length - tail.length; ; index += 1) {
        const next = row(index);
        room -= Buffer.byteLength(next);
        if (room < 0) break;
        rows.push(next);
      }
      const body = bytesOf(head + rows.join("") + tail);
      return {
        ...plainRequest(route),
        headers: { "Content-Type": upload.mediaType },
        body,
        bytes: body.length,
      };
    },
  });
  return [
    ...hostileFiles.map((file) => caseOf("file", { ...file, head: `${header}\n${file.head ?? ""}` })),
    ...hostileHeaders.map((file) =>
      caseOf("file/header", { ...file, tail: `\n${",".repeat(header.split(",").length)}\n` }),
    ),
  ];
}
