import { describe, expect, it } from "vitest";
import type { CartContent } from "../../../src/modules/checkout/cart/schema.ts";
import { vatIdSchema } from "../../../src/modules/customers/admin/vat-id.ts";
import { profilePatch } from "../../../src/modules/customers/schema.ts";
import { openStore } from "../checkout/given.ts";
import { openCustomerShop } from "./shop.ts";

describe("a VAT id", () => {
  it.each([
    ["DE123456789", "DE123456789"],
    [" de 123.456-789 ", "DE123456789"],
    ["ATU12345678", "ATU12345678"],
    ["EL123456789", "EL123456789"],
    ["NL123456789B01", "NL123456789B01"],
    ["CHE-123.456.789 MWST", "CHE123456789MWST"],
    ["GB123456789", "GB123456789"],
  ])("of the form %j is stored as %s", (text, stored) => {
    expect(vatIdSchema.parse(text)).toBe(stored);
  });

  it.each([
    "",
    "DE12345678",
    "DE1234567890",
    "AT12345678",
    "GR123456789",
    "US123456789",
    "123456789",
    "DE12345678A",
  ])("of the form %j is refused", (text) => {
    expect(vatIdSchema.safeParse(text).success).toBe(false);
  });
});

describe("a customer who is exempt from taxes", () => {
  it("is made so by staff, field by field", () => {
    const shop = openCustomerShop();
    const { id } = shop.add("ada@example.com");
    expect(shop.read(id)).toMatchObject({ taxExempt: false, vatId: null });
    shop.must("customers.updateCustomer", { id, patch: { taxExempt: true, vatId: "DE123456789" } });
    shop.must("customers.updateCustomer", { id, patch: { firstName: "Ada" } });
    expect(shop.read(id)).toMatchObject({ taxExempt: true, vatId: "DE123456789", firstName: "Ada" });
    shop.must("customers.updateCustomer", { id, patch: { taxExempt: false, vatId: null } });
    expect(shop.read(id)).toMatchObject({ taxExempt: false, vatId: null });
    const grace = shop.add("grace@example.com", { taxExempt: true, vatId: "FR12345678901" });
    expect(grace).toMatchObject({ taxExempt: true, vatId: "FR12345678901" });
  });

  it("can't make itself so", () => {
    expect(profilePatch.safeParse({ taxExempt: true }).success).toBe(false);
    expect(profilePatch.safeParse({ vatId: "DE123456789" }).success).toBe(false);
  });

  it("stays so when it registers and becomes one with its account", () => {
    const shop = openCustomerShop();
    shop.add("ada@example.com", { taxExempt: true, vatId: "DE123456789" });
    const { id } = shop.register("ada@example.com");
    expect(shop.read(id)).toMatchObject({ hasAccount: true, taxExempt: true, vatId: "DE123456789" });
  });

  it("pays no taxes while signed in; a guest with the same address does", () => {
    const shop = openCustomerShop();
    const store = openStore(shop);
    const ada = shop.register("ada@example.com");
    const { variantId } = store.sell();
    shop.must("tenants.changeSettings", { taxRates: [{ country: "DE", rate: 2_000 }] });
    shop.must("customers.updateCustomer", { id: ada.id, patch: { taxExempt: true } });
    const taxOf = (more: object) => {
      const cart = store.open({ items: [{ variantId, quantity: 1 }], email: "ada@example.com" }, more);
      const input = { id: cart.id, patch: { shippingAddress: { country: "DE" } } };
      return store.does<CartContent>("checkout.updateCart", input, more).totals.tax.amount;
    };
    expect(taxOf({ actor: ada })).toBe(0);
    expect(taxOf({})).toBe(200);
  });
});
