import { z } from "zod";
import { type InventoryPolicy, readStock } from "../../../src/modules/inventory/index.ts";
import { orderShape } from "../../../src/modules/orders/index.ts";
import type { OrderFilters } from "../../../src/modules/orders/view/filters.ts";
import { modules } from "../../../src/modules.ts";
import { openShop } from "../../support/node/shop.ts";
import { till } from "../../support/till/index.ts";

/** A shop with orders, and what it has of a few things. */
export function openOrderShop() {
  const shop = openShop([...modules, till]);
  /** Puts something on the shelf. Answers its variant. */
  const stock = (title: string, stocked: number, inventoryPolicy: InventoryPolicy = "deny") => {
    const made = shop.must("catalogue.createProduct", {
      translations: [{ locale: "en", title }],
      variants: [{ prices: [{ amount: 1_000, currency: "USD" }], stocked, inventoryPolicy }],
    });
    const { variants } = z.object({ variants: z.array(z.object({ id: z.string() })) }).parse(made);
    return variants[0]?.id ?? "";
  };
  /** Does something with orders. Answers the order, or the code it is refused with. */
  const attempt = (command: string, input: unknown) => {
    const result = shop.run(command, input);
    return result.ok ? orderShape.parse(result.answer) : result.refusal.code;
  };
  const order = (command: string, input: unknown) => orderShape.parse(shop.must(command, input));
  return {
    ...shop,
    stock,
    attempt,
    order,
    stockOf: (variantId: string) => readStock(shop.tenant.storage.database, variantId),
  };
}

export type OrderShop = ReturnType<typeof openOrderShop>;

export const parcel = { trackingNumber: "GB123", carrier: "Post" };

/** A list of orders that is not narrowed at all. */
export const anything: OrderFilters = {
  q: null,
  number: [],
  email: [],
  status: [],
  paymentStatus: [],
  fulfillmentStatus: [],
  country: [],
  sku: [],
  customerId: [],
  from: null,
  to: null,
  updatedSince: null,
};
