import { type Currency, formatMoney } from "../../../../../kernel/values/money.ts";
import { labelOf } from "../label.ts";
import type { PromotionOutcome, Unmet } from "../outcome.ts";
import { ar } from "./ar.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import type { PromotionMessages } from "./messages.ts";
import { ru } from "./ru.ts";

/** Who reads it. */
export interface Reader {
  /** The language of the sentence. One without texts is English. */
  readonly locale: string;
  /** The languages of labels, most preferred first. */
  readonly locales: readonly string[];
}

/** Says in a sentence what a promotion took off, or why it did not. */
export function explain(outcome: PromotionOutcome, currency: Currency, reader: Reader): string {
  const { messages, locale } = languageOf(reader.locale);
  const { promotion, reason, amount, unmet, other } = outcome;
  const otherLabel = other === null ? "" : labelOf(other, reader.locales);
  switch (reason) {
    case "applied":
      return messages.applied(amount === null ? "" : formatMoney(amount, locale));
    case "not-active":
      return messages.notActive;
    case "not-started":
      return messages.notStarted(dateOf(promotion.startsAt, locale));
    case "ended":
      return messages.ended;
    case "no-code":
      return messages.noCode;
    case "used-up":
      return messages.usedUp;
    case "budget-spent": {
      const { budget } = promotion.limits;
      if (budget !== null && budget.currency !== currency) return messages.otherCurrency(budget.currency);
      return messages.budgetSpent(budget === null ? "" : formatMoney(budget, locale));
    }
    case "excluded":
      return messages.excluded(otherLabel);
    case "does-not-stack":
      return messages.doesNotStack(otherLabel);
    case "nothing-to-discount":
      return messages.nothingToDiscount;
    case "condition-not-met":
      return unmet === null ? messages.nothingToDiscount : unmetSentence(unmet, currency, messages, locale);
  }
}

/** A sentence about a code without a promotion. */
export function sentence(kind: "unknown" | "used" | "unused", locale: string): string {
  return languageOf(locale).messages[kind];
}

const languages: ReadonlyMap<string, PromotionMessages> = new Map([
  ["en", en],
  ["de", de],
  ["ru", ru],
  ["ar", ar],
]);

function languageOf(locale: string): { readonly messages: PromotionMessages; readonly locale: string } {
  const messages = languages.get(locale.split("-")[0] ?? "");
  return messages === undefined ? { messages: en, locale: "en" } : { messages, locale };
}

function unmetSentence(
  { condition, present }: Unmet,
  currency: Currency,
  messages: PromotionMessages,
  locale: string,
): string {
  switch (condition.kind) {
    case "subtotal":
      if (condition.min.currency !== currency) return messages.otherCurrency(condition.min.currency);
      return messages.subtotal(
        formatMoney(condition.min, locale),
        formatMoney({ amount: Number(present ?? 0), currency }, locale),
      );
    case "quantity":
      return messages.quantity(numberOf(condition.min, locale), numberOf(Number(present ?? 0), locale));
    case "contains":
      return messages.contains;
    case "country":
      return present === null ? messages.noCountry : messages.country(countryOf(String(present), locale));
    case "customerGroup":
      return messages.customerGroup;
    case "firstOrder":
      return present === null ? messages.noCustomer : messages.firstOrder;
    case "weekday":
      return messages.weekday(daysOf(condition.in, locale));
  }
}

function numberOf(count: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(count);
}

function countryOf(code: string, locale: string): string {
  return new Intl.DisplayNames(locale, { type: "region" }).of(code) ?? code;
}

function dateOf(instant: string | null, locale: string): string {
  if (instant === null) return "";
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(instant));
}

/** Names of weekdays: 1 is Monday. */
function daysOf(days: readonly number[], locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  // The first of January 2024 was a Monday.
  const names = days.toSorted((a, b) => a - b).map((day) => format.format(Date.UTC(2024, 0, day)));
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(names);
}
