import { z } from "zod";
import { forEach, type Writer } from "./writers.ts";

const locales = { en: "html", de: "markdown", fr: "plain", es: "json" } as const;
const groups = 12;

const line = (text: string, most: number) => text.trim().slice(0, most) || "x";

/** Posts with a text in every place that takes one, and their previews. Answers what the store says of them. */
export async function writePosts(writer: Writer, texts: readonly string[]): Promise<unknown[]> {
  const previews = await forEach(texts, async (text, index) => {
    const made = await writer.write("post", "/v1/admin/posts", postOf(text, index));
    const path = `/v1/admin/posts/${writer.idOf(made)}`;
    const link = await writer.write("post", `${path}/preview-links`, {});
    const { url } = z.object({ url: z.string() }).loose().parse(link.body);
    const { body } = await writer.read(new URL(url).pathname);
    return { body, token: await writer.publish("/v1/admin/posts", made) };
  });
  const wanted = texts.flatMap((_, index) =>
    Object.keys(locales).map((locale) => `/v1/store/posts/evasion-${index}?locale=${locale}`),
  );
  const last = previews.at(-1)?.token;
  const read = await forEach([...wanted, "/v1/store/search?q=alert&limit=50"], (path) =>
    writer.read(path, last),
  );
  return [...previews, ...read].map(({ body }) => body);
}

function postOf(text: string, index: number) {
  const title = line(text, 255);
  return {
    translations: Object.entries(locales).map(([locale, format]) => ({
      ...{ locale, format, title, body: text, excerpt: text },
      slug: `evasion-${index}`,
      seo: { title: line(text, 500), description: text, openGraph: { description: text } },
    })),
    tags: [`Group ${index % groups}`, line(text, 50)],
    metadata: { text },
    template: null,
    blocks: blocksOf(text),
  };
}

/** Other blocks have plain texts, and addresses. */
function blocksOf(text: string) {
  return [
    { type: "html", data: { html: text } },
    ...["markdown", "html", "plain"].map((format) => ({ type: "text", data: { body: text, format } })),
  ];
}

/** Paths of feeds that have all of the posts. */
export const feedPaths = Array.from({ length: groups }, (_, group) =>
  ["feed.xml", "atom.xml", "feed.json"].map((file) => `/v1/store/posts/${file}?tag=group-${group}`),
).flat();

/** Pages that lead to an address in every place that takes one. Answers the store's answers for what was taken. */
export async function writeLinks(writer: Writer, links: readonly string[]): Promise<unknown[]> {
  const wanted = links.flatMap((url, at) =>
    blocksWith(url).map((block, kind) => ({ block, name: `${at}-${kind}` })),
  );
  const pages = await forEach(wanted, async ({ block, name }) => {
    const slug = `links-${name}`;
    const body = { translations: [{ locale: "en", title: "Links", slug }], blocks: [block] };
    const made = await writer.attempt("post", "/v1/admin/pages", body);
    if (made === null) return null;
    const token = await writer.publish("/v1/admin/pages", made);
    return (await writer.read(`/v1/store/pages/${slug}`, token)).body;
  });
  return [...pages, ...(await writeSeo(writer, links)), ...(await writeMenus(writer, links))];
}

function blocksWith(url: string) {
  const image = { url, alt: "x" };
  return [
    { type: "hero", data: { title: "x", image, cta: { label: "x", url } } },
    { type: "image", data: { url: "/x", link: url } },
    { type: "gallery", data: { images: [image] } },
    { type: "video", data: { url, poster: url } },
  ];
}

function writeSeo(writer: Writer, links: readonly string[]): Promise<unknown[]> {
  return forEach(links, async (url, at) => {
    const slug = `seo-${at}`;
    const seo = { canonical: url, openGraph: { image: url } };
    const body = { translations: [{ locale: "en", title: "Seo", slug, seo }] };
    const made = await writer.attempt("post", "/v1/admin/posts", body);
    if (made === null) return null;
    const token = await writer.publish("/v1/admin/posts", made);
    return (await writer.read(`/v1/store/posts/${slug}`, token)).body;
  });
}

async function writeMenus(writer: Writer, links: readonly string[]): Promise<unknown[]> {
  const items = (url: string) => [{ translations: [{ locale: "en", title: url.trim() || "x" }], url }];
  const path = "/v1/admin/menus";
  const menu = writer.idOf(await writer.write("post", path, { name: "x", location: "header", items: [] }));
  const taken: string[] = [];
  for (const url of links)
    if ((await writer.attempt("patch", `${path}/${menu}`, { items: items(url) })) !== null) taken.push(url);
  const all = await writer.write("patch", `${path}/${menu}`, { items: taken.flatMap(items) });
  const token = { "Consistency-Token": all.headers.get("Consistency-Token") ?? "" };
  const redirects = await forEach(links, async (to, at) => {
    const from = `/from-${at}`;
    const made = await writer.attempt("post", "/v1/admin/redirects", { from, to });
    if (made === null) return null;
    const now = { "Consistency-Token": made.headers.get("Consistency-Token") ?? "" };
    return (await writer.read(`/v1/store/redirects?path=${from}`, now)).body;
  });
  return [(await writer.read("/v1/store/menus/header", token)).body, ...redirects];
}
