import type { Row } from "../../kernel/storage/storage.ts";
import { pickLocale } from "../../kernel/values/locale.ts";
import type { Translation } from "./schema.ts";

/** What a handle leads to: `row` is that of the read model's handles, with `locale` and `current`. */
interface Found {
  readonly handle: string;
  readonly row: Row;
  readonly translations: readonly Pick<Translation, "locale" | "handle">[];
  /** The languages to serve, most preferred first. */
  readonly served: readonly string[];
}

/**
 * The handle that a handle redirects to. Null if it leads to the resource itself. Former handles redirect, and those of
 * languages that aren't served.
 */
export function movedHandle({ handle, row, translations, served }: Found): string | null {
  const locale = String(row.locale);
  const isServed = served.includes(locale);
  const target = pickLocale(translations, isServed ? [locale, ...served] : served);
  if (target === undefined) throw new Error("a resource has no translation");
  if (row.current === 1 && (isServed || target.locale === locale)) return null;
  // A former handle can be the current one in another language.
  return target.handle === handle ? null : target.handle;
}
