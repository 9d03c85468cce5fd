import { describe, expect, it } from "vitest";
import * as z from "zod";
import { all, readXml, textOf } from "../../../support/xml/read-xml.ts";
import { openBlog } from "../reading/blog.ts";

const firstPage = { limit: 1, after: null, count: false };
const nasty = 'Tom & "Jerry" <b>\u0007\ud800 ]]>';
const shopText = (title: string, more: object = {}) => ({
  translations: [
    { locale: "en", title, body: 'See [us](/about?a=1&b=2) & <img src="/x.png" alt="">.', ...more },
  ],
});

async function openFeeds() {
  const blog = openBlog();
  const read = async (format: "Rss" | "Atom" | "Json", input: object = {}, locales = ["en"]) =>
    String(await blog.answer(`content.read${format}Feed`, input, { locales }));
  const rss = async (input: object = {}) => {
    const root = readXml(await read("Rss", input));
    const [channel] = all(root, "channel");
    if (channel === undefined) throw new Error("no channel");
    return { root, channel, items: all(channel, "item") };
  };
  return { ...blog, read, rss };
}

describe("feeds of posts", () => {
  it("are well-formed RSS 2.0 with what it requires", async () => {
    const feeds = await openFeeds();
    feeds.publish("Post", { ...shopText(nasty, { excerpt: nasty }), tags: ["A & B"], categories: [] });
    await feeds.deliverAll();
    const { root, channel, items } = await feeds.rss();
    expect(root.attributes.version).toBe("2.0");
    expect(textOf(channel, "title")).toBe("A shop");
    expect(textOf(channel, "link")).toMatch(/^https:\/\//);
    expect(textOf(channel, "description")).toBe("A shop");
    expect(textOf(channel, "language")).toBe("en");
    const [item] = items;
    if (item === undefined) throw new Error("no item");
    expect(textOf(item, "title")).toBe('Tom & "Jerry" <b>� ]]>');
    // Readers take it for HTML.
    expect(textOf(item, "description")).toBe("Tom &amp; &quot;Jerry&quot; &lt;b&gt;� ]]&gt;");
    expect(textOf(item, "category")).toBe("A & B");
    expect(textOf(item, "pubDate")).toMatch(
      /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$/,
    );
    expect(textOf(item, "guid")).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    );
    expect(all(item, "guid")[0]?.attributes.isPermaLink).toBe("false");
  });

  it("have links that lead somewhere outside of the shop too", async () => {
    const feeds = await openFeeds();
    feeds.publish("Post", shopText("Hello"));
    await feeds.deliverAll();
    const { items } = await feeds.rss();
    const html = textOf(items[0] ?? readXml("<x/>"), "content:encoded") ?? "";
    const origin = new URL(textOf(items[0] ?? readXml("<x/>"), "link") ?? "").origin;
    expect(html).toContain(`href="${origin}/about?a=1&amp;b=2"`);
    expect(html).not.toContain('="/');
  });

  it("change nothing that only looks like a link", async () => {
    const feeds = await openFeeds();
    const body =
      '<b title="x href=">/onmouseover="alert(1)//" </b> <code> src="</code><i title=" href=">"</i>';
    feeds.publish("Post", shopText("Hello", { body, format: "html" }));
    await feeds.deliverAll();
    const { items } = await feeds.rss();
    const html = textOf(items[0] ?? readXml("<x/>"), "content:encoded") ?? "";
    const [shown] = z
      .object({ items: z.array(z.looseObject({ slug: z.string() })) })
      .parse(JSON.parse(JSON.stringify(await feeds.answer("content.listStorePosts", firstPage)))).items;
    const { found } = z
      .object({ found: z.looseObject({ html: z.string() }) })
      .parse(await feeds.answer("content.readStorePost", { slug: shown?.slug ?? "" }));
    expect(html).toBe(found.html);
  });

  it("are well-formed Atom with what it requires", async () => {
    const feeds = await openFeeds();
    feeds.publish("Post", { ...shopText(nasty), tags: ["Garden"] });
    await feeds.deliverAll();
    const feed = readXml(await feeds.read("Atom"));
    expect(feed.attributes.xmlns).toBe("http://www.w3.org/2005/Atom");
    for (const name of ["id", "title", "updated"]) expect(textOf(feed, name), name).not.toBe("");
    expect(all(feed, "link").map(({ attributes }) => attributes.rel)).toEqual(["self", "alternate"]);
    const [entry] = all(feed, "entry");
    if (entry === undefined) throw new Error("no entry");
    const instant = z.iso.datetime();
    for (const name of ["updated", "published"]) instant.parse(textOf(entry, name));
    expect(textOf(entry, "id")).toMatch(/^urn:uuid:/);
    expect(all(entry, "content")[0]?.attributes.type).toBe("html");
    expect(all(entry, "category")[0]?.attributes).toEqual({ term: "garden", label: "Garden" });
  });

  it("are JSON Feed 1.1 with what it requires", async () => {
    const feeds = await openFeeds();
    feeds.publish("Post", { ...shopText("Hello"), tags: ["Garden"] });
    await feeds.deliverAll();
    const text = z.string().min(1);
    const feed = z
      .object({
        version: z.literal("https://jsonfeed.org/version/1.1"),
        title: text,
        home_page_url: z.url(),
        feed_url: z.url(),
        items: z.array(
          z.object({
            id: text,
            url: z.url(),
            content_html: text,
            date_published: z.iso.datetime(),
            tags: z.array(text),
          }),
        ),
      })
      .parse(JSON.parse(await feeds.read("Json")));
    expect(feed.items[0]).toMatchObject({ tags: ["Garden"] });
  });

  it("have the newest first, whether they are sticky or not, and only what is published", async () => {
    const feeds = await openFeeds();
    for (const title of ["A", "B", "C", "D"]) {
      feeds.publish("Post", { ...shopText(title), sticky: title === "B" });
      feeds.pass();
    }
    feeds.create("Post", shopText("Draft"));
    await feeds.deliverAll();
    const titles = (await feeds.rss({ limit: 3 })).items.map((item) => textOf(item, "title"));
    expect(titles).toEqual(["D", "C", "B"]);
  });

  it("take the filters of the list, and each is a feed of its own", async () => {
    const feeds = await openFeeds();
    feeds.publish("Post", { ...shopText("A"), tags: ["x"] });
    feeds.publish("Post", { ...shopText("B"), tags: ["y"] });
    await feeds.deliverAll();
    expect((await feeds.rss({ tag: ["x"] })).items.map((item) => textOf(item, "title"))).toEqual(["A"]);
    const idOf = async (input: object) => textOf(readXml(await feeds.read("Atom", input)), "id");
    expect(await idOf({ tag: ["x"] })).not.toBe(await idOf({}));
    expect(await idOf({})).toBe(await idOf({}));
  });

  it("speak the language that is asked for", async () => {
    const feeds = await openFeeds();
    const translations = ["en", "de"].map((locale) => ({
      locale,
      title: `In ${locale}`,
      body: `${locale}!`,
    }));
    feeds.publish("Post", { translations });
    await feeds.deliverAll();
    const feed = readXml(await feeds.read("Atom", {}, ["de"]));
    expect(feed.attributes["xml:lang"]).toBe("de");
    const [entry] = all(feed, "entry");
    expect(entry && [textOf(entry, "title"), textOf(entry, "content")]).toEqual(["In de", "<p>de!</p>"]);
  });

  it("keep their size: what has no room has its summary", async () => {
    const feeds = await openFeeds();
    for (const title of ["Old", "New"]) {
      feeds.publish("Post", shopText(title, { body: "word ".repeat(150_000) }));
      feeds.pass();
    }
    await feeds.deliverAll();
    const { items } = await feeds.rss();
    expect(items.map((item) => all(item, "content:encoded").length)).toEqual([1, 0]);
    expect(textOf(items[1] ?? readXml("<x/>"), "description")).toMatch(/^word word/);
  });

  it("without posts are feeds too", async () => {
    const feeds = await openFeeds();
    expect((await feeds.rss()).items).toEqual([]);
    expect(textOf(readXml(await feeds.read("Atom")), "updated")).toBe("1970-01-01T00:00:00.000Z");
  });
});
