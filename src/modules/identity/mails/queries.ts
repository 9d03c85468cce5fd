import * as z from "zod";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok } from "../../../kernel/values/result.ts";
import type { Context } from "../../../kernel/write/command.ts";
import { mailLocale } from "../../../mails/index.ts";
import { loadSettings } from "../../tenants/index.ts";
import { type Account, readAccount } from "../accounts/account.ts";
import { tokenPurpose } from "../single-use/schema.ts";
import { accountOfToken } from "../single-use/store.ts";

const recipient = z
  .object({
    email: z.string(),
    name: z.string().nullable(),
    /** The language of the mail. */
    locale: z.string(),
    shop: z.string(),
    /** The origin of the storefront or, for the staff, of the back office. For links. */
    origin: z.string().nullable(),
    replyTo: z.string().nullable(),
  })
  .nullable();

/** Whom a mail with a token is for. Null if the token was used or replaced meanwhile, or its account is gone. */
export const readTokenRecipient = defineObjectQuery({
  name: "identity.readTokenRecipient",
  access: "tenants:read",
  internal: true,
  input: z.object({ id: z.string(), purpose: tokenPurpose }),
  output: recipient,
  run: (database, { id, purpose }, context) =>
    ok(recipientOf(database, accountOfToken(database, id, purpose, context.now), context)),
});

/** Whom a mail about an account is for. Null if the account is gone. */
export const readAccountRecipient = defineObjectQuery({
  name: "identity.readAccountRecipient",
  access: "tenants:read",
  internal: true,
  input: z.object({ accountId: z.string() }),
  output: recipient,
  run: (database, { accountId }, context) =>
    ok(recipientOf(database, readAccount(database, accountId), context)),
});

function recipientOf(
  database: TenantDatabase,
  account: Account | undefined,
  context: Context,
): z.infer<typeof recipient> {
  if (account === undefined || account.owner.person === null) return null;
  const { name: shop, corsOrigins, adminOrigin, replyTo, defaultLocale } = loadSettings(database, context);
  const [storefront = null] = corsOrigins;
  const reader =
    account.kind === "customer"
      ? { name: account.owner.person?.firstName ?? null, locale: account.owner.locale, origin: storefront }
      : { name: account.owner.person?.name ?? null, locale: null, origin: adminOrigin ?? storefront };
  return {
    email: account.owner.person.email,
    name: reader.name,
    locale: mailLocale(reader.locale, defaultLocale),
    shop,
    origin: reader.origin,
    replyTo,
  };
}
