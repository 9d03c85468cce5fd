import * as z from "zod";
import { idText, opaqueId } from "../../kernel/values/id.ts";
import { storedLocale } from "../../kernel/values/locale.ts";
import { defineState, type StateDefinition } from "../../kernel/write/state.ts";
import { catalogueIds } from "../catalogue/ids.ts";
import { structuredData } from "../structured-data/index.ts";
import {
  firstSeo,
  removesOnly,
  removesOnlyError,
  seo,
  translationInput as textInput,
  translationList,
  translationPatchFields,
} from "../translations/index.ts";
import { groupLimits } from "./limits.ts";

/** Collections and categories both group products under a title. Categories also form a tree. */
export type GroupKind = "collection" | "category";

/** What the two kinds are called in the API's names. */
export const groupNames = {
  collection: { one: "Collection", many: "Collections" },
  category: { one: "Category", many: "Categories" },
} as const;

const translationInput = textInput.omit({ subtitle: true });
const translations = translationList(translationInput, { least: 1 });
const translationPatch = translationPatchFields
  .omit({ subtitle: true })
  .refine(removesOnly, removesOnlyError);
const translationsPatch = translationList(translationPatch);

/** The order in which the store lists a collection's products, unless the request has another one. */
export const collectionSort = z.enum(["manual", "newest", "title", "price"]);
export type CollectionSort = z.infer<typeof collectionSort>;

export const collectionInput = z.strictObject({ translations, sort: collectionSort.optional() });
export const categoryInput = z.strictObject({ translations, parentId: opaqueId.nullable().optional() });
/** What either kind of group can have. */
export const groupInput = categoryInput.extend(collectionInput.shape);
export type GroupInput = z.infer<typeof groupInput>;

export const collectionPatch = z.strictObject({
  translations: translationsPatch.optional(),
  sort: collectionSort.optional(),
});
export const categoryPatch = z.strictObject({
  translations: translationsPatch.optional(),
  parentId: opaqueId.nullable().optional(),
});
export const groupPatch = categoryPatch.extend(collectionPatch.shape);
export type GroupPatch = z.infer<typeof groupPatch>;

export const membersInput = z.strictObject({
  productIds: z
    .array(opaqueId)
    .max(groupLimits.products.value)
    .refine((ids) => new Set(ids).size === ids.length, "has a duplicate product"),
});

export const memberInput = z.strictObject({
  /** From 0. A product that is in the group already is moved. Without a position, a new product is the last. */
  position: z.int().min(0).max(groupLimits.products.value).optional(),
});

export const groupTranslation = z.object({
  locale: storedLocale,
  title: z.string(),
  handle: z.string(),
  description: z.string().nullable(),
  seo: seo.nullable(),
});
export type GroupTranslation = z.infer<typeof groupTranslation>;

/** The same as older versions of events and states have it. */
export const firstGroupTranslation = groupTranslation.extend({ seo: firstSeo.nullable() });

const firstGroup = z.object({
  id: z.union([idText(catalogueIds.collection), idText(catalogueIds.category)]),
  kind: z.enum(["collection", "category"]),
  parentId: idText(catalogueIds.category).nullable(),
  translations: z.array(firstGroupTranslation),
  redirects: z.array(z.object({ locale: storedLocale, handle: z.string() })),
  /** In the order that staff chose. */
  productIds: z.array(idText(catalogueIds.product)),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
const group = firstGroup.extend({ translations: z.array(groupTranslation) });
/** Categories have no order of their own: one lists the products of its descendants too. */
export type GroupState = z.infer<typeof group> & { readonly sort?: CollectionSort | undefined };

const sorted = { sort: collectionSort };
/**
 * Version 2 of a collection's state adds its sort order. Its version 3, and version 2 of a category, add what search engines are told
 * beside title and description.
 */
const collection: StateDefinition<GroupState> = defineState("collection", firstGroup)
  .next(
    () => firstGroup.extend(sorted),
    (first) => ({ ...first, sort: "newest" as const }),
  )
  .next(
    () => group.extend(sorted),
    (second) => second,
  );
const category: StateDefinition<GroupState> = defineState("category", firstGroup).next(
  group,
  (first) => first,
);

/** The state of a collection or category. */
export const groupState = { collection, category } as const;

/** A collection or category that a product is in, with its titles and handles in every locale. */
export interface ProductGroup {
  readonly kind: GroupKind;
  readonly translations: readonly Pick<GroupTranslation, "locale" | "handle" | "title">[];
}

const shared = z.object({
  id: z.string(),
  handle: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  seo: seo.nullable(),
  locale: z.string(),
  availableLocales: z.array(z.string()),
  updatedAt: z.iso.datetime(),
  structuredData: structuredData.optional(),
});

/** The store API's shapes. Only categories have a parent. */
export const storeGroup = {
  collection: shared.extend({ sort: collectionSort }),
  category: shared.extend({ parentId: z.string().nullable() }),
} as const;

const unshared = { structuredData: true } as const;
const staff = {
  translations: z.array(groupTranslation),
  productIds: z.array(z.string()),
  createdAt: z.iso.datetime(),
  version: z.int(),
};
export const adminGroup = {
  collection: storeGroup.collection.omit(unshared).extend(staff),
  category: storeGroup.category.omit(unshared).extend(staff),
} as const;
const { productIds: _, ...listedStaff } = staff;
export const listedAdminGroup = {
  collection: storeGroup.collection.omit(unshared).extend(listedStaff),
  category: storeGroup.category.omit(unshared).extend(listedStaff),
} as const;

/** The names of these shapes in the API. */
export const groupSchemas = {
  CollectionInput: collectionInput,
  CollectionPatch: collectionPatch,
  CategoryInput: categoryInput,
  CategoryPatch: categoryPatch,
  CollectionSort: collectionSort,
  GroupTranslation: groupTranslation,
  GroupTranslationInput: translationInput,
  GroupTranslationPatch: translationPatch,
  GroupProductsInput: membersInput,
  GroupProductInput: memberInput,
  Collection: adminGroup.collection,
  Category: adminGroup.category,
  CollectionSummary: listedAdminGroup.collection,
  CategorySummary: listedAdminGroup.category,
  StoreCollection: storeGroup.collection,
  StoreCategory: storeGroup.category,
};
