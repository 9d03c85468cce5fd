import { oneOf, type Random } from "../../driver/random.ts";
import { alsoHeader, type Shot, withHeader } from "../../driver/request.ts";
import type { Generator } from "../attack.ts";
import { allTexts } from "./texts.ts";

type Change = (shot: Shot, body: string, random: Random) => Shot;

const withType = (shot: Shot, type: string): Shot => withHeader(shot, "Content-Type", type);
const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))));

/** The same body in another form, or half of it, or under another name. */
const changes: Readonly<Record<string, Change>> = {
  "cut off": (shot, body, random) => ({ ...shot, body: body.slice(0, Math.floor(random() * body.length)) }),
  "something behind it": (shot, body) => ({ ...shot, body: `${body}{}` }),
  "a BOM before it": (shot, body) => ({ ...shot, body: `\ufeff${body}` }),
  "in UTF-16": (shot, body) => ({ ...shot, body: Buffer.from(`\ufeff${body}`, "utf16le") }),
  "no UTF-8 in it": (shot, body) => ({ ...shot, body: bytes(body.slice(0, -1), [0xff, 0xfe], "}") }),
  "an overlong slash in it": (shot, body) => ({ ...shot, body: bytes(body.slice(0, -2), [0xc0, 0xaf], "}") }),
  "a NUL before it": (shot, body) => ({ ...shot, body: `\u0000${body}` }),
  "spaces of 900 kB before it": (shot, body) => ({ ...shot, body: " ".repeat(900_000) + body }),
  "as a form": (shot) =>
    withType({ ...shot, body: "a=1&a=2&__proto__[x]=1" }, "application/x-www-form-urlencoded"),
  "as XML with an entity": (shot) =>
    withType(
      { ...shot, body: '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>' },
      "application/xml",
    ),
  "as multipart": (shot, body) =>
    withType(
      { ...shot, body: `--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n${body}\r\n--x--` },
      "multipart/form-data; boundary=x",
    ),
  "as plain text": (shot) => withType(shot, "text/plain"),
  "as JSON of another charset": (shot) => withType(shot, "application/json; charset=utf-7"),
  "as two media types": (shot) => withType(shot, "text/plain, application/json"),
  "as JSON in capital letters": (shot) => withType(shot, "APPLICATION/JSON"),
  "as a patch": (shot) => withType(shot, "application/json-patch+json"),
  "a media type with a script": (shot) => withType(shot, 'application/json; charset="<script>"'),
  "without a media type": (shot) => withHeader(shot, "Content-Type", undefined),
  "two media types": (shot) => alsoHeader(shot, ["Content-Type", "text/plain"]),
  "said to be gzip": (shot) => alsoHeader(shot, ["Content-Encoding", "gzip"]),
  "said to be of many encodings": (shot) => alsoHeader(shot, ["Content-Encoding", "gzip, br, identity, x"]),
  "a list of it": (shot, body) => ({ ...shot, body: `[${body}]` }),
  "a text of it": (shot, body) => ({ ...shot, body: JSON.stringify(body) }),
  "with comments": (shot, body) => ({ ...shot, body: `/* x */${body}// x` }),
  nothing: (shot) => ({ ...shot, body: "" }),
};

/** Bodies that are not what their headers say, or not whole. */
export const wholeBodies: Generator = {
  kind: "bodies in another form",
  weight: 3,
  make({ base }, random) {
    if (typeof base.body !== "string") return null;
    const what = oneOf(Object.keys(changes), random);
    const change = changes[what];
    return change === undefined ? null : { kind: this.kind, what, shot: change(base, base.body, random) };
  },
};

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** Files whose cells are hostile, or whose rows are not what the header says. */
export const files: Generator = {
  kind: "files with hostile cells",
  weight: 25,
  make({ base, operation }, random) {
    if (!operation.takesFile || typeof base.body !== "string") return null;
    const cell = () => quoted(oneOf(allTexts, random));
    const [header = "", row = ""] = base.body.split("\n");
    const columns = header.split(",");
    const line = () => columns.map((_, index) => (random() < 0.5 ? cell() : row.split(",")[index])).join(",");
    const forms: readonly (readonly [string, () => string])[] = [
      ["hostile cells", () => `${header}\n${line()}\n${line()}\n`],
      ["hostile columns", () => `${header},${cell()},__proto__,constructor\n${line()},${cell()},x,y\n`],
      ["too many cells", () => `${header}\n${line()},${"x,".repeat(200)}\n`],
      ["an open quote", () => `${header}\n"${row}\n`],
      ["no header", () => `${cell()}\n${cell()}\n`],
      ["tabs and semicolons", () => `${header.replaceAll(",", ";")}\n${line().replaceAll(",", ";")}\n`],
      ["columns twice", () => `${header},${header}\n${line()},${line()}\n`],
    ];
    const [what, write] = oneOf(forms, random);
    return { kind: this.kind, what, shot: { ...base, body: write() } };
  },
};
