import { defineIds } from "../../kernel/values/id.ts";

/** Id prefixes of this module. */
export const contentIds = defineIds({ node: "node", contentCategory: "ccat", tag: "tag" });
