import { z } from "zod";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { ok } from "../../../kernel/values/result.ts";
import { readAccount } from "../accounts/account.ts";
import { tokenPurpose } from "../single-use/schema.ts";
import { accountOfToken } from "../single-use/store.ts";

/** Whom a mail is for. Null if the account is gone, or if the token in the mail was used or replaced meanwhile. */
export const readRecipient = defineObjectQuery({
  name: "identity.readRecipient",
  access: "tenants:read",
  internal: true,
  input: z.object({
    accountId: z.string(),
    token: z.object({ id: z.string(), purpose: tokenPurpose }).nullable(),
  }),
  output: z.object({ email: z.string(), name: z.string().nullable() }).nullable(),
  run(database, { accountId, token }, { now }) {
    const account =
      token === null
        ? readAccount(database, accountId)
        : accountOfToken(database, token.id, token.purpose, now);
    const person = account?.owner.person ?? null;
    if (person === null) return ok(null);
    return ok({ email: person.email, name: "firstName" in person ? person.firstName : person.name });
  },
});
