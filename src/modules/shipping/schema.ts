import * as z from "zod";
import { idText } from "../../kernel/values/id.ts";
import { amountSchema, currencySchema, moneySchema } from "../../kernel/values/money.ts";
import { defineState } from "../../kernel/write/state.ts";
import { shippingIds } from "./ids.ts";

const price = z.object({ amount: amountSchema, currency: currencySchema });
export type Price = z.infer<typeof price>;

const name = z.string().trim().min(1).max(200);
const priceInput = price.strict();
const prices = z.array(priceInput).min(1).max(50);

export const optionInput = z.strictObject({ name, prices });
export type OptionInput = z.infer<typeof optionInput>;
export const optionPatch = optionInput.partial();
export type OptionPatch = z.infer<typeof optionPatch>;

/** A shipping option as it is stored. */
export const shippingOption = z.object({
  id: idText(shippingIds.shippingOption),
  name: z.string(),
  prices: z.array(price),
});
export const shippingOptionState = defineState("shippingOption", shippingOption);
export type ShippingOption = z.infer<typeof shippingOption>;

/** The wire shape for staff. */
export const optionResponse = shippingOption.extend({ version: z.int() });

/** The wire shape of a shipping option in the store API: its price in one currency. */
export const availableOption = z.object({ id: z.string(), name: z.string(), price: moneySchema });
/** All shipping options that a shopper can choose from. */
export const availableOptions = z.object({ items: z.array(availableOption) });
export type AvailableOption = z.infer<typeof availableOption>;

/** The most shipping options a tenant can have; far more than a shopper could choose from. */
export const maxOptions = 100;

/** The names of these shapes in the API. */
export const shippingSchemas = {
  ShippingOption: optionResponse,
  ShippingOptionInput: optionInput,
  ShippingOptionPatch: optionPatch,
  ShippingPrice: price,
  ShippingPriceInput: priceInput,
  StoreShippingOption: availableOption,
  StoreShippingOptionList: availableOptions,
};
