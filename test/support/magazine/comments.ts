import { expect } from "vitest";
import { z } from "zod";
import { commentIds } from "../../../src/modules/comments/index.ts";
import { idFor } from "../../../src/modules/wordpress/plan/ids.ts";
import type { MintedTenant } from "../http/minting.ts";
import { accountOf, type Send } from "../http/sender.ts";
import { reviewExamples, reviewThings } from "../till/reviews.ts";
import { item, wxr } from "../wordpress/wxr.ts";
import { contentThings } from "./content.ts";

const written = z.looseObject({ id: z.string(), status: z.string() });

/** A comment by the tenant's customer on a post that is published, as it is shown. Answers its id. */
async function commentShown(send: Send, tenant: MintedTenant, slug: string): Promise<string> {
  const body = { author: { name: "Ada" }, body: "A lamp for every evening." };
  const path = `/v1/store/posts/${slug}/comments`;
  const answer = await send("post", path, { key: accountOf(tenant), body });
  expect(answer.status, answer.text).toBe(201);
  const { id, status } = written.parse(answer.body);
  if (status === "pending") {
    const approved = await send("post", `/v1/admin/comments/${id}/approve`, { key: tenant.adminKey });
    expect(approved.status, approved.text).toBe(200);
  }
  return id;
}

/** A comment that is shown, and that its author may still change. Answers the post's slug and its id. */
async function makeComment(send: Send, tenant: MintedTenant): Promise<string> {
  const slug = await contentThings["/v1/store/posts"](send, tenant);
  return `${slug} ${await commentShown(send, tenant, slug)}`;
}

/** A page with a comment, as an import brings them. Answers the page's slug and the id of the comment. */
async function makePageComment(send: Send, tenant: MintedTenant): Promise<string> {
  const slug = "about-our-lamps";
  // The import derives ids from it: those of two tenants differ.
  const guid = `https://${tenant.slug}.example/${slug}`;
  const fields = { title: "About our lamps", guid, "wp:post_name": slug, "wp:post_type": "page" };
  const words = { author: "Grace", content: "Since when?", approved: "1", id: "1" };
  const said = Object.entries(words).map(
    ([name, text]) => `<wp:comment_${name}>${text}</wp:comment_${name}>\n`,
  );
  const body = wxr([item(fields, `<wp:comment>\n${said.join("")}</wp:comment>\n`)]);
  const path = "/v1/admin/imports/wordpress";
  const headers = { "Content-Type": "application/xml" };
  const answer = await send("post", path, { key: tenant.adminKey, headers, body });
  expect(answer.status, answer.text).toBe(200);
  return `${slug} ${await idFor(commentIds.comment, `wordpress comment ${guid} 1`)}`;
}

/** A comment on a post that is there, one on a page, and what the paths under them name. */
export async function commentNamed(send: Send, tenant: MintedTenant, slug: string) {
  return {
    "/v1/store/posts/{slug}/comments/{id}": `${slug} ${await commentShown(send, tenant, slug)}`,
    "/v1/store/pages/{slug}/comments/{id}": await makePageComment(send, tenant),
  };
}

/** How to make what paths of reviews and of comments on posts name. */
export const commentThings = {
  ...reviewThings,
  "/v1/store/posts/{slug}/comments/{id}": makeComment,
  "/v1/store/posts/{slug}/comments/{id}/replies": makeComment,
  "/v1/store/posts/{slug}/comments/{id}/report": makeComment,
  "/v1/store/pages/{slug}/comments/{id}/replies": makePageComment,
};

/** Valid requests of their routes. */
export const commentExamples = {
  ...reviewExamples,
  "post /v1/store/posts/{slug}/comments": () => ({
    body: { author: { name: "Ada" }, body: "A lamp for every evening.\n\nWhere is the one of the picture?" },
  }),
  "patch /v1/store/posts/{slug}/comments/{id}": () => ({ body: { body: "A lamp for every evening." } }),
};
