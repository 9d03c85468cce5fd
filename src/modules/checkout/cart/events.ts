import * as z from "zod";
import { idText } from "../../../kernel/values/id.ts";
import { storedLocale } from "../../../kernel/values/locale.ts";
import { currencySchema } from "../../../kernel/values/money.ts";
import { defineEvent } from "../../../kernel/write/event.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { orderIds } from "../../orders/ids.ts";
import { checkoutIds } from "../ids.ts";
import { cartStatus } from "./schema.ts";

/** The cart as events carry it: no personal data, and no bearer token. */
export const cartState = defineState(
  "cart",
  z.object({
    id: idText(checkoutIds.cart),
    status: cartStatus,
    currency: currencySchema,
    locale: storedLocale,
    items: z.array(z.object({ variantId: idText(catalogueIds.variant), quantity: z.int().positive() })),
    orderId: idText(orderIds.order).nullable(),
  }),
);

export const cartCompleted = defineEvent("cart.completed", "cart", () =>
  z.object({ orderId: idText(orderIds.order) }),
).unpublished();
export const cartAbandoned = defineEvent("cart.abandoned", "cart", () => z.object({})).unpublished();
