import { type Duration, type RenderedMail, renderMail } from "../../../mails/index.ts";
import type { TokenPurpose } from "../single-use/schema.ts";

/** Whom a mail is for, and from which shop. */
export interface MailContext {
  readonly shop: string;
  readonly name: string | null;
  /** Of `mailLocale`. */
  readonly locale: string;
  /** The origin of the storefront or of the back office, for links. Null if the shop has named none. */
  readonly origin: string | null;
}

/** Renders the mail that brings a token, in the reader's language. */
export function renderTokenMail(
  purpose: TokenPurpose,
  token: string,
  { locale, origin, ...about }: MailContext,
): Promise<RenderedMail> {
  const { kind, path, validFor } = tokenMails[purpose];
  const link = origin === null ? null : `${origin}${path}?token=${token}`;
  return renderMail(kind, locale, { ...about, token, link, validFor });
}

/** The storefront's page that takes each token, and for how long (`lifetimes`). */
const tokenMails = {
  "password-reset": { kind: "resetPassword", path: "/account/reset-password", validFor: [15, "minutes"] },
  "verify-email": { kind: "verifyEmail", path: "/account/verify-email", validFor: [24, "hours"] },
  invitation: { kind: "invitation", path: "/account/accept-invitation", validFor: [7, "days"] },
} as const satisfies Readonly<
  Record<TokenPurpose, { readonly validFor: Duration; readonly [part: string]: unknown }>
>;
