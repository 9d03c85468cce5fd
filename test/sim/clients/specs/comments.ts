import type { Dice } from "../dice.ts";
import type { Shop } from "../shop.ts";
import type { RequestSpec, WeightedRequest } from "./spec.ts";

/** Posts, what readers write on them, and what moderators decide. */
export const commentRequests: readonly WeightedRequest[] = [
  [8, () => ({ command: "tenants.changeSettings", input: { comments: "guests" } })],
  [12, createPost],
  [16, (dice, shop) => onPost(dice, shop, "publishPost")],
  [1, (dice, shop) => onPost(dice, shop, "unpublishPost")],
  [1, (dice, shop) => onPost(dice, shop, "deletePost")],
  [64, writeComment],
  [64, (dice, shop) => onComment(dice, shop, "approveComment")],
  [8, (dice, shop) => onComment(dice, shop, "rejectComment")],
  [16, (dice, shop) => onComment(dice, shop, "hideComment")],
  [4, (dice, shop) => onComment(dice, shop, "deleteComment")],
];

/** There are only a few slugs, so that a post takes the place of one that was deleted. */
const slugOf = (dice: Dice) => `post-${dice.below(3)}`;

function createPost(dice: Dice): RequestSpec {
  const translations = [{ locale: "en", title: "Post", slug: slugOf(dice), body: "Hello." }];
  return { command: "content.createPost", input: { translations } };
}

function writeComment(dice: Dice, shop: Shop): RequestSpec {
  const parent = dice.chance(0.5) ? dice.oneOf(shop.comments) : undefined;
  const input = {
    handle: slugOf(dice),
    author: { name: "Grace", email: "grace@example.com" },
    body: `Well said ${dice.below(1_000)}.`,
    ...(parent === undefined ? {} : { parentId: parent.id }),
  };
  return { command: "comments.createPostComment", input, shopper: true };
}

function onPost(dice: Dice, shop: Shop, verb: string): RequestSpec | null {
  const post = dice.oneOf(shop.posts);
  if (post === undefined) return null;
  return { command: `content.${verb}`, input: { id: post.id }, guarded: { type: "node", ...post } };
}

function onComment(dice: Dice, shop: Shop, verb: string): RequestSpec | null {
  const comment = dice.oneOf(shop.comments);
  if (comment === undefined) return null;
  const guarded = { type: "comment", ...comment };
  return { command: `comments.${verb}`, input: { id: comment.id }, guarded };
}
