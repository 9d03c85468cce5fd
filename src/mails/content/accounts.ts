import type { Duration, WrittenIn } from "../language.ts";
import type { Block, Content } from "./blocks.ts";

interface AboutAccount {
  readonly shop: string;
  /** The reader's name, if it is known. */
  readonly name: string | null;
}

/** A mail with a token that works once: the page that takes it, or null if there is none and the token is entered by hand. */
export interface TokenMail extends AboutAccount {
  readonly token: string;
  readonly link: string | null;
  readonly validFor: Duration;
}

export interface PasswordChanged extends AboutAccount {
  readonly changedAt: string;
}

/** An endpoint that the platform has paused. */
export interface WebhookPaused extends AboutAccount {
  readonly url: string;
  /** Whether its receiver has said that it is gone. Otherwise it has failed for days. */
  readonly isGone: boolean;
}

export function webhookPaused({ shop, name, url, isGone }: WebhookPaused, language: WrittenIn): Content {
  const { greeting, webhookPaused: own } = language.messages;
  const texts = [greeting(name), isGone ? own.gone(url) : own.failing(url), own.advice];
  return {
    subject: ofShop(own, { shop }).subject,
    blocks: texts.map((text) => ({ kind: "paragraph", text })),
  };
}

export function verifyEmail(data: TokenMail, language: WrittenIn): Content {
  return withToken(data, language, ofShop(language.messages.verifyEmail, data));
}

export function resetPassword(data: TokenMail, language: WrittenIn): Content {
  return withToken(data, language, ofShop(language.messages.resetPassword, data));
}

export function invitation(data: TokenMail, language: WrittenIn): Content {
  const { subject, opening, action } = language.messages.invitation;
  return withToken(data, language, { subject: subject(data.shop), opening: opening(data.shop), action });
}

export function passwordChanged({ shop, name, changedAt }: PasswordChanged, language: WrittenIn): Content {
  const { greeting, passwordChanged: own } = language.messages;
  const texts = [greeting(name), own.opening(language.date(changedAt, "exact")), own.advice];
  return {
    subject: ofShop(own, { shop }).subject,
    blocks: texts.map((text) => ({ kind: "paragraph", text })),
  };
}

/** The invitation names the shop in its own words. The other subjects end with it. */
function ofShop<Texts extends { readonly subject: string }>(
  texts: Texts,
  { shop }: Pick<AboutAccount, "shop">,
): Texts {
  return { ...texts, subject: `${texts.subject} – ${shop}` };
}

function withToken(
  { name, token, link, validFor }: TokenMail,
  { messages, duration }: WrittenIn,
  {
    subject,
    opening,
    action,
  }: { readonly subject: string; readonly opening: string; readonly action: string },
): Content {
  const { orOpen, code } = messages;
  const blocks: readonly Block[] = [
    { kind: "paragraph", text: messages.greeting(name) },
    { kind: "paragraph", text: opening },
    { kind: "action", label: action, link: isWebAddress(link) ? link : null, orOpen, code, token },
    { kind: "paragraph", text: messages.validFor(duration(validFor)) },
    { kind: "paragraph", text: messages.ignore },
  ];
  return { subject, blocks };
}

/** A page that a tenant has configured may be anything, but a link in a mail is a page. */
function isWebAddress(link: string | null): boolean {
  return link !== null && /^https?:\/\//.test(link);
}
