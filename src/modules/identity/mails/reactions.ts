import { z } from "zod";
import { defineReaction, type ReactionTools } from "../../../kernel/delivery/reaction.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { ok } from "../../../kernel/values/result.ts";
import { mailLocale } from "../../../mails/index.ts";
import {
  emailVerificationRequested,
  passwordResetRequested,
  registrationRepeated,
} from "../../customers/index.ts";
import { settingsOfTenant } from "../../tenants/index.ts";
import { readAccount } from "../accounts/account.ts";
import type { TokenPurpose } from "../single-use/store.ts";
import { accountOfToken } from "../single-use/store.ts";
import { singleUseToken } from "../single-use/token-format.ts";
import { userInvited, userResetRequested } from "../users/events.ts";
import { type AccountMail, renderAccountMail } from "./render.ts";

const purposeByEvent: Readonly<Record<string, TokenPurpose>> = {
  [passwordResetRequested.type]: "password-reset",
  [userResetRequested.type]: "password-reset",
  [emailVerificationRequested.type]: "verify-email",
  [userInvited.type]: "invitation",
};

const withTokens = [passwordResetRequested, userResetRequested, emailVerificationRequested, userInvited];

/** Whom a mail is for. Null if the account is gone, or if the token in the mail was used or replaced meanwhile. */
export const readRecipient = defineObjectQuery({
  name: "identity.readRecipient",
  access: "tenants:read",
  internal: true,
  input: z.object({
    accountId: z.string(),
    token: z
      .object({ id: z.string(), purpose: z.enum(["password-reset", "verify-email", "invitation"]) })
      .nullable(),
  }),
  output: z
    .object({ email: z.string(), name: z.string().nullable(), locale: z.string().nullable() })
    .nullable(),
  run(database, { accountId, token }, { now }) {
    const account =
      token === null
        ? readAccount(database, accountId)
        : accountOfToken(database, token.id, token.purpose, now);
    const person = account?.owner.person ?? null;
    if (person === null) return ok(null);
    const locale = account?.kind === "customer" ? account.owner.locale : null;
    return ok({ email: person.email, name: "firstName" in person ? person.firstName : person.name, locale });
  },
});

/** Sends the mails that have a token. The token is made when the mail is sent, so no event and no table has it. */
export const mailTokens = defineReaction({
  name: "identity.token-mails",
  consumes: withTokens,
  key: ({ aggregate }) => aggregate.id,
  async react({ type, aggregate, data: { tokenId } }, tools) {
    const purpose = purposeByEvent[type];
    if (purpose === undefined) throw new Error(`${type} has no mail`);
    const token = await singleUseToken(tools.signer, tools.tenantId, purpose, tokenId);
    await send(aggregate.id, { kind: purpose, token }, { id: tokenId, purpose }, tools);
    return [];
  },
});

/** Tells a customer that somebody tried to register with its e-mail address. */
export const mailNotices = defineReaction({
  name: "identity.notices",
  consumes: [registrationRepeated],
  key: ({ aggregate }) => aggregate.id,
  async react({ aggregate }, tools) {
    await send(aggregate.id, { kind: "already-registered" }, null, tools);
    return [];
  },
});

async function send(
  accountId: string,
  mail: AccountMail,
  token: { readonly id: string; readonly purpose: TokenPurpose } | null,
  tools: ReactionTools,
): Promise<void> {
  const recipient = await tools.ask(readRecipient, { accountId, token });
  if (!recipient.ok) throw new Error(recipient.refusal.detail);
  if (recipient.value === null) return;
  const settings = await tools.ask(settingsOfTenant, {});
  if (!settings.ok) throw new Error(settings.refusal.detail);
  const { name: shop, corsOrigins, defaultLocale } = settings.value;
  const { email, name, locale } = recipient.value;
  const reader = { shop, name, locale: mailLocale(locale, defaultLocale), origin: corsOrigins[0] ?? null };
  const rendered = await renderAccountMail(mail, reader);
  await tools.mail.send({ to: email, ...rendered, idempotencyKey: tools.idempotencyKey });
}
