import { defineIds } from "../../kernel/values/id.ts";

/** The kinds of ids that the module gives out. */
export const checkoutIds = defineIds({ cart: "crt" });
