import {
  invitation,
  passwordChanged,
  resetPassword,
  verifyEmail,
  webhookPaused,
} from "./content/accounts.ts";
import type { Content } from "./content/blocks.ts";
import { orderConfirmation, orderRefunded, orderShipped } from "./content/orders.ts";
import { languageFor, type WrittenIn } from "./language.ts";
import { htmlOf } from "./output/html.ts";
import { textOf } from "./output/text.ts";

/** A mail in one language, for a `Mailer`. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly locale: string;
}

const contents = {
  orderConfirmation,
  orderShipped,
  orderRefunded,
  verifyEmail,
  resetPassword,
  invitation,
  passwordChanged,
  webhookPaused,
} as const;

/** The kinds of mail. */
export type MailKind = keyof typeof contents;

/** What a kind of mail shows. */
export type MailData<Kind extends MailKind> = Parameters<(typeof contents)[Kind]>[0];

/** Renders a mail, as text and as HTML from the same data. `locale` is of `mailLocale`. */
export async function renderMail<Kind extends MailKind>(
  kind: Kind,
  locale: string,
  data: MailData<Kind>,
): Promise<RenderedMail> {
  const language = languageFor(locale);
  // Each function takes the data of its own kind, which the compiler can't tell for a kind that it doesn't know.
  const write = contents[kind] as (data: MailData<Kind>, language: WrittenIn) => Content;
  const { subject, blocks } = write(data, language);
  const line = oneLine(subject);
  return {
    subject: line,
    text: textOf(blocks, data.shop, language),
    html: await htmlOf({ subject: line, blocks }, data.shop, language),
    locale: language.locale,
  };
}

/** A header field has one line, whatever is in the name of a shop. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}

export { type Duration, mailLocale } from "./language.ts";
