import * as z from "zod";
import { idText, opaqueId } from "../../../kernel/values/id.ts";
import { amountSchema, currencySchema } from "../../../kernel/values/money.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { pricingIds } from "../ids.ts";
import { pricingLimits } from "../limits.ts";
import { endingAfterStart, minQuantity, quantityRange } from "../selection/tier-schema.ts";

const priceFields = {
  variantId: opaqueId,
  amount: amountSchema,
  currency: currencySchema,
  ...quantityRange.shape,
};
const listPriceInput = endingAfterStart(z.strictObject(priceFields));
export type ListPriceInput = z.infer<typeof listPriceInput>;

const listPriceChange = endingAfterStart(
  z.strictObject({ ...priceFields, amount: amountSchema.nullable().describe("Null removes the price.") }),
);
export type ListPriceChange = z.infer<typeof listPriceChange>;

const { value: most } = pricingLimits.pricesAtOnce;
export const listPricesInput = z.strictObject({ prices: z.array(listPriceInput).max(most) });
export const listPricesPatch = z.strictObject({ prices: z.array(listPriceChange).min(1).max(most) });

/** A price of a variant in a list. */
const listedPrice = z.object({
  amount: amountSchema,
  currency: currencySchema,
  minQuantity,
  maxQuantity: z.int().nullable(),
});
export const listedPrices = z.array(listedPrice);
export type ListedPriceState = z.infer<typeof listedPrice>;

/** The prices of one variant in all price lists. */
export const listPrices = z.object({
  variantId: idText(catalogueIds.variant),
  prices: z.array(listedPrice.extend({ listId: idText(pricingIds.priceList) })),
});
export type ListPrices = z.infer<typeof listPrices>;

export const listPricesState = defineState("listPrices", listPrices);

/** The wire shape of a price in a list. */
export const listPriceResponse = listedPrice.extend({ variantId: z.string() });
export type ListPriceResponse = z.infer<typeof listPriceResponse>;

/** What a change leaves of the prices of the variants that it names. */
export const changedListPrices = z.object({ items: z.array(listPriceResponse) });

/** The names of these shapes in the API. */
export const listPriceSchemas = {
  ListPrice: listPriceResponse,
  ListPriceInput: listPriceInput,
  ListPriceChange: listPriceChange,
  ListPricesInput: listPricesInput,
  ListPricesPatch: listPricesPatch,
  ChangedListPrices: changedListPrices,
};
