import { defineIds } from "../../kernel/values/id.ts";

/** The kinds of ids of this module. */
export const seoIds = defineIds({ redirect: "redir" });
