import * as z from "zod";
import { richTextLimits } from "./limits.ts";
import { cleanOrIssue } from "./rich-text.ts";

/** Translations, one for each locale, with sanitized descriptions. Their size is checked before any is sanitized. */
export function translationList<Item extends Translated>(item: z.ZodType<Item>, { least = 0 } = {}) {
  return uniqueLocales(item, { least })
    .refine((items) => lengthOf(items) <= longest.value, {
      message: `has descriptions of more than ${longest.value} characters together`,
      params: { code: "too-big" },
      abort: true,
    })
    .transform((items, context) =>
      items.map((one, index) =>
        typeof one.description === "string"
          ? { ...one, description: cleanOrIssue(one.description, [index, "description"], context) }
          : one,
      ),
    );
}

/** Translations, one for each locale. */
export function uniqueLocales<Item extends { readonly locale: string }>(
  item: z.ZodType<Item>,
  { least = 0 } = {},
) {
  return z
    .array(item)
    .min(least)
    .max(50)
    .refine(localesDiffer, { message: "has a duplicate locale", abort: true });
}

function lengthOf(items: readonly Translated[]): number {
  return items.reduce((sum, { description }) => sum + (description?.length ?? 0), 0);
}

interface Translated {
  readonly locale: string;
  readonly description?: string | null | undefined;
}

const { descriptions: longest } = richTextLimits;

/** Whether every locale occurs once. */
function localesDiffer(items: readonly { readonly locale: string }[]): boolean {
  return new Set(items.map(({ locale }) => locale)).size === items.length;
}
