import { defineIds } from "../../kernel/values/id.ts";

/** Id prefixes of this module. An upload has the id that its file will have. */
export const mediaIds = defineIds({ media: "med" });
