import { formatMoney, type Money } from "../kernel/values/money.ts";
import { type Language, languageOf, messagesOf } from "./messages/catalogues.ts";
import type { Forms, Messages } from "./messages/messages.ts";

const duration = { minutes: "minute", hours: "hour", days: "day" } as const;

/** How long something is valid. */
export type Duration = readonly [amount: number, unit: keyof typeof duration];

/** A language to write a mail in: its texts, and how it writes money, dates and numbers. */
export interface WrittenIn {
  /** The language tag, such as `ar-EG`. */
  readonly locale: string;
  readonly direction: "ltr" | "rtl";
  readonly messages: Messages<"other">;
  readonly money: (amount: Money) => string;
  /** `long`: the day. `exact`: with the time, in UTC. */
  readonly date: (instant: string, length: "long" | "exact") => string;
  readonly count: (count: number, forms: Forms<"other">) => string;
  readonly duration: (length: Duration) => string;
  readonly country: (code: string) => string;
}

/** The language tag of a mail: the reader's, else the tenant's, else English. A region is kept for numbers and dates. */
export function mailLocale(reader: string | null, tenantDefault: string): string {
  return [reader ?? "", tenantDefault].find((locale) => languageOf(locale) !== null) ?? "en";
}

/** The language of a tag. One without texts is English. */
export function languageFor(tag: string): WrittenIn {
  const language: Language = languageOf(tag) ?? "en";
  const locale = languageOf(tag) === null ? "en" : tag;
  const direction = language === "ar" ? "rtl" : "ltr";
  return {
    locale,
    direction,
    messages: messagesOf(language),
    // Without the mark, a right-to-left line would show the sign on the other side of its letters: `$US`.
    money: (amount) => formatMoney(amount, locale).replace(/\$$/, direction === "rtl" ? "$&\u200e" : "$&"),
    date: (instant, length) =>
      new Intl.DateTimeFormat(locale, {
        dateStyle: "long",
        timeZone: "UTC",
        ...(length === "exact" ? ({ timeStyle: "long" } as const) : {}),
      }).format(new Date(instant)),
    count(count, forms) {
      const byCategory: Partial<Record<Intl.LDMLPluralRule, string>> = forms;
      const form = byCategory[new Intl.PluralRules(locale).select(count)] ?? forms.other;
      return form.replace("#", new Intl.NumberFormat(locale).format(count));
    },
    duration: ([amount, unit]) =>
      new Intl.NumberFormat(locale, { style: "unit", unit: duration[unit], unitDisplay: "long" }).format(
        amount,
      ),
    country: (code) => new Intl.DisplayNames(locale, { type: "region" }).of(code) ?? code,
  };
}
