import type { PriceListResponse } from "../../../src/modules/pricing/lists/schema.ts";
import type { ListPriceResponse } from "../../../src/modules/pricing/prices/schema.ts";
import { openShop } from "../../support/node/shop.ts";
import { openStore } from "../checkout/given.ts";

export const second = 1_000;
export const day = 24 * 60 * 60 * second;

export interface SetPrice {
  readonly variantId: string;
  readonly amount: number | null;
  readonly currency?: string;
  readonly minQuantity?: number | null;
  readonly maxQuantity?: number | null;
}

/** A shop with price lists. */
export function openPricedStore() {
  const shop = openShop();
  const store = openStore(shop);
  const inDollars = (prices: readonly SetPrice[]) => prices.map((price) => ({ currency: "USD", ...price }));
  const attempt = (command: string, input: object) => {
    const result = shop.run(command, input);
    return result.ok ? result.answer : result.refusal;
  };
  return {
    ...store,
    attempt,
    list: (input: object = {}) =>
      store.must("pricing.createPriceList", {
        name: "List",
        kind: "override",
        status: "active",
        ...input,
      }) as PriceListResponse,
    put: (id: string, ...prices: readonly SetPrice[]) =>
      store.must("pricing.replaceListPrices", { id, prices: inDollars(prices) }),
    merge: (id: string, ...prices: readonly SetPrice[]) =>
      store.must("pricing.updateListPrices", { id, prices: inDollars(prices) }),
    /** Asks for a list's prices. */
    pricesOf(id: string): readonly ListPriceResponse[] {
      const query = "pricing.listListPrices";
      const input = { id, limit: 100, after: null, count: false };
      const answer = store.tenant.core.ask({ query, input, actor: { kind: "system" } });
      if (!answer.ok) throw new Error(answer.refusal.code);
      return (answer.value as { readonly items: readonly ListPriceResponse[] }).items;
    },
    readList(id: string) {
      const query = "pricing.readPriceList";
      const answer = store.tenant.core.ask({ query, input: { id }, actor: { kind: "system" } });
      return answer.ok ? (answer.value as PriceListResponse) : answer.refusal.code;
    },
    /** The instant so much later than now. */
    in: (milliseconds: number) => new Date(store.platform.clock.now() + milliseconds).toISOString(),
    pass: (milliseconds: number) => store.platform.passTime(store.tenant, milliseconds),
    eventTypes: () =>
      store.tenant.core
        .eventsAfter(0, 2_000)
        .events.map(({ type }) => type)
        .filter((type) => type.startsWith("pricing.list")),
  };
}
