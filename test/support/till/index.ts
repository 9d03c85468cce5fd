import { z } from "zod";
import { defineModule } from "../../../src/kernel/module.ts";
import type { TenantDatabase } from "../../../src/kernel/storage/storage.ts";
import { address } from "../../../src/kernel/text/address.ts";
import { idText } from "../../../src/kernel/values/id.ts";
import { ok } from "../../../src/kernel/values/result.ts";
import { defineCommand } from "../../../src/kernel/write/command.ts";
import { catalogueIds } from "../../../src/modules/catalogue/ids.ts";
import { inventoryPolicy, readStocks } from "../../../src/modules/inventory/index.ts";
import {
  decidePlace,
  loadPlacement,
  orderShape,
  writeUnits,
  writtenOrder,
} from "../../../src/modules/orders/index.ts";
import { ada, draftOf } from "./draft.ts";

const purchase = z
  .object({
    items: z
      .array(
        z
          .object({
            variantId: idText(catalogueIds.variant),
            quantity: z.int().min(1).max(9_999),
            unitPrice: z.int().min(0).optional(),
            policy: inventoryPolicy.optional(),
            requiresShipping: z.boolean().optional(),
            sku: z.string().optional(),
            productId: idText(catalogueIds.product).optional(),
          })
          .strict(),
      )
      .min(1)
      .max(100),
    email: z.string().optional(),
    shippingAddress: address.nullable().optional(),
    /** The shipping address, if it is left out. */
    billingAddress: address.nullable().optional(),
    token: z.string().optional(),
    customerId: z.string().optional(),
    provider: z.string().optional(),
    locale: z.string().optional(),
  })
  .strict();

/** Places an order at the caller's prices, without a cart or catalogue. */
export const placeOrder = defineCommand({
  name: "till.place",
  access: "public",
  input: purchase,
  output: orderShape,
  load(database, { items, email }, context) {
    const stocks = readStocks(database, [...new Set(items.map(({ variantId }) => variantId))]);
    return loadPlacement(database, context, stocks, email ?? "ada@example.com");
  },
  decide(
    placement,
    {
      items,
      email,
      shippingAddress = ada,
      billingAddress = shippingAddress,
      token,
      customerId,
      provider,
      locale,
    },
    context,
  ) {
    const draft = draftOf(items, context.newId, {
      email: email ?? "ada@example.com",
      shippingAddress,
      billingAddress,
      accessTokenHash: token ?? "hash",
      customerId: customerId ?? null,
      locale: locale ?? "en",
      payment: { provider: provider ?? "manual" },
    });
    const placed = decidePlace(draft, placement, context);
    if (!placed.ok) return placed;
    const { id, number: _, held, ...decision } = placed.value;
    const writeState = (database: TenantDatabase) => writeUnits(database, held);
    return ok({ ...decision, writeState, answer: (database) => writtenOrder(database, id, context) });
  },
});

/** Sells over the counter. Not part of the platform: tests add it to the list of modules. */
export const till = defineModule({ name: "till", requires: ["orders"], operations: [placeOrder] });
