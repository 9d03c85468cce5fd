import type { TokenPurpose } from "../single-use/schema.ts";

/** What a mail about an account is about. */
export interface AccountMail {
  readonly kind: TokenPurpose;
  readonly token: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}

/** Whom a mail is for, and from which shop. */
export interface MailContext {
  readonly name: string | null;
  readonly shopName: string;
  /** The storefront's origin, for links. Null if the shop has named none. */
  readonly origin: string | null;
}

/** Renders a mail about an account: plain text, in English. */
export function renderAccountMail(mail: AccountMail, { name, shopName, origin }: MailContext) {
  const { subject, text } = textOf(mail);
  const blocks = [name === null ? "Hello," : `Hello ${name},`, text, linkTo(mail, origin), shopName];
  return { subject: `${subject} – ${shopName}`, text: `${blocks.join("\n\n")}\n` };
}

function textOf({ kind }: AccountMail): { readonly subject: string; readonly text: string } {
  switch (kind) {
    case "password-reset":
      return {
        subject: "Reset your password",
        text: "Somebody asked to reset the password of your account. If it was you, choose a new one within 15 minutes. If not, do nothing: your password stays as it is.",
      };
    case "verify-email":
      return {
        subject: "Confirm your e-mail address",
        text: "Please confirm that this is your e-mail address.",
      };
    case "invitation":
      return {
        subject: "You are invited",
        text: "You are invited to work in our shop. Accept the invitation within seven days, and choose a password.",
      };
  }
}

const pathByKind = {
  "password-reset": "/account/reset-password",
  "verify-email": "/account/verify-email",
  invitation: "/account/accept-invitation",
} as const;

function linkTo({ kind, token }: AccountMail, origin: string | null): string {
  return origin === null ? `Your code:\n${token}` : `${origin}${pathByKind[kind]}?token=${token}`;
}
