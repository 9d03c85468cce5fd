import * as z from "zod";
import { encodedAddress } from "../../kernel/text/link.ts";
import { handleSchema } from "../../kernel/values/handle.ts";
import { localeSchema, storedLocale } from "../../kernel/values/locale.ts";
import { richTextLimits } from "./limits.ts";
import { translationList } from "./list.ts";
import { htmlInput } from "./rich-text.ts";

export const title = z.string().trim().min(1).max(500);

const seoText = { title: z.string().max(500).optional(), description: z.string().max(5_000).optional() };
const webUrl = z
  .url({ protocol: /^https?$/ })
  .overwrite(encodedAddress)
  .max(2_048);

/** What search engines and social networks are told of a page. */
export const seo = z.strictObject({
  ...seoText,
  canonical: webUrl.optional(),
  noIndex: z.boolean().optional(),
  openGraph: z
    .strictObject({ ...seoText, image: webUrl.optional(), type: z.string().max(64).optional() })
    .optional(),
});

/** The same as older versions of events and states have it. */
export const firstSeo = z.strictObject(seoText);

const translationFields = {
  locale: localeSchema,
  title,
  subtitle: z.string().max(500).nullable(),
  handle: handleSchema,
  description: z.string().max(richTextLimits.description.value).nullable(),
  seo: seo.nullable(),
};

export const translationInput = z.strictObject({
  ...translationFields,
  subtitle: translationFields.subtitle.optional(),
  handle: handleSchema.optional(),
  description: htmlInput.optional(),
  seo: translationFields.seo.optional(),
});
export type TranslationInput = z.infer<typeof translationInput>;

/** At least one translation, one per locale. */
export const translationsInput = translationList(translationInput, { least: 1 });
/** The fields of a translation's patch. Whoever takes some away refines the rest as below. */
export const translationPatchFields = translationInput
  .extend({ remove: z.literal(true).optional() })
  .partial()
  .required({ locale: true })
  .strict();
export const removesOnlyError = "has other fields beside `remove`";
const translationPatch = translationPatchFields.refine(removesOnly, removesOnlyError);
/** Merged by locale. For an existing locale, only the changed fields are required. */
export const translationsPatch = translationList(translationPatch);
export type TranslationPatch = z.infer<typeof translationsPatch>[number];

/** Whether a patch that removes a translation has nothing else than its locale. */
export function removesOnly({ locale: _, remove, ...others }: Readonly<Record<string, unknown>>): boolean {
  return remove === undefined || Object.values(others).every((value) => value === undefined);
}

/** A translation as it is stored, always with a handle. */
export const translation = z.object({ ...translationFields, locale: storedLocale });
export type Translation = z.infer<typeof translation>;

/** A translation as older versions of events and states have it. */
export const firstTranslation = translation.extend({ seo: firstSeo.nullable() });

/** The languages of removed translations, in an event. */
export const removedLocales = z.array(storedLocale).optional();

/** The names of these shapes in the API. */
export const translationSchemas = {
  Seo: seo,
  Translation: translation,
  TranslationInput: translationInput,
  TranslationPatch: translationPatch,
};
