import { describe, expect, it } from "vitest";
import type { Context } from "../../../../src/kernel/write/command.ts";
import {
  asItIs,
  loadPricingContext,
  type PricingRequest,
} from "../../../../src/modules/checkout/quote/load.ts";
import type { Basket } from "../../../../src/modules/checkout/quote/quote.ts";
import { usd } from "../../../support/quote.ts";
import { openPromotedStore } from "../../promotions/given.ts";

/** A shop with a lamp, and what the prices of a basket depend on in it. */
function open() {
  const store = openPromotedStore();
  const { productId, variantId } = store.sell({ ships: false });
  const { tenant, clock } = store;
  const load = (more: Partial<PricingRequest> = {}, variantIds: readonly string[] = [variantId]) => {
    const guest = { customerId: null, email: null, codes: [] };
    const request = { currency: usd, locale: "en", shippingOptionId: null, ...guest, ...more };
    const context = { tenantId: tenant.id as Context["tenantId"], now: clock.now() };
    return loadPricingContext(tenant.storage.database, context, request, variantIds);
  };
  return { ...store, productId, variantId, load };
}

const firstOrder = { conditions: [{ kind: "firstOrder" }] };

describe("whether it is the first order of who buys", () => {
  it("is looked up by e-mail address, if a promotion asks for it", () => {
    const shop = open();
    shop.promote({
      conditions: [{ kind: "subtotal", min: { amount: 1, currency: "USD" } }, { kind: "firstOrder" }],
    });
    shop.promote();
    expect(shop.load({ email: "ada@shop.example" }).isFirstOrder).toBe(true);
    shop.buy(shop.variantId);
    expect(shop.load({ email: "ADA@shop.example" }).isFirstOrder).toBe(false);
    expect(shop.load({ email: "bob@shop.example" }).isFirstOrder).toBe(true);
  });

  it("is not known of a stranger, and not looked up for other promotions", () => {
    const shop = open();
    shop.promote();
    expect(shop.load({ email: "ada@shop.example" }).isFirstOrder).toBeNull();
    shop.promote(firstOrder);
    expect(shop.load().isFirstOrder).toBeNull();
  });
});

describe("what the prices of a basket depend on", () => {
  it("has the groups of its products if a promotion names groups, and not otherwise", () => {
    const shop = open();
    const collection = shop.must("catalogue.createCollection", {
      translations: [{ locale: "en", title: "New" }],
    }) as { readonly id: string };
    shop.must("catalogue.addProductToCollection", { id: collection.id, productId: shop.productId });
    expect(shop.load().groupsByProduct.size).toBe(0);
    const selector = { collections: [collection.id] };
    shop.promote({ action: { kind: "percent", on: "items", rate: 1_000, selector } });
    expect(shop.load().groupsByProduct.get(shop.productId)).toEqual([collection.id]);
    expect(shop.load({}, []).groupsByProduct.size).toBe(0);
  });

  it("has the promotions for what is in it and where it goes", () => {
    const shop = open();
    const selector = { products: [shop.productId] };
    shop.promote({ name: "lamp", action: { kind: "percent", on: "items", rate: 1, selector } });
    shop.promote({ name: "german", conditions: [{ kind: "country", in: ["DE"] }] });
    const names = (...request: Parameters<typeof shop.load>) =>
      shop.load(...request).promotions.map(({ promotion }) => promotion.name);
    expect(names({ goesTo: null })).toEqual(["lamp"]);
    expect(names({ goesTo: "DE" }, [])).toEqual(["german"]);
    expect(names()).toEqual(["lamp", "german"]);
  });

  it("names the lamp and its promotions in the language that is asked for, and explains no others", () => {
    const shop = open();
    shop.must("tenants.changeSettings", { locales: ["en", "de"] });
    const translations = [
      { locale: "en", title: "Lamp" },
      { locale: "de", title: "Lampe" },
    ];
    shop.must("catalogue.updateProduct", { id: shop.productId, patch: { translations } });
    const inGerman = shop.load({ locale: "de" });
    expect(inGerman.variants.get(shop.variantId)?.title).toBe("Lampe");
    expect(inGerman.locales).toEqual(["de", "en"]);
    expect(inGerman.explains).toBe(false);
  });

  it("has the stock of each variant", () => {
    const shop = open();
    expect(shop.load().stocks.get(shop.variantId)?.stocked).toBe(100);
  });
});

it("a basket that is priced as it is goes to its shipping address, else where the bill goes", () => {
  const goesTo = (addresses: Pick<Basket, "shippingAddress" | "billingAddress">) =>
    asItIs({
      currency: usd,
      locale: "en",
      shippingOptionId: null,
      customerId: null,
      email: null,
      codes: [],
      ...addresses,
    }).goesTo;
  expect(goesTo({ shippingAddress: { country: "DE" }, billingAddress: { country: "FR" } })).toBe("DE");
  expect(goesTo({ shippingAddress: null, billingAddress: { country: "FR" } })).toBe("FR");
  expect(goesTo({ shippingAddress: null, billingAddress: null })).toBeNull();
});
