import { defineIds } from "../../kernel/values/id.ts";

/** Id prefixes of this module. */
export const menuIds = defineIds({ menu: "menu" });
