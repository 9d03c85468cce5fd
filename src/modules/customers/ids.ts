import { defineIds } from "../../kernel/values/id.ts";

/** Id prefixes of this module. */
export const customerIds = defineIds({ customer: "cus", customerGroup: "cgr", customerAddress: "addr" });
