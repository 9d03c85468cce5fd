import { platformToken } from "../../../src/kernel/access/actor.ts";
import type { CartResponse } from "../../../src/modules/checkout/cart/schema.ts";
import type { PromotionResponse } from "../../../src/modules/promotions/promotion/schema.ts";
import { openStore } from "../checkout/given.ts";

export const usd = (amount: number) => ({ amount, currency: "USD" });

/** Ten percent off the order. */
export const tenPercent = { kind: "percent", on: "order", rate: 1_000 } as const;

/** A shop with promotions. Everything has a default. */
export function openPromotedStore() {
  const store = openStore();
  const { must, does, tenant } = store;
  const ask = (query: string, input: object) => {
    const asked = tenant.core.ask({ query, input, actor: { kind: "system" } });
    if (!asked.ok) throw new Error(JSON.stringify(asked.refusal));
    return asked.value;
  };
  return {
    ...store,
    /** Each is a second younger than the one before. */
    promote: (more: object = {}) => {
      store.clock.advance(1_000);
      return must("promotions.createPromotion", {
        name: "Ten percent",
        status: "active",
        action: tenPercent,
        ...more,
      }) as PromotionResponse;
    },
    /** What the staff asks for, which may be refused. */
    staff: (command: string, input: object) => store.run(command, input, { actor: platformToken }),
    promotion: (id: string) => ask("promotions.readPromotion", { id }) as PromotionResponse,
    enter: (id: string, code: string) => ({ ...does<CartResponse>("checkout.addCode", { id, code }), id }),
    withdraw: (id: string, code: string) => does<CartResponse>("checkout.removeCode", { id, code }),
    /** A one-call checkout of one unit, nothing shipped. */
    buy: (variantId: string, more: object = {}, address = "192.0.2.1") =>
      store.checkOut(
        { email: "ada@shop.example", items: [{ variantId, quantity: 1 }], ...more },
        { address },
      ),
    simulate: (input: object) =>
      ask("checkout.simulatePromotions", input) as {
        readonly quote: CartResponse;
        readonly promotions: readonly {
          readonly name: string;
          readonly reason: string;
          readonly explanation: string;
        }[];
      },
  };
}
