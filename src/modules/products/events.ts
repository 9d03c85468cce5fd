import { z } from "zod";
import { idText } from "../../kernel/values/id.ts";
import { defineEvent } from "../../kernel/write/event.ts";
import { catalogueIds } from "../catalogue/ids.ts";
import { firstVariant, price, productContent, variant } from "./schema.ts";

export const productCreated = defineEvent("catalog.product.created", "product", productContent);
/** Only what changed; `translations` are those that changed, whole. */
export const productUpdated = defineEvent("catalog.product.updated", "product", productContent.partial());

const moved = z.object({});
export const productPublished = defineEvent("catalog.product.published", "product", moved);
export const productUnpublished = defineEvent("catalog.product.unpublished", "product", moved);
export const productArchived = defineEvent("catalog.product.archived", "product", moved);
/** Back from the archive, as a draft. */
export const productRestored = defineEvent("catalog.product.restored", "product", moved);
export const productDeleted = defineEvent("catalog.product.deleted", "product", moved);

/** What a variant is, apart from its prices and its place among the others. */
const described = { prices: true, position: true } as const;

/** A variant is part of its product: these tell of the product's version. They grow with the variants in its state. */
export const variantCreated = defineEvent("catalog.variant.created", "product", firstVariant.loose()).growing(
  variant.partial().extend(firstVariant.shape),
);
/** Only what changed. */
export const variantUpdated = defineEvent(
  "catalog.variant.updated",
  "product",
  firstVariant.omit(described).partial().required({ id: true }).loose(),
).growing(variant.omit(described).partial().required({ id: true }));
export const variantDeleted = defineEvent(
  "catalog.variant.deleted",
  "product",
  z.object({ id: idText(catalogueIds.variant) }),
);
/** The whole set of a variant's prices, before and after. */
export const priceUpdated = defineEvent(
  "pricing.price.updated",
  "product",
  z.object({ variantId: idText(catalogueIds.variant), old: z.array(price), new: z.array(price) }),
);

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
