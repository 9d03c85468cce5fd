import { ar } from "./ar.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import type { Messages } from "./messages.ts";
import { ru } from "./ru.ts";

/** The texts of each language that mails are written in. */
const catalogues = { en, de, ru, ar } as const;

export type Language = keyof typeof catalogues;

/** The texts of a language tag: `de-AT` is German. Null if there are none. */
export function languageOf(locale: string): Language | null {
  const language = locale.split("-")[0] ?? "";
  return Object.hasOwn(catalogues, language) ? (language as Language) : null;
}

/** The texts of one language, of which every one has the plural category `other`. */
export function messagesOf(language: Language): Messages<"other"> {
  return catalogues[language];
}
