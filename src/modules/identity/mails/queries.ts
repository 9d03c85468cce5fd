import { z } from "zod";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { ok } from "../../../kernel/values/result.ts";
import { tokenPurpose } from "../single-use/schema.ts";
import { accountOfToken } from "../single-use/store.ts";

/** Whom a mail is for. Null if the token in the mail was used or replaced meanwhile, or its account is gone. */
export const readRecipient = defineObjectQuery({
  name: "identity.readRecipient",
  access: "tenants:read",
  internal: true,
  input: z.object({ id: z.string(), purpose: tokenPurpose }),
  output: z.object({ email: z.string(), name: z.string().nullable() }).nullable(),
  run(database, { id, purpose }, { now }) {
    const account = accountOfToken(database, id, purpose, now);
    const person = account?.owner.person ?? null;
    if (person === null) return ok(null);
    return ok({ email: person.email, name: "firstName" in person ? person.firstName : person.name });
  },
});
