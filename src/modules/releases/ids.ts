import { defineIds } from "../../kernel/values/id.ts";

/** Id prefixes of this module. */
export const releaseIds = defineIds({ release: "rel" });
