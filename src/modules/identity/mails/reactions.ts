import { defineReaction } from "../../../kernel/delivery/reaction.ts";
import { emailVerificationRequested, passwordResetRequested } from "../../customers/index.ts";
import { settingsOfTenant } from "../../tenants/index.ts";
import type { TokenPurpose } from "../single-use/schema.ts";
import { singleUseToken } from "../single-use/token-format.ts";
import { userInvited, userResetRequested } from "../users/events.ts";
import { readRecipient } from "./queries.ts";
import { renderAccountMail } from "./render.ts";

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
  async react({ type, data: { tokenId, expiresAt } }, { ask, mail, signer, tenantId, idempotencyKey }) {
    const purpose = purposeByEvent[type];
    if (purpose === undefined) throw new Error(`${type} has no mail`);
    const recipient = await ask(readRecipient, { id: tokenId, purpose });
    if (!recipient.ok) throw new Error(recipient.refusal.detail);
    if (recipient.value === null) return [];
    const settings = await ask(settingsOfTenant, {});
    if (!settings.ok) throw new Error(settings.refusal.detail);
    const { name: shopName, corsOrigins } = settings.value;
    const { email, name } = recipient.value;
    const token = await singleUseToken(signer, tenantId, purpose, tokenId);
    const context = { name, shopName, origin: corsOrigins[0] ?? null };
    const rendered = renderAccountMail({ kind: purpose, token, expiresAt }, context);
    await mail.send({ to: email, ...rendered, idempotencyKey });
    return [];
  },
});
