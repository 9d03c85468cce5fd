import * as z from "zod";
import { opaqueId } from "../../../kernel/values/id.ts";
import { promotionLimits } from "../limits.ts";

const most = promotionLimits.names.value;
const ids = z.array(opaqueId).min(1).max(most).optional();
const texts = z.array(z.string().trim().min(1).max(255)).min(1).max(most).optional();

const lists = {
  products: ids.describe("Ids of products."),
  variants: ids.describe("Ids of variants."),
  collections: ids.describe("Ids of collections."),
  categories: ids.describe("Ids of categories. What is in a category below one of them matches too."),
  tags: texts,
  vendors: texts,
};

const listed = z.strictObject(lists);

/**
 * Which lines of a basket something is about: those that any of the lists has. Without a list, all. What `exclude` matches is
 * left out.
 */
export const selector = z.strictObject({
  ...lists,
  exclude: listed.optional().describe("What is left out."),
});
export type Selector = z.infer<typeof selector>;
