import * as z from "zod";
import { handleSchema } from "../../../kernel/values/handle.ts";
import { idText, opaqueId } from "../../../kernel/values/id.ts";
import { localeSchema, storedLocale } from "../../../kernel/values/locale.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { removesOnly, removesOnlyError, uniqueLocales } from "../../translations/index.ts";
import { contentIds } from "../ids.ts";
import { termLimits } from "../limits.ts";

/** Categories and tags both say what nodes are about. Categories also form a tree. */
export type TermKind = "contentCategory" | "tag";

/** What the two kinds are called. */
export const termNames = {
  contentCategory: {
    one: "ContentCategory",
    noun: "content category",
    tag: "Content categories",
    path: "/v1/admin/content-categories",
  },
  tag: { one: "Tag", noun: "tag", tag: "Tags", path: "/v1/admin/tags" },
} as const;

const fields = {
  locale: localeSchema,
  name: z.string().trim().min(1).max(termLimits.name.value),
  slug: handleSchema,
  description: z.string().max(termLimits.description.value).nullable(),
};

export const termTranslation = z.object({ ...fields, locale: storedLocale });
export type TermTranslation = z.infer<typeof termTranslation>;

const translationInput = z.strictObject({
  ...fields,
  slug: fields.slug.optional(),
  description: fields.description.optional(),
});
export type TermTranslationInput = z.infer<typeof translationInput>;

const translationPatch = translationInput
  .extend({ remove: z.literal(true).optional() })
  .partial()
  .required({ locale: true })
  .strict()
  .refine(removesOnly, removesOnlyError);
export type TermTranslationPatch = z.infer<typeof translationPatch>;

const position = z.int().min(0).max(1_000_000);
const place = { parentId: opaqueId.nullable().optional(), position: position.optional() };
const translations = uniqueLocales(translationInput, { least: 1 });
const translationsPatch = uniqueLocales(translationPatch).optional();

export const contentCategoryInput = z.strictObject({ translations, ...place });
export const contentCategoryPatch = z.strictObject({ translations: translationsPatch, ...place });
export const tagInput = z.strictObject({ translations });
export const tagPatch = z.strictObject({ translations: translationsPatch });
/** What either kind of term can have. */
export type TermInput = z.infer<typeof contentCategoryInput>;
export type TermPatch = z.infer<typeof contentCategoryPatch>;

const term = z.object({
  translations: z.array(termTranslation),
  /** Former slugs. They redirect to the current one. */
  redirects: z.array(z.object({ locale: storedLocale, slug: z.string() })),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

const contentCategory = term.extend({
  id: idText(contentIds.contentCategory),
  parentId: idText(contentIds.contentCategory).nullable(),
  /** Among its siblings. */
  position: z.int(),
});
export type ContentCategoryState = z.infer<typeof contentCategory>;

const tag = term.extend({ id: idText(contentIds.tag) });
export type TagState = z.infer<typeof tag>;

/** The states of a category and of a tag of content. */
export const termState = {
  contentCategory: defineState("contentCategory", contentCategory),
  tag: defineState("tag", tag),
} as const;

const shownTerm = {
  name: z.string(),
  slug: z.string(),
  locale: z.string(),
  availableLocales: z.array(z.string()),
  version: z.int(),
};
/** The shapes of the admin API. Only categories have a place in a tree. */
export const adminContentCategory = contentCategory.omit({ redirects: true }).extend(shownTerm);
export const adminTag = tag.omit({ redirects: true }).extend(shownTerm);
export type AdminContentCategory = z.infer<typeof adminContentCategory>;
export type AdminTag = z.infer<typeof adminTag>;

export const adminTerm = { contentCategory: adminContentCategory, tag: adminTag } as const;

/** A category or tag where a node is shown. */
export const termRef = z.object({ slug: z.string(), name: z.string() });
export type TermRef = z.infer<typeof termRef>;

/** The names of these shapes in the API. */
export const termSchemas = {
  TermTranslation: termTranslation,
  TermTranslationInput: translationInput,
  TermTranslationPatch: translationPatch,
  TermRef: termRef,
  ContentCategory: adminContentCategory,
  ContentCategoryInput: contentCategoryInput,
  ContentCategoryPatch: contentCategoryPatch,
  Tag: adminTag,
  TagInput: tagInput,
  TagPatch: tagPatch,
};
