import { pickLocale } from "../../../../kernel/values/locale.ts";
import type { Promotion } from "../../../promotions/index.ts";

/** What a shopper reads: the label in the first language that the promotion has, else its name. */
export function labelOf(
  { translations, name }: Pick<Promotion, "translations" | "name">,
  locales: readonly string[],
): string {
  if (translations.length === 0) return name;
  const spoken = translations.filter(({ locale }) => locales.includes(locale));
  return pickLocale(spoken, locales)?.label ?? name;
}
