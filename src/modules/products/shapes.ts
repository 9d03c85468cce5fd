import * as z from "zod";
import { moneySchema } from "../../kernel/values/money.ts";
import { availability, inventoryShape } from "../inventory/index.ts";
import { priceCandidate, shownRange } from "../pricing/index.ts";
import { rating } from "../ratings/index.ts";
import { structuredData } from "../structured-data/index.ts";
import { seo, translation } from "../translations/index.ts";
import { image } from "./images/schema.ts";
import { price } from "./prices/schema.ts";
import { attribute, metadata, option, productStatus } from "./schema.ts";

const priceTier = z.object({ ...shownRange, amount: moneySchema });

const storeVariant = z.object({
  id: z.string(),
  sku: z.string().nullable(),
  barcode: z.string().nullable(),
  gtin: z.string().nullable(),
  title: z.string(),
  options: z.record(z.string(), z.string()),
  price: moneySchema.nullable(),
  compareAtPrice: moneySchema.nullable(),
  priceTiers: z
    .array(priceTier)
    .describe(
      "The prices by quantity, counted over all lines of a cart. Empty if the quantity makes no difference.",
    ),
  available: z.boolean(),
  availability: availability.describe("Whether one can be ordered: from stock, on backorder, or not at all."),
  quantityAvailable: z.int().nullable(),
  requiresShipping: z.boolean(),
  /** One of the product's images. */
  image: image.nullable(),
  position: z.int(),
});
export type StoreVariant = z.infer<typeof storeVariant>;

const priceRange = z.object({ min: moneySchema, max: moneySchema });

const groupRef = z.object({ handle: z.string(), title: z.string() });

/** A product in the store API. */
export const storeProduct = z.object({
  id: z.string(),
  handle: z.string(),
  title: z.string(),
  subtitle: z.string().nullable(),
  description: z.string().nullable(),
  vendor: z.string().nullable(),
  type: z.string().nullable(),
  tags: z.array(z.string()),
  options: z.array(option),
  variants: z.array(storeVariant),
  images: z.array(image),
  priceRange: priceRange.nullable(),
  /** Whether any of its variants is, also of those that a list leaves out. */
  available: z.boolean(),
  collections: z.array(groupRef),
  categories: z.array(groupRef),
  seo: seo.nullable(),
  metadata,
  attributes: z.array(attribute),
  rating: rating.describe("What the stars of its approved reviews come to."),
  locale: z.string(),
  availableLocales: z.array(z.string()),
  publishedAt: z.iso.datetime().nullable(),
  updatedAt: z.iso.datetime(),
  structuredData: structuredData.optional(),
});
export type StoreProduct = z.infer<typeof storeProduct>;

export const listedProduct = storeProduct.omit({ description: true, structuredData: true });

export const adminVariant = storeVariant.extend({
  productId: z.string(),
  prices: z.array(price),
  inventory: inventoryShape,
  inventoryPolicy: z.string(),
  weight: z.int().nullable(),
  version: z.int(),
  candidates: z
    .array(priceCandidate)
    .optional()
    .describe("With `explain=true`: all prices that it could have, and why each was chosen or not."),
});
export type AdminVariant = z.infer<typeof adminVariant>;

/** A product in the admin API. */
export const adminProduct = storeProduct.omit({ rating: true, structuredData: true }).extend({
  status: productStatus,
  translations: z.array(translation),
  variants: z.array(adminVariant),
  taxCategory: z.string(),
  shippingProfile: z.string().nullable(),
  createdAt: z.iso.datetime(),
  version: z.int(),
});
export type AdminProduct = z.infer<typeof adminProduct>;

const listedTranslation = translation.omit({ description: true });

/** In lists, translations have no descriptions. A client that sends one back changes no description. */
export const listedAdminProduct = adminProduct
  .omit({ description: true })
  .extend({ translations: z.array(listedTranslation) });
export type ListedAdminProduct = z.infer<typeof listedAdminProduct>;

/** The names of these shapes in the API. */
export const productSchemas = {
  StoreVariant: storeVariant,
  PriceTier: priceTier,
  StoreProduct: storeProduct,
  StoreProductSummary: listedProduct,
  GroupReference: groupRef,
  PriceRange: priceRange,
  Rating: rating,
  Variant: adminVariant,
  Product: adminProduct,
  ProductSummary: listedAdminProduct,
  TranslationSummary: listedTranslation,
};
