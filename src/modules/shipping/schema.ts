import { z } from "zod";
import { idText } from "../../kernel/values/id.ts";
import { amountSchema, currencySchema, moneySchema } from "../../kernel/values/money.ts";

const price = z.object({ amount: amountSchema, currency: currencySchema });
export type Price = z.infer<typeof price>;

const name = z.string().trim().min(1).max(200);
const prices = z.array(price.strict()).min(1).max(50);

export const optionInput = z.object({ name, prices }).strict();
export type OptionInput = z.infer<typeof optionInput>;
export const optionPatch = optionInput.partial();
export type OptionPatch = z.infer<typeof optionPatch>;

/** A shipping option as it is stored, and its state in events. */
export const shippingOption = z.object({
  id: idText("shippingOption"),
  name: z.string(),
  prices: z.array(price),
});
export type ShippingOption = z.infer<typeof shippingOption>;

/** The wire shape in the admin API. */
export const optionResponse = shippingOption.extend({ version: z.int() });

/** The wire shape in the store API, in one currency. */
export const availableOption = z.object({ id: z.string(), name: z.string(), price: moneySchema });
export type AvailableOption = z.infer<typeof availableOption>;

/** The most options a tenant may have. */
export const maxOptions = 100;
