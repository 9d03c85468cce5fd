import { defineIds } from "../../kernel/values/id.ts";

/** The id prefixes of the module. */
export const inventoryIds = defineIds({ location: "loc" });
