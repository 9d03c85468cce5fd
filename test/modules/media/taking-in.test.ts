import { describe, expect, it } from "vitest";
import { fileNameOf } from "../../../src/modules/media/bytes/names.ts";
import { sentFileOf } from "../../../src/modules/media/bytes/sent-file.ts";
import { takeIn } from "../../../src/modules/media/bytes/take-in.ts";
import { ascii, concat, inChunks, joined, textOf } from "../../support/media/bytes.ts";
import { jpegWithMetadata } from "../../support/media/jpeg.ts";

const gif = concat(ascii("GIF89a"), [10, 0, 20, 0, 0, 0, 0], ascii(";"));
const pdf = ascii("%PDF-1.7\n<html><script>alert(1)</script>\n%%EOF");

async function taken(bytes: Uint8Array, name = "a", declared: string | null = null) {
  const result = await takeIn({ bytes: inChunks(bytes, 1_000), name, declared });
  if (!result.ok) return result.refusal.code;
  const { name: kept, mediaType } = result.value;
  await joined(result.value.bytes);
  return { name: kept, mediaType, ...result.value.size() };
}

describe("what a file is", () => {
  it.each([
    ["a JPEG", jpegWithMetadata(), "image/jpeg"],
    ["a GIF", gif, "image/gif"],
    ["a PDF", pdf, "application/pdf"],
    [
      "an SVG",
      ascii('<?xml version="1.0"?>\n<!-- by hand -->\n<svg viewBox="0 0 3 4"><path/></svg>'),
      "image/svg+xml",
    ],
    [
      "an MP3",
      concat(ascii("ID3"), [4, 0, 0, 0, 0, 0, 0], [0xff, 0xfb, 0x90, 0x64], new Uint8Array(500)),
      "audio/mpeg",
    ],
  ])("is found out by its content: %s", async (_, bytes, mediaType) => {
    expect(await taken(bytes)).toMatchObject({ mediaType });
  });

  it.each([
    ["HTML", ascii("<!DOCTYPE html><script>alert(1)</script>")],
    ["a program", concat(ascii("MZ"), new Uint8Array(100))],
    ["an archive", concat(ascii("PK\u0003\u0004"), new Uint8Array(100))],
    ["XML that is no SVG", ascii('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>')],
    ["JavaScript", ascii("alert(1)")],
    ["nothing", new Uint8Array(0)],
  ])("is not taken if it is %s", async (_, bytes) => {
    expect(await taken(bytes, "picture.png", null)).toBe("unsupported-media");
  });

  it("has to be what the Content-Type says, if it says something", async () => {
    expect(await taken(gif, "a.gif", "image/gif")).toMatchObject({ mediaType: "image/gif" });
    expect(await taken(jpegWithMetadata(), "a.jpg", "image/jpg")).toMatchObject({ mediaType: "image/jpeg" });
    expect(await taken(gif, "a.js", "application/javascript")).toBe("media-type-mismatch");
    expect(await taken(pdf, "a.html", "text/html")).toBe("media-type-mismatch");
  });

  it("says how large its picture is", async () => {
    expect(await taken(gif)).toMatchObject({ width: 10, height: 20 });
    expect(await taken(ascii('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 40"/>'))).toMatchObject(
      { width: 30, height: 40 },
    );
    expect(await taken(pdf)).toMatchObject({ width: null, height: null });
  });
});

describe("the name of a file", () => {
  it.each([
    ["photo.jpg", "photo.jpg"],
    ["Été à la plage.JPEG", "Été-à-la-plage.jpeg"],
    ["../../etc/passwd", "passwd.jpg"],
    [String.raw`C:\Users\ada\photo.jpg`, "photo.jpg"],
    ["photo.html", "photo.html.jpg"],
    ["photo.jpg.exe", "photo.jpg.exe.jpg"],
    ["a\u0000b\r\nc\u202egpj.jpg", "abcgpj.jpg"],
    [".htaccess", "htaccess.jpg"],
    ['x";<script>?#%.jpg', "xscript.jpg"],
    ["", "file.jpg"],
    [`${"x".repeat(300)}.jpg`, `${"x".repeat(251)}.jpg`],
  ])("%j is kept as %j", (sent, kept) => {
    expect(fileNameOf(sent, "image/jpeg")).toBe(kept);
  });
});

describe("a form", () => {
  const formOf = (...parts: readonly (readonly [string, Uint8Array])[]) => {
    const pieces = parts.flatMap(([head, bytes]) => [
      ascii(`--edge\r\n${head}\r\n\r\n`),
      bytes,
      ascii("\r\n"),
    ]);
    const body = new Blob([concat(...pieces, ascii("--edge--\r\n"))]).stream();
    return { body, contentType: "multipart/form-data; boundary=edge", name: null };
  };
  const file = 'Content-Disposition: form-data; name="file"; filename="a.gif"\r\nContent-Type: image/gif';

  it("has the file in its part `file`", async () => {
    const sent = await sentFileOf(
      formOf(['Content-Disposition: form-data; name="x"', ascii("y")], [file, gif]),
    );
    if (!sent.ok) throw new Error(sent.refusal.detail);
    expect(sent.value).toMatchObject({ name: "a.gif", declared: "image/gif" });
    expect(textOf(await joined(sent.value.bytes))).toBe(textOf(gif));
  });

  it.each([
    ["no file", [['Content-Disposition: form-data; name="file"', ascii("text")]]],
    [
      "two files",
      [
        [file, gif],
        [file, gif],
      ],
    ],
    ["a file of another name", [[file.replace('"file"', '"other"'), gif]]],
  ] as const)("is refused with %s", async (_, parts) => {
    const sent = await sentFileOf(formOf(...parts));
    expect(sent).toMatchObject({ ok: false, refusal: { code: "validation-failed" } });
  });

  it("is refused if it is cut off, has no boundary, or too large a file", async () => {
    const { body: _, ...form } = formOf([file, gif]);
    const cut = { ...form, body: new Blob([ascii(`--edge\r\n${file}\r\n\r\nGIF`)]).stream() };
    expect(await sentFileOf(cut)).toMatchObject({ ok: false, refusal: { code: "validation-failed" } });
    const unbounded = { ...formOf([file, gif]), contentType: "multipart/form-data" };
    expect(await sentFileOf(unbounded)).toMatchObject({
      ok: false,
      refusal: { code: "unsupported-media-type" },
    });
    const large = formOf([file, new Uint8Array(0)]);
    const body = new Blob([
      ascii(`--edge\r\n${file}\r\n\r\n`),
      new Uint8Array(26 * 1024 * 1024),
      ascii("\r\n--edge--\r\n"),
    ]);
    expect(await sentFileOf({ ...large, body: body.stream() })).toMatchObject({
      ok: false,
      refusal: { code: "body-too-large" },
    });
  });
});
