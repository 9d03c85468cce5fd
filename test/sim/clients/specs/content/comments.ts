import type { Dice } from "../../dice.ts";
import type { Shop } from "../../shop.ts";
import type { RequestSpec, WeightedRequest } from "../spec.ts";
import { slugOf } from "./nodes.ts";

/** What readers write on posts and report, and what moderators decide. */
export const commentRequests: readonly WeightedRequest[] = [
  [64, writeComment],
  [64, (dice, shop) => onComment(dice, shop, "approveComment")],
  [8, (dice, shop) => onComment(dice, shop, "rejectComment")],
  [16, (dice, shop) => onComment(dice, shop, "hideComment")],
  [4, (dice, shop) => onComment(dice, shop, "deleteComment")],
  [8, decideMany],
  [24, report],
];

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

function onComment(dice: Dice, shop: Shop, verb: string): RequestSpec | null {
  const comment = dice.oneOf(shop.comments);
  if (comment === undefined) return null;
  const guarded = { type: "comment", ...comment };
  return { command: `comments.${verb}`, input: { id: comment.id }, guarded };
}

function decideMany(dice: Dice, shop: Shop): RequestSpec | null {
  const items = dice.someOf(shop.comments, 4).map(({ id }) => ({
    id,
    decision: dice.oneOf(["approve", "approve", "reject", "hide"]),
  }));
  return items.length === 0 ? null : { command: "comments.decideComments", input: { items } };
}

/** Few comments are reported at a time, so that some get as many reports as bring them back to the moderators. */
function report(dice: Dice, shop: Shop): RequestSpec | null {
  const comment = dice.oneOf(shop.comments.slice(0, 3));
  if (comment === undefined) return null;
  const input = { handle: slugOf(dice), id: comment.id };
  return { command: "comments.reportPostComment", input, shopper: true };
}
