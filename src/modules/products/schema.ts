import * as z from "zod";
import { byteLength } from "../../kernel/json.ts";
import { idText, opaqueId } from "../../kernel/values/id.ts";
import { storedLocale } from "../../kernel/values/locale.ts";
import { defineState } from "../../kernel/write/state.ts";
import { catalogueIds } from "../catalogue/ids.ts";
import { inventoryPolicy, quantity } from "../inventory/index.ts";
import { shippingProfile, standardCategory, taxCategory } from "../taxes/index.ts";
import {
  firstTranslation,
  translation,
  translationsInput,
  translationsPatch,
} from "../translations/index.ts";
import {
  firstImage,
  image,
  imageInput,
  sizedImage,
  unlinkedImages,
  unsizedImages,
  variantImage,
} from "./images/schema.ts";
import { productLimits } from "./limits/limits.ts";
import { firstPrice, price, priceInputSchemas, prices, withRanges } from "./prices/schema.ts";
import { gtin } from "./variants/gtin.ts";

const shortText = z.string().trim().min(1).max(255);

export const option = z.object({
  name: shortText,
  values: z
    .array(shortText)
    .min(1)
    .max(productLimits.optionValues.value)
    .refine((items) => areDistinct(items, (value) => value), "has a duplicate value"),
});
export type Option = z.infer<typeof option>;
const optionInput = option.strict();
const options = z
  .array(optionInput)
  .max(productLimits.options.value)
  .refine((items) => areDistinct(items, ({ name }) => name), "has a duplicate option name");

const images = z.array(imageInput).max(productLimits.images.value);

const tags = z
  .array(shortText)
  .max(productLimits.tags.value)
  .transform((list) => [...new Set(list)]);
export const attribute = z.object({ key: shortText, value: shortText });
const attributeInput = attribute.strict();
/** A key can have several values. */
const attributes = z
  .array(attributeInput)
  .max(productLimits.attributes.value)
  .transform((list) => [...new Map(list.map((one) => [JSON.stringify([one.key, one.value]), one])).values()]);
export const metadata = z
  .record(z.string().min(1).max(100), z.unknown())
  .refine(
    (value) => byteLength(JSON.stringify(value)) <= productLimits.metadata.value,
    "is larger than 32 KiB",
  );

/** Codes that identify a variant in other systems. */
export const variantCodes = z.object({
  sku: shortText.nullable().optional(),
  barcode: shortText.nullable().optional(),
  gtin: gtin.nullable().optional(),
});
export type VariantCode = keyof typeof variantCodes.shape;

const variantFields = {
  ...variantCodes.shape,
  options: z.record(shortText, shortText).default({}),
  prices,
  inventoryPolicy: inventoryPolicy.optional(),
  stocked: quantity.optional(),
  requiresShipping: z.boolean().optional(),
  image: variantImage,
  /** Grams. */
  weight: z.int().min(0).max(1_000_000_000).nullable().optional(),
};
export const variantInput = z.strictObject(variantFields);
export type VariantInput = z.infer<typeof variantInput>;
export const variantPatch = z
  .object({ ...variantFields, options: z.record(shortText, shortText) })
  .partial()
  .strict();
export type VariantPatch = z.infer<typeof variantPatch>;

const scalars = {
  vendor: shortText.nullable().optional(),
  type: shortText.nullable().optional(),
  tags: tags.optional(),
  images: images.optional(),
  options: options.optional(),
  metadata: metadata.optional(),
  attributes: attributes.optional(),
  taxCategory: taxCategory.optional(),
  shippingProfile: shippingProfile.nullable().optional(),
};
export const productInput = z.strictObject({
  ...scalars,
  translations: translationsInput,
  variants: z.array(variantInput).min(1).max(productLimits.variants.value),
});
export type ProductInput = z.infer<typeof productInput>;

/** What a change of the product's options and images changes of a variant. `options` replaces all its values. */
const variantChange = z.strictObject({
  id: opaqueId,
  options: z.record(shortText, shortText).optional(),
  image: variantImage,
});
export type VariantChange = z.infer<typeof variantChange>;

/** Null clears a list, as it clears a text. */
function clearable<Value>(schema: z.ZodType<Value, unknown>, empty: Value) {
  return schema.nullish().transform((value) => (value === null ? empty : value));
}

export const productPatch = z.strictObject({
  ...scalars,
  tags: clearable(tags, []),
  images: clearable(images, []),
  options: clearable(options, []),
  metadata: clearable(metadata, {}),
  attributes: clearable(attributes, []),
  taxCategory: clearable(taxCategory, standardCategory),
  translations: translationsPatch.optional(),
  variants: z
    .array(variantChange)
    .max(productLimits.variants.value)
    .refine((list) => areDistinct(list, ({ id }) => id), "has a duplicate variant")
    .optional(),
});
export type ProductPatch = z.infer<typeof productPatch>;

export const productStatus = z.enum(["draft", "active", "archived"]);
export type ProductStatus = z.infer<typeof productStatus>;

/** A variant in version 1 of the product state and of the variant events. */
export const firstVariant = z.object({
  id: idText(catalogueIds.variant),
  sku: z.string().nullable(),
  barcode: z.string().nullable(),
  options: z.record(z.string(), z.string()),
  prices: z.array(firstPrice),
  inventoryPolicy,
  requiresShipping: z.boolean(),
  weight: z.int().nullable(),
  position: z.int(),
});

/** A variant in version 2 of the product state. */
const secondVariant = firstVariant.extend({ gtin: z.string().nullable() });

/** A variant in versions 3 to 6 of the product state. */
const thirdVariant = secondVariant.extend({ image: z.string().nullable() });

/** A variant as it is stored. */
export const variant = thirdVariant.extend({ prices: z.array(price) });
export type Variant = z.infer<typeof variant>;

const firstProduct = z.object({
  id: idText(catalogueIds.product),
  status: productStatus,
  vendor: z.string().nullable(),
  type: z.string().nullable(),
  tags: z.array(z.string()),
  options: z.array(option),
  images: z.array(firstImage),
  metadata: z.record(z.string(), z.unknown()),
  translations: z.array(firstTranslation),
  variants: z.array(firstVariant),
  /** Former handles. They redirect to the current one. */
  redirects: z.array(z.object({ locale: storedLocale, handle: z.string() })),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  publishedAt: z.iso.datetime().nullable(),
});
const secondProduct = firstProduct.extend({ variants: z.array(secondVariant) });
const thirdProduct = firstProduct.extend({
  variants: z.array(thirdVariant),
  /** The handle by which product files name the product, as the first file wrote it. Null unless a file created it. */
  externalHandle: z.string().nullable(),
});
const fourthProduct = thirdProduct.extend({ attributes: z.array(attribute) });
const fifthProduct = fourthProduct.extend({ images: z.array(sizedImage) });
const sixthProduct = fifthProduct.extend({ taxCategory: z.string(), shippingProfile: z.string().nullable() });
const seventhProduct = sixthProduct.extend({ variants: z.array(variant) });
const eighthProduct = seventhProduct.extend({ images: z.array(image) });
const product = eighthProduct.extend({ translations: z.array(translation) });
export type ProductState = z.infer<typeof product>;

const contentFields = {
  vendor: true,
  type: true,
  tags: true,
  options: true,
  images: true,
  metadata: true,
  translations: true,
} as const;

/** The content of a product in version 1 of its events. */
export const firstContent = firstProduct.pick(contentFields);

const laterFields = { ...contentFields, externalHandle: true, attributes: true } as const;

/** The content of a product in version 2 of its creation, and in version 3 of its changes. */
export const secondContent = fourthProduct.pick(laterFields);

/** The content of a product in version 3 of its creation, and in version 4 of its changes. */
export const thirdContent = fifthProduct.pick(laterFields);

const allFields = { ...laterFields, taxCategory: true, shippingProfile: true } as const;

/** The content of a product in version 4 of its creation, and in version 5 of its changes. */
export const fourthContent = seventhProduct.pick(allFields);

/** The content of a product in version 5 of its creation, and in version 6 of its changes. */
export const fifthContent = eighthProduct.pick(allFields);

/** The product's own fields: no variants, status, redirects or dates. */
export const productContent = product.pick(allFields);

/** What a product that was stored before these fields were has in them. */
export const standardHandling = { taxCategory: standardCategory, shippingProfile: null };

/**
 * Version 2 adds the GTIN of variants, version 3 their image and the external handle, version 4 the product's attributes,
 * version 5 the sizes of images, version 6 the tax category and the shipping profile, version 7 prices for quantities, version 8 the files of images,
 * version 9 what search engines are told beside title and description.
 */
export const productState = defineState("product", firstProduct)
  .next(secondProduct, (first) => ({
    ...first,
    variants: first.variants.map((one) => ({ ...one, gtin: null })),
  }))
  .next(thirdProduct, (second) => ({
    ...second,
    variants: second.variants.map((one) => ({ ...one, image: null })),
    externalHandle: null,
  }))
  .next(fourthProduct, (third) => ({ ...third, attributes: [] }))
  .next(fifthProduct, (fourth) => ({ ...fourth, images: unsizedImages(fourth.images) }))
  .next(sixthProduct, (fifth) => ({ ...fifth, ...standardHandling }))
  .next(seventhProduct, (sixth) => ({
    ...sixth,
    variants: sixth.variants.map((one) => ({ ...one, prices: withRanges(one.prices) })),
  }))
  .next(eighthProduct, (seventh) => ({ ...seventh, images: unlinkedImages(seventh.images) }))
  .next(product, (eighth) => eighth);

function areDistinct<Item>(items: readonly Item[], key: (item: Item) => unknown): boolean {
  return new Set(items.map(key)).size === items.length;
}

/** The names of these shapes in the API. */
export const productInputSchemas = {
  ProductInput: productInput,
  ProductPatch: productPatch,
  ProductStatus: productStatus,
  ProductOption: option,
  ProductOptionInput: optionInput,
  Attribute: attribute,
  AttributeInput: attributeInput,
  Image: image,
  ImageInput: imageInput,
  VariantInput: variantInput,
  VariantPatch: variantPatch,
  VariantChange: variantChange,
  ...priceInputSchemas,
};
