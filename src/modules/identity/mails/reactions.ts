import { defineReaction, type ReactionTools } from "../../../kernel/delivery/reaction.ts";
import {
  emailVerificationRequested,
  passwordResetRequested,
  registrationRepeated,
} from "../../customers/index.ts";
import { settingsOfTenant } from "../../tenants/index.ts";
import type { TokenPurpose } from "../single-use/schema.ts";
import { singleUseToken } from "../single-use/token-format.ts";
import { userInvited, userResetRequested } from "../users/events.ts";
import { readRecipient } from "./queries.ts";
import { type AccountMail, renderAccountMail } from "./render.ts";

const purposeByEvent: Readonly<Record<string, TokenPurpose>> = {
  [passwordResetRequested.type]: "password-reset",
  [userResetRequested.type]: "password-reset",
  [emailVerificationRequested.type]: "verify-email",
  [userInvited.type]: "invitation",
};

const withTokens = [passwordResetRequested, userResetRequested, emailVerificationRequested, userInvited];

/** Sends the mails that have a token. The token is made when the mail is sent, so no event and no table has it. */
export const mailTokens = defineReaction({
  name: "identity.token-mails",
  consumes: withTokens,
  key: ({ aggregate }) => aggregate.id,
  async react({ type, aggregate, data: { tokenId, expiresAt } }, tools) {
    const purpose = purposeByEvent[type];
    if (purpose === undefined) throw new Error(`${type} has no mail`);
    const token = await singleUseToken(tools.signer, tools.tenantId, purpose, tokenId);
    await send(aggregate.id, { kind: purpose, token, expiresAt }, { id: tokenId, purpose }, tools);
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
  const { name: shopName, corsOrigins } = settings.value;
  const { email, name } = recipient.value;
  const rendered = renderAccountMail(mail, { name, shopName, origin: corsOrigins[0] ?? null });
  await tools.mail.send({ to: email, ...rendered, idempotencyKey: tools.idempotencyKey });
}
