import { type Duration, type RenderedMail, renderMail } from "../../../mails/index.ts";
import type { TokenPurpose } from "../single-use/store.ts";

/** What a mail about an account is about. */
export type AccountMail =
  | { readonly kind: TokenPurpose; readonly token: string }
  | { readonly kind: "already-registered" };

/** Whom a mail is for, and from which shop. */
export interface MailContext {
  readonly shop: string;
  readonly name: string | null;
  /** Of `mailLocale`. */
  readonly locale: string;
  /** The storefront's origin, for links. Null if the shop has named none. */
  readonly origin: string | null;
}

/** Renders a mail about an account in the reader's language. */
export function renderAccountMail(
  mail: AccountMail,
  { locale, origin, ...about }: MailContext,
): Promise<RenderedMail> {
  if (mail.kind === "already-registered") return renderMail("alreadyRegistered", locale, about);
  const { kind, path, validFor } = tokenMails[mail.kind];
  const link = origin === null ? null : `${origin}${path}?token=${mail.token}`;
  return renderMail(kind, locale, { ...about, token: mail.token, link, validFor });
}

/** The mail that brings a token, the storefront's page that takes it, and for how long (`lifetimes`). */
const tokenMails = {
  "password-reset": {
    kind: "resetPassword",
    path: "/account/reset-password",
    validFor: [15, "minutes"],
  },
  "verify-email": { kind: "verifyEmail", path: "/account/verify-email", validFor: [24, "hours"] },
  invitation: { kind: "invitation", path: "/account/accept-invitation", validFor: [7, "days"] },
} as const satisfies Readonly<
  Record<TokenPurpose, { readonly validFor: Duration; readonly [part: string]: unknown }>
>;
