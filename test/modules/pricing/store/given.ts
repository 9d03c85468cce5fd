import { readStorePage, type StoreListInput } from "../../../../src/modules/listing/view/lists/list-store.ts";
import { findStoreProduct } from "../../../../src/modules/listing/view/read-store.ts";
import type { Buyer } from "../../../../src/modules/tenants/index.ts";
import { anything } from "../../listing/search/shop.ts";
import { openPricedStore } from "../given.ts";

export const guest: Buyer = { country: null, customerId: null };
export const inGermany: Buyer = { country: "DE", customerId: null };

export type Shelf = Awaited<ReturnType<typeof openShelf>>;

/** A store, and what shoppers see of it. */
export function openShelf() {
  const store = openPricedStore();
  const shelved = (title: string, amount: number | null): string => {
    const prices = amount === null ? [] : [{ amount, currency: "USD" }];
    const product = store.must("catalogue.createProduct", {
      translations: [{ locale: "en", title }],
      tags: ["wood"],
      variants: [{ prices, stocked: 5 }],
    }) as { readonly id: string; readonly variants: readonly { readonly id: string }[] };
    store.must("catalogue.publishProduct", { id: product.id });
    return product.variants[0]?.id ?? "";
  };
  return {
    ...store,
    /** Published products with one variant each, by title. */
    shelve(titles: Readonly<Record<string, number | null>>): Readonly<Record<string, string>> {
      return Object.fromEntries(
        Object.entries(titles).map(([title, amount]) => [title, shelved(title, amount)]),
      );
    },
    /** A customer in a group. */
    member(handle: string): Buyer {
      const { id: groupId } = store.must("customers.createGroup", { name: handle, handle }) as { id: string };
      const { id: customerId } = store.must("customers.createCustomer", {
        email: `${handle}@shop.example`,
      }) as { id: string };
      store.must("customers.addGroupMember", { id: groupId, customerId });
      return { country: null, customerId };
    },
    async page(
      buyer: Buyer | null,
      {
        filters,
        ...more
      }: Partial<Omit<StoreListInput, "filters">> & {
        readonly filters?: Partial<StoreListInput["filters"]>;
      } = {},
    ) {
      return readStorePage(store.platform.readModel, store.tenant.id, {
        question: null,
        filters: { ...anything, ...filters },
        sort: "title",
        facets: false,
        currency: "USD",
        locales: ["en"],
        sortLocale: "en",
        buyer,
        page: { limit: 100, after: null, count: false },
        ...more,
      });
    },
    async product(buyer: Buyer | null, handle: string) {
      const shopper = { locales: ["en"], currency: "USD", buyer };
      const found = await findStoreProduct(store.platform.readModel, store.tenant.id, handle, shopper);
      if (!found.ok || !("found" in found.value)) throw new Error(`there is no ${handle}`);
      return found.value.found;
    },
  };
}

/** The prices of one unit, by title. */
export function pricesIn(page: Awaited<ReturnType<Shelf["page"]>>) {
  return page.items.map(({ title, variants }) => [title, variants[0]?.price?.amount ?? null]);
}
