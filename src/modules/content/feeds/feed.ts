/** What a feed says, whatever its format. All URLs are absolute, and all times RFC 3339. */
export interface Feed {
  /** Stays the same for good, and no other feed has it. */
  readonly id: string;
  readonly title: string;
  readonly locale: string;
  readonly homeUrl: string;
  /** Where the feed itself is. */
  readonly selfUrl: string;
  /** When one of its posts has last changed. */
  readonly updatedAt: string;
  readonly posts: readonly FeedPost[];
}

export interface FeedPost {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly locale: string;
  readonly summary: string;
  /** Null if the feed has no room for it. */
  readonly html: string | null;
  readonly author: string | null;
  readonly labels: readonly { readonly slug: string; readonly name: string }[];
  readonly publishedAt: string;
  readonly updatedAt: string;
}

export const feedFormats = ["rss", "atom", "json"] as const;
export type FeedFormat = (typeof feedFormats)[number];

/** The media type and the last part of the path of each format. */
export const feedForms: Readonly<
  Record<FeedFormat, { readonly mediaType: string; readonly file: string; readonly title: string }>
> = {
  rss: { mediaType: "application/rss+xml", file: "feed.xml", title: "RSS 2.0" },
  atom: { mediaType: "application/atom+xml", file: "atom.xml", title: "Atom" },
  json: { mediaType: "application/feed+json", file: "feed.json", title: "JSON Feed 1.1" },
};
