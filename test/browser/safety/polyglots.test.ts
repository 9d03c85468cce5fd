import { expect, it } from "vitest";
import { z } from "zod";
import { useRunning } from "../../support/e2e/home.ts";
import { ascii, concat } from "../../support/media/bytes.ts";
import { jpegWithMetadata } from "../../support/media/jpeg.ts";
import { useBrowser } from "../support/browser.ts";
import { nothing, openStage } from "../support/evasion/stage.ts";
import { openSite } from "../support/site.ts";

const running = useRunning();
const open = useBrowser();

/** A GIF whose height begins a comment of JavaScript, which its end closes. */
const gifAndScript = concat(ascii("GIF89a/*\u0001\u0000\u0000\u0000\u0000"), ascii("*/=alert(1);//;"));
const page = "<html><body><script>alert(1)</script><img src=x onerror=alert(1)></body></html>";
const zip = concat(ascii("PK\u0003\u0004"), new Uint8Array(26), ascii("PK\u0005\u0006"), new Uint8Array(18));

const files = [
  ["a GIF that is a script", gifAndScript, "a.js", "image/gif"],
  ["a JPEG that is followed by a page", concat(jpegWithMetadata(), ascii(page)), "a.html", "image/jpeg"],
  ["a PDF that is a page", ascii(`%PDF-1.7\n${page}\n%%EOF`), "a.html", "application/pdf"],
  ["a PDF that is an archive", concat(ascii("%PDF-1.7\n%%EOF\n"), zip), "a.jar", "application/pdf"],
] as const;

it.each(files)("%s is what it says first, and does nothing in a page", async (_, bytes, name, mediaType) => {
  const { platform, send, mintTenant } = running();
  const { adminKey: key } = await mintTenant();
  const headers = { "Content-Type": "application/octet-stream" };
  const sent = await send("post", `/v1/admin/media?name=${name}`, { key, headers, body: bytes });
  expect(sent.status, sent.text).toBe(201);
  const file = z.looseObject({ url: z.string(), mediaType: z.string() }).parse(sent.body);
  expect(file.mediaType).toBe(mediaType);
  const url = `${platform.url}${file.url}`;

  const stage = await openStage(open, await openSite(), platform.url);
  await stage.show([
    `<script src="${url}"></script><link rel="stylesheet" href="${url}"><script type="module" src="${url}"></script>`,
    `<img src="${url}"><object data="${url}"></object><object data="${url}" type="text/html"></object><embed src="${url}"><iframe src="${url}"></iframe>`,
  ]);
  await stage.visit(url);
  await stage.close();
  expect(stage.deeds()).toEqual(nothing);
});

it("the script in the GIF would run from anywhere else", async () => {
  const { platform } = running();
  const stage = await openStage(open, await openSite(), platform.url);
  const script = Buffer.from(gifAndScript).toString("base64");
  await stage.show([`<script src="data:text/javascript;base64,${script}"></script>`]);
  await stage.close();
  expect(stage.deeds().ran).not.toEqual([]);
});
