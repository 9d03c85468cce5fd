import * as z from "zod";
import { handleSchema } from "../../../kernel/values/handle.ts";
import { localeSchema, storedLocale } from "../../../kernel/values/locale.ts";
import { removesOnly, removesOnlyError, seo, uniqueLocales } from "../../translations/index.ts";
import { nodeLimits } from "../limits.ts";

/** What a body is written in. It is stored as it was sent, and sanitized where it is rendered. */
export const bodyFormat = z.enum(["markdown", "html", "plain", "json"]);
export type BodyFormat = z.infer<typeof bodyFormat>;

/** The same as that of products, under a name of its own. */
export const contentSeo = seo.extend({});

const fields = {
  locale: localeSchema,
  title: z.string().trim().min(1).max(nodeLimits.title.value),
  slug: handleSchema,
  excerpt: z.string().max(nodeLimits.excerpt.value).nullable(),
  body: z.string().max(nodeLimits.body.value).nullable(),
  format: bodyFormat,
  seo: contentSeo.nullable(),
};

/** A translation as it is stored, always with a slug. */
export const nodeTranslation = z.object({ ...fields, locale: storedLocale });
export type NodeTranslation = z.infer<typeof nodeTranslation>;

/** A translation in an event. The state beside it has the body. */
export const translationHead = nodeTranslation.omit({ body: true });

export const nodeTranslationInput = z.strictObject({
  ...fields,
  slug: fields.slug.optional(),
  excerpt: fields.excerpt.optional(),
  body: fields.body.optional(),
  format: bodyFormat.optional(),
  seo: fields.seo.optional(),
});
export type NodeTranslationInput = z.infer<typeof nodeTranslationInput>;

export const nodeTranslationPatch = nodeTranslationInput
  .extend({ remove: z.literal(true).optional() })
  .partial()
  .required({ locale: true })
  .strict()
  .refine(removesOnly, removesOnlyError);
export type NodeTranslationPatch = z.infer<typeof nodeTranslationPatch>;

/** At least one translation, one per locale. */
export const nodeTranslationsInput = uniqueLocales(nodeTranslationInput, { least: 1 });
/** Merged by locale. For an existing locale, only the changed fields are required. */
export const nodeTranslationsPatch = uniqueLocales(nodeTranslationPatch);
