import type { SitemapUrl } from "./entries.ts";
import { entryXml, sitemapFrame } from "./xml.ts";

/** An entry with its pages. */
export interface SitemapEntry {
  readonly urls: readonly SitemapUrl[];
  readonly updatedAt: string;
}

/** What sitemaps.org allows. A sitemap that has grown since its index was read is not cut before. */
const most = { urls: 50_000, bytes: 50_000_000 };
/** Entries without a page cost reads too. */
const mostEntries = 50_000;
/** Characters that are sent at once. */
const piece = 65_536;

/** A sitemap of entries, piece by piece: no more of it is kept than one piece and one entry. */
export async function* sitemapXml(entries: AsyncIterable<SitemapEntry>): AsyncGenerator<string> {
  let text = sitemapFrame.before;
  let read = 0;
  let urls = 0;
  let bytes = sitemapFrame.before.length + sitemapFrame.after.length;
  for await (const entry of entries) {
    read += 1;
    urls += entry.urls.length;
    if (read > mostEntries || urls > most.urls) break;
    const xml = entryXml(entry.urls, entry.updatedAt);
    // URLs and languages are ASCII.
    bytes += xml.length;
    if (bytes > most.bytes) break;
    text += xml;
    if (text.length < piece) continue;
    yield text;
    text = "";
  }
  yield text + sitemapFrame.after;
}
