import type { Steps } from "../steps.ts";
import { menus, pages } from "./pages.ts";
import { contentCategory, posts } from "./posts.ts";
import { commenting, reviews } from "./reviews.ts";

/** Makes the pages, the journal, the menus and the reviews of the demo shop. The goods are there already. */
export async function fillMagazine(steps: Steps): Promise<void> {
  await steps.make("content-category", "/v1/admin/content-categories", contentCategory);
  for (const { key, ...post } of posts) {
    await publish(steps, "post", key, { ...post, categories: ["journal"] });
  }
  for (const { key, ...page } of pages((step) => steps.idOf(step))) await publish(steps, "page", key, page);
  for (const { key, ...menu } of menus((step) => steps.idOf(step))) {
    await steps.make(`menu-${key}`, "/v1/admin/menus", menu);
  }
  await steps.change("/v1/admin/settings", commenting);
  for (const { key, handle, ...review } of reviews) {
    const id = await steps.makeAsGuest(`review-${key}`, `/v1/store/products/${handle}/reviews`, review);
    await steps.make(`approve-${key}`, `/v1/admin/comments/${id}/approve`, {});
  }
}

async function publish(steps: Steps, kind: "post" | "page", key: string, body: object): Promise<void> {
  const id = await steps.make(`${kind}-${key}`, `/v1/admin/${kind}s`, body);
  await steps.make(`publish-${kind}-${key}`, `/v1/admin/${kind}s/${id}/publish`, {});
}
