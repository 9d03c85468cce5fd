import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { eventually } from "../../support/e2e/eventually.ts";
import { useRunning } from "../../support/e2e/home.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import { useBrowser } from "../support/browser.ts";
import { feedPaths, writeLinks, writePosts } from "../support/evasion/content.ts";
import { evasions } from "../support/evasion/html.ts";
import { evasiveLinks } from "../support/evasion/links.ts";
import { placeOrders, uploadFiles, writeComments, writeProducts } from "../support/evasion/shop.ts";
import { linked, shownOf } from "../support/evasion/shown.ts";
import { inPage, nothing, openStage, type Stage } from "../support/evasion/stage.ts";
import { type Writer, writerOf } from "../support/evasion/writers.ts";
import { openSite } from "../support/site.ts";

const running = useRunning();
const open = useBrowser();

/** HTML and Markdown that lead to addresses. */
const leading = evasiveLinks.map(
  (url) =>
    `<a href="${url}">x</a><img src="${url}"> [x](${url}) [x](<${url}>) ![x](${url}) <${url}>\n\n[x]\n\n[x]: ${url}`,
);
// NUL is refused in every text.
const texts = [...evasions, ...leading].filter((text) => !text.includes("\0"));

let site: string;
let shop: MintedTenant;
let writer: Writer;
let posts: readonly unknown[];
let products: readonly unknown[];

beforeAll(async () => {
  site = await openSite();
  const { mintTenant, send } = running();
  shop = await mintTenant({ locales: ["en", "de", "fr", "es"], name: "<img src=x onerror=alert(1)>" });
  writer = writerOf(send, shop);
  await writer.write("patch", "/v1/admin/settings", { comments: "guests" });
  posts = await writePosts(writer, texts);
  products = await writeProducts(writer, texts, evasiveLinks);
});

/** What happens in a storefront of another origin. */
async function deedsOf(act: (stage: Stage) => Promise<void>) {
  const stage = await openStage(open, site, running().platform.url);
  await act(stage);
  await stage.close();
  return stage.deeds();
}

/** What answers do in a page that shows their HTML and follows their addresses. */
function deedsOfAnswers(answers: readonly unknown[]) {
  const { html, links } = shownOf(answers);
  return deedsOf(({ show }) => show([...html, linked(links)]));
}

describe("words that nobody has cleaned", () => {
  it.each([
    ["<script>alert('XSS')</script>", "ran"],
    ["<img src=x onerror=alert(1)>", "ran"],
    ["<svg/onload=alert('XSS')>", "ran"],
    ["<a href='jav\tascript:alert(1)'>x</a>", "ran"],
    ["<b onmouseover=alert(1)>x</b>", "ran"],
    ["<form action='javascript:alert(1)'><button>x</button></form>", "ran"],
    ["<iframe srcdoc='<script>alert(1)</script>'></iframe>", "ran"],
    [linked(['/x"><svg/onload=alert(1)>']), "ran"],
    ["<script src=//other.example/xss.js></script>", "asked"],
    ["<link rel=stylesheet href=https://other.example/xss.css>", "asked"],
    ["<iframe src=https://other.example/></iframe>", "led"],
  ] as const)("%s is seen to do what it is for", async (html, deed) => {
    const deeds = await deedsOf(({ show }) => show([html]));
    expect(deeds[deed]).not.toEqual([]);
  });
});

describe("words that somebody has written to run a script do nothing", () => {
  it("in posts of every format, blocks, previews and search", async () => {
    expect(shownOf(posts).html.size).toBeGreaterThan(texts.length);
    expect(await deedsOfAnswers(posts)).toEqual(nothing);
  });

  it("as addresses in blocks, menus, redirects and what search engines are told", async () => {
    const answers = await writeLinks(writer, evasiveLinks);
    expect(shownOf(answers).links.size).toBeGreaterThan(10);
    expect(await deedsOfAnswers(answers)).toEqual(nothing);
  });

  it("in products and collections, as their descriptions and images", async () => {
    expect(shownOf(products).html.size).toBeGreaterThan(evasions.length / 2);
    expect(await deedsOfAnswers(products)).toEqual(nothing);
  });

  it("in comments, reviews and the names of their authors", async () => {
    const answers = await writeComments(writer, texts);
    expect(shownOf(answers).html.size).toBeGreaterThan(texts.length / 2);
    expect(await deedsOfAnswers(answers)).toEqual(nothing);
  });

  it("in feeds, for whoever opens them and for whoever reads them", async () => {
    const feeds = await Promise.all(feedPaths.map(async (path) => writer.read(path)));
    const deeds = await deedsOf(async ({ page, show, visit }) => {
      await page.goto(site);
      const html = await Promise.all(
        feeds.map(({ text, body }) =>
          body === undefined ? page.evaluate<string[]>(inPage("htmlOfFeed", text)) : [],
        ),
      );
      expect(html.flat().length).toBeGreaterThan(texts.length);
      await show([...new Set(html.flat())]);
      for (const path of feedPaths.slice(0, 3)) await visit(own(path));
    });
    expect(deeds).toEqual(nothing);
    expect(await deedsOfAnswers(feeds.map(({ body }) => body))).toEqual(nothing);
  });

  it("in drawings and the names of files, which are embedded or opened by themselves", async () => {
    const urls = (await uploadFiles(writer, texts)).map(({ url }) => `${running().platform.url}${url}`);
    const drawings = urls.filter((url) => url.endsWith("/drawing.svg"));
    const urlByText = new Map<string, string>();
    for (const url of drawings) urlByText.set(await (await fetch(url)).text(), url);
    const different = [...urlByText.values()];
    const embedded = different.map(
      (url) =>
        `<img src="${url}"><object data="${url}"></object><embed src="${url}"><iframe src="${url}"></iframe><svg><use href="${url}#x"/></svg>`,
    );
    expect(drawings.length).toBeGreaterThan(10);
    const deeds = await deedsOf(async ({ show, visit }) => {
      await show([...urlByText.keys(), ...embedded, linked(urls)]);
      for (const url of different) await visit(url);
    });
    expect(deeds).toEqual(nothing);
  });

  it("in mails, as names of a shop, of products and of people", async () => {
    const orders = await placeOrders(writer, shop, texts, products);
    const mails = z.object({ items: z.array(z.looseObject({ id: z.string() })) });
    const { items } = await eventually(
      20_000,
      async () => mails.parse((await writer.send("get", "/v1/ops/mailbox", { key: shop.adminKey })).body),
      (sent) => sent.items.length >= orders,
    );
    const shown = await Promise.all(
      items.map(({ id }) =>
        writer.send("get", `/v1/ops/mailbox/${encodeURIComponent(id)}`, { key: shop.adminKey }),
      ),
    );
    expect(shown.map(({ text }) => text).join()).toContain("&lt;img");
    expect(await deedsOf(({ show }) => show(shown.map(({ text }) => text)))).toEqual(nothing);
  });

  it("in answers that are opened by themselves, and in what those say of a request", async () => {
    const word = encodeURIComponent("<img src=x onerror=alert(1)>");
    const paths = [
      ...["/v1/store/posts/evasion-0", "/v1/store/products/evasion-0", "/v1/store/menus/header"],
      ...["/v1/store/robots.txt", "/v1/store/sitemap.xml", "/v1/store/sitemaps/posts.xml"],
      ...[`/v1/store/posts/${word}`, `/v1/store/posts?locale=${word}`, `/v1/store/search?q=${word}`],
      ...[`/v1/store/preview/${word}`, `/media/${word}/${word}/${word}`, `/problems/${word}`, `/${word}`],
    ];
    const deeds = await deedsOf(async ({ visit }) => {
      for (const path of paths) await visit(own(path));
    });
    expect(deeds).toEqual(nothing);
  });
});

/** A path under the tenant's own host. */
const own = (path: string) => `http://${shop.slug}.localhost:${running().platform.port}${path}`;
