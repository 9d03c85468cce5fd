import { html } from "hono/html";
import { xmlText } from "../../../kernel/text/xml.ts";
import type { Feed, FeedPost } from "./feed.ts";

type Xml = ReturnType<typeof html>;

/** A feed as RSS 2.0, with what most readers know beside it: whole texts, names of authors, and where the feed is. */
export function rssOf(feed: Feed): string {
  return document(html`<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${xmlText(feed.title)}</title>
<link>${feed.homeUrl}</link>
<description>${xmlText(feed.title)}</description>
<language>${feed.locale}</language>
<lastBuildDate>${rfc822(feed.updatedAt)}</lastBuildDate>
<atom:link href="${feed.selfUrl}" rel="self" type="application/rss+xml" />
${feed.posts.map(rssItem)}</channel>
</rss>`);
}

function rssItem(post: FeedPost): Xml {
  return html`<item>
<title>${xmlText(post.title)}</title>
<link>${post.url}</link>
<guid isPermaLink="false">${post.id}</guid>
<pubDate>${rfc822(post.publishedAt)}</pubDate>
${element(
  post.author,
  (author) => html`<dc:creator>${author}</dc:creator>
`,
)}${post.labels.map(
  ({ name }) => html`<category>${xmlText(name)}</category>
`,
)}<description>${asHtml(post.summary)}</description>
${element(
  post.html,
  (text) => html`<content:encoded>${text}</content:encoded>
`,
)}</item>
`;
}

/** Readers take a description for HTML, and this one is plain text. */
function asHtml(text: string): string {
  return String(html`${xmlText(text)}`);
}

/** A feed as Atom (RFC 4287). */
export function atomOf(feed: Feed): string {
  return document(html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.locale}">
<id>${feed.id}</id>
<title>${xmlText(feed.title)}</title>
<updated>${feed.updatedAt}</updated>
<author><name>${xmlText(feed.title)}</name></author>
<link rel="self" type="application/atom+xml" href="${feed.selfUrl}" />
<link rel="alternate" type="text/html" href="${feed.homeUrl}" />
${feed.posts.map(atomEntry)}</feed>`);
}

function atomEntry(post: FeedPost): Xml {
  return html`<entry xml:lang="${post.locale}">
<id>${post.id}</id>
<title>${xmlText(post.title)}</title>
<link rel="alternate" type="text/html" href="${post.url}" />
<published>${post.publishedAt}</published>
<updated>${post.updatedAt}</updated>
${element(
  post.author,
  (author) => html`<author><name>${author}</name></author>
`,
)}${post.labels.map(
  ({ slug, name }) => html`<category term="${slug}" label="${xmlText(name)}" />
`,
)}<summary>${xmlText(post.summary)}</summary>
${element(
  post.html,
  (text) => html`<content type="html">${text}</content>
`,
)}</entry>
`;
}

function element(text: string | null, show: (text: string) => Xml): Xml | string {
  const clean = text === null ? "" : xmlText(text);
  return clean === "" ? "" : show(clean);
}

function document(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${String(root)}\n`;
}

function rfc822(instant: string): string {
  return new Date(instant).toUTCString();
}
