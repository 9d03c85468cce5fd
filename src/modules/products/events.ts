import { z } from "zod";
import { idText } from "../../kernel/values/id.ts";
import { defineEvent } from "../../kernel/write/event.ts";
import { catalogueIds } from "../catalogue/ids.ts";
import { price, productState, variant } from "./schema.ts";

const after = productState.nullish();
const { id: _, variants: __, ...fields } = productState.shape;
const content = z.object({
  vendor: fields.vendor,
  type: fields.type,
  tags: fields.tags,
  options: fields.options,
  images: fields.images,
  metadata: fields.metadata,
  translations: fields.translations,
});

export const productCreated = defineEvent("catalog.product.created", "product", content.extend({ after }));
/** Only what changed; `translations` are those that changed, whole. */
export const productUpdated = defineEvent(
  "catalog.product.updated",
  "product",
  content.partial().extend({ after }),
);

const moved = z.object({ after });
export const productPublished = defineEvent("catalog.product.published", "product", moved);
export const productUnpublished = defineEvent("catalog.product.unpublished", "product", moved);
export const productArchived = defineEvent("catalog.product.archived", "product", moved);
/** Back from the archive, as a draft. */
export const productRestored = defineEvent("catalog.product.restored", "product", moved);
export const productDeleted = defineEvent("catalog.product.deleted", "product", moved);

/** A variant is part of its product: these speak of the product's version. */
export const variantCreated = defineEvent("catalog.variant.created", "product", variant.extend({ after }));
export const variantUpdated = defineEvent(
  "catalog.variant.updated",
  "product",
  variant.omit({ prices: true, position: true }).partial().required({ id: true }).extend({ after }),
);
export const variantDeleted = defineEvent(
  "catalog.variant.deleted",
  "product",
  z.object({ id: idText(catalogueIds.variant), after }),
);
/** The whole set of a variant's prices, before and after. */
export const priceUpdated = defineEvent(
  "pricing.price.updated",
  "product",
  z.object({ variantId: idText(catalogueIds.variant), old: z.array(price), new: z.array(price), after }),
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
