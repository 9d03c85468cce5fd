import * as z from "zod";
import { idText } from "../../kernel/values/id.ts";
import { defineEvent } from "../../kernel/write/event.ts";
import { catalogueIds } from "../catalogue/ids.ts";
import { removedLocales } from "../translations/index.ts";
import { unlinkedImages, unsizedImages } from "./images/schema.ts";
import { firstPrice, price, withRanges } from "./prices/schema.ts";
import {
  fifthContent,
  firstContent,
  firstVariant,
  fourthContent,
  productContent,
  secondContent,
  standardHandling,
  thirdContent,
  variant,
} from "./schema.ts";

/**
 * Version 2 adds the external handle and attributes, version 3 the sizes of images, version 4 the tax category and the
 * shipping profile, version 5 the files of images, version 6 what search engines are told beside title and description.
 */
export const productCreated = defineEvent("catalog.product.created", "product", firstContent)
  .next(
    () => secondContent.loose(),
    (first) => ({ ...first, externalHandle: null, attributes: [] }),
  )
  .next(
    () => thirdContent.loose(),
    (second) => ({ ...second, images: unsizedImages(second.images) }),
  )
  .next(
    () => fourthContent.loose(),
    (third) => ({ ...third, ...standardHandling }),
  )
  .next(
    () => fifthContent.loose(),
    (fourth) => ({ ...fourth, images: unlinkedImages(fourth.images) }),
  )
  .next(
    () => productContent.loose(),
    (fifth) => fifth,
  )
  .growing(productContent)
  .published(
    "vendor",
    "type",
    "tags",
    "options",
    "images",
    "metadata",
    "translations",
    "externalHandle",
    "attributes",
    "taxCategory",
    "shippingProfile",
  );
/**
 * Carries only what changed. `translations` has every changed translation in full. Since version 2, also the languages of
 * removed translations; since version 3, attributes; since version 4, the sizes of images; since version 5, the tax category and the shipping
 * profile; since version 6, the files of images; since version 7, what search engines are told beside title and description.
 */
export const productUpdated = defineEvent("catalog.product.updated", "product", () => firstContent.partial())
  .next(
    () => firstContent.partial().extend({ removedLocales }),
    (data) => data,
  )
  .next(
    () => secondContent.partial().extend({ removedLocales }),
    (data) => data,
  )
  .next(
    () => thirdContent.partial().extend({ removedLocales }),
    ({ images, ...data }) => (images === undefined ? data : { ...data, images: unsizedImages(images) }),
  )
  .next(
    () => fourthContent.partial().extend({ removedLocales }),
    (data) => data,
  )
  .next(
    () => fifthContent.partial().extend({ removedLocales }),
    ({ images, ...data }) => (images === undefined ? data : { ...data, images: unlinkedImages(images) }),
  )
  .next(
    () => productContent.partial().extend({ removedLocales }),
    (data) => data,
  )
  .published(
    "vendor",
    "type",
    "tags",
    "options",
    "images",
    "metadata",
    "translations",
    "externalHandle",
    "attributes",
    "taxCategory",
    "shippingProfile",
    "removedLocales",
  );

const moved = z.object({});
export const productPublished = defineEvent("catalog.product.published", "product", moved).published();
export const productUnpublished = defineEvent("catalog.product.unpublished", "product", moved).published();
export const productArchived = defineEvent("catalog.product.archived", "product", moved).published();
/** Moved from the archive back to draft. */
export const productRestored = defineEvent("catalog.product.restored", "product", moved).published();
export const productDeleted = defineEvent("catalog.product.deleted", "product", moved).published();

/** Fields that have events of their own (prices) or don't change (position). */
const separate = { prices: true, position: true } as const;

/**
 * Variants are part of their product, so these events have the product's version. Their data gains the fields that
 * variants gain in the product's state. Version 2 of the creation adds the quantities that prices are for.
 */
export const variantCreated = defineEvent("catalog.variant.created", "product", () => firstVariant.loose())
  .next(
    () => firstVariant.extend({ prices: z.array(price) }).loose(),
    (first) => ({ ...first, prices: withRanges(first.prices) }),
  )
  .growing(() => variant.partial().extend({ ...firstVariant.shape, prices: z.array(price) }))
  .published(
    "id",
    "sku",
    "barcode",
    "options",
    "prices",
    "inventoryPolicy",
    "requiresShipping",
    "weight",
    "position",
    "gtin",
    "image",
  );
/** Carries only what changed. */
export const variantUpdated = defineEvent("catalog.variant.updated", "product", () =>
  firstVariant.omit(separate).partial().required({ id: true }).loose(),
)
  .growing(() => variant.omit(separate).partial().required({ id: true }))
  .published(
    "id",
    "sku",
    "barcode",
    "options",
    "inventoryPolicy",
    "requiresShipping",
    "weight",
    "gtin",
    "image",
  );
export const variantDeleted = defineEvent("catalog.variant.deleted", "product", () =>
  z.object({ id: idText(catalogueIds.variant) }),
).published("id");
const variantId = idText(catalogueIds.variant);
/** The whole set of a variant's prices, before and after. Version 2 adds the quantities that they are for. */
export const priceUpdated = defineEvent("pricing.price.updated", "product", () =>
  z.object({ variantId, old: z.array(firstPrice), new: z.array(firstPrice) }),
)
  .next(
    () => z.object({ variantId, old: z.array(price), new: z.array(price) }),
    (first) => ({ ...first, old: withRanges(first.old), new: withRanges(first.new) }),
  )
  .published("variantId", "old", "new");

export const productEvents = [
  productCreated,
  productUpdated,
  productPublished,
  productUnpublished,
  productArchived,
  productRestored,
  productDeleted,
  variantCreated,
  variantUpdated,
  variantDeleted,
  priceUpdated,
];
