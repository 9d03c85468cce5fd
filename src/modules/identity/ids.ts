import { defineIds } from "../../kernel/values/id.ts";

/** Id prefixes of this module. */
export const identityIds = defineIds({
  user: "user",
  session: "ses",
  singleUseToken: "tok",
  passkey: "pkey",
});
