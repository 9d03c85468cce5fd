import { defineIds } from "../../kernel/values/id.ts";

/** Id prefixes of this module. */
export const accessIds = defineIds({ apiKey: "key", role: "role", registeredQuery: "query" });
