import { defineReaction } from "../../../kernel/delivery/reaction.ts";
import { renderMail } from "../../../mails/index.ts";
import {
  customerUpdated,
  emailVerificationRequested,
  passwordResetRequested,
} from "../../customers/index.ts";
import type { TokenPurpose } from "../single-use/schema.ts";
import { singleUseToken } from "../single-use/token-format.ts";
import { userInvited, userResetRequested, userUpdated } from "../users/events.ts";
import { readAccountRecipient, readTokenRecipient } from "./queries.ts";
import { renderTokenMail } from "./render.ts";

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
  async react({ type, data: { tokenId } }, { ask, mail, signer, tenantId, idempotencyKey }) {
    const purpose = purposeByEvent[type];
    if (purpose === undefined) throw new Error(`${type} has no mail`);
    const read = await ask(readTokenRecipient, { id: tokenId, purpose });
    if (!read.ok) throw new Error(read.refusal.detail);
    if (read.value === null) return [];
    const { email, replyTo, ...context } = read.value;
    const token = await singleUseToken(signer, tenantId, purpose, tokenId);
    const rendered = await renderTokenMail(purpose, token, context);
    await mail.send({ to: email, ...rendered, replyTo: replyTo ?? undefined, idempotencyKey });
    return [];
  },
});

interface PasswordChange {
  readonly passwordChangedAt?: string | null | undefined;
  readonly status?: string | undefined;
}

/** Tells the owner of an account that its password was changed, in case somebody else has done it. */
export const mailPasswordChanges = defineReaction<PasswordChange>({
  name: "identity.password-mails",
  consumes: [customerUpdated, userUpdated],
  key: ({ aggregate }) => aggregate.id,
  async react({ aggregate, data }, { ask, mail, idempotencyKey }) {
    const { passwordChangedAt: changedAt = null, status } = data;
    // Who accepts an invitation chooses the first password.
    if (changedAt === null || status !== undefined) return [];
    const read = await ask(readAccountRecipient, { accountId: aggregate.id });
    if (!read.ok) throw new Error(read.refusal.detail);
    if (read.value === null) return [];
    const { email, name, locale, shop, replyTo } = read.value;
    const rendered = await renderMail("passwordChanged", locale, { shop, name, changedAt });
    await mail.send({ to: email, ...rendered, replyTo: replyTo ?? undefined, idempotencyKey });
    return [];
  },
});
