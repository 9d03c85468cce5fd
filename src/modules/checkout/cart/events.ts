import { z } from "zod";
import { idText } from "../../../kernel/values/id.ts";
import { storedLocale } from "../../../kernel/values/locale.ts";
import { currencySchema } from "../../../kernel/values/money.ts";
import { defineEvent } from "../../../kernel/write/event.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { cartStatus } from "./schema.ts";

/** What others learn of a cart: no person, and nothing that opens it. */
export const cartState = defineState(
  "cart",
  z.object({
    id: idText("cart"),
    status: cartStatus,
    currency: currencySchema,
    locale: storedLocale,
    items: z.array(z.object({ variantId: idText("variant"), quantity: z.int().positive() })),
    orderId: idText("order").nullable(),
  }),
);

export const cartCompleted = defineEvent("cart.completed", "cart", z.object({ orderId: idText("order") }));
export const cartAbandoned = defineEvent("cart.abandoned", "cart", z.object({}));
