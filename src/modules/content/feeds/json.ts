import type { Feed, FeedPost } from "./feed.ts";

/** A feed as JSON Feed 1.1. */
export function jsonFeedOf(feed: Feed): string {
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title,
    home_page_url: feed.homeUrl,
    feed_url: feed.selfUrl,
    language: feed.locale,
    items: feed.posts.map(itemOf),
  });
}

function itemOf(post: FeedPost) {
  return {
    id: post.id,
    url: post.url,
    title: post.title,
    // An item has to have one of the two.
    ...(post.html === null ? { content_text: post.summary } : { content_html: post.html }),
    summary: post.summary,
    date_published: post.publishedAt,
    date_modified: post.updatedAt,
    ...(post.author === null ? {} : { authors: [{ name: post.author }] }),
    tags: post.labels.map(({ name }) => name),
    language: post.locale,
  };
}
