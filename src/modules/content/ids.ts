import { defineIds } from "../../kernel/values/id.ts";

/** Id prefixes of this module. */
export const contentIds = defineIds({ node: "node", block: "blk", contentCategory: "ccat", tag: "tag" });
