import * as z from "zod";
import { handleSchema } from "../../../kernel/values/handle.ts";
import { idText } from "../../../kernel/values/id.ts";
import { storedLocale } from "../../../kernel/values/locale.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { contentIds } from "../ids.ts";
import { termLimits } from "../limits.ts";

/** Categories and tags both say what nodes are about. Categories also form a tree. */
export type TermKind = "contentCategory" | "tag";

export const termTranslation = z.object({
  locale: storedLocale,
  name: z.string().trim().min(1).max(termLimits.name.value),
  slug: handleSchema,
  description: z.string().max(termLimits.description.value).nullable(),
});
export type TermTranslation = z.infer<typeof termTranslation>;

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
