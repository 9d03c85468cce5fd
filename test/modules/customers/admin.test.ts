import { describe, expect, it } from "vitest";
import { adminCustomerInput, adminCustomerPatch } from "../../../src/modules/customers/admin/schema.ts";
import { openCustomerShop } from "./shop.ts";

describe("staff adds a customer", () => {
  it("without an account, and sees it at once", () => {
    const shop = openCustomerShop();
    const ada = shop.add("Ada@Example.com", { firstName: "Ada", lastName: "Lovelace", phone: "+44 20 1" });
    expect(ada).toMatchObject({
      email: "Ada@example.com",
      firstName: "Ada",
      lastName: "Lovelace",
      phone: "+44 20 1",
      locale: null,
      status: "active",
      hasAccount: false,
      emailVerifiedAt: null,
      groups: [],
      version: 1,
    });
    expect(shop.read(ada.id)).toEqual(ada);
    expect(shop.read(ada.id.toLowerCase())).toEqual(ada);
  });

  it("once for an e-mail address, whatever its case", () => {
    const shop = openCustomerShop();
    shop.add("ada@example.com");
    expect(shop.refusal("customers.createCustomer", { email: "ADA@example.com" })).toBe(
      "duplicate-email /email",
    );
    expect(openCustomerShop().refusal("customers.createCustomer", { email: "ada@example.com" })).toBeNull();
  });

  it("cannot say what only the platform knows", () => {
    for (const field of ["id", "status", "hasAccount", "groups", "emailVerifiedAt", "version"])
      expect(adminCustomerInput.safeParse({ email: "a@b.example", [field]: "x" }).success, field).toBe(false);
    for (const field of ["id", "hasAccount", "groups", "groupIds", "emailVerifiedAt", "passwordChangedAt"])
      expect(adminCustomerPatch.safeParse({ [field]: "x" }).success, field).toBe(false);
  });
});

describe("staff changes a customer", () => {
  it("field by field: what is left out stays, null clears", () => {
    const shop = openCustomerShop();
    const { id } = shop.add("ada@example.com", { firstName: "Ada", phone: "1" });
    shop.must("customers.updateCustomer", { id, patch: { lastName: "Lovelace", phone: null, locale: "de" } });
    expect(shop.read(id)).toMatchObject({
      firstName: "Ada",
      lastName: "Lovelace",
      phone: null,
      locale: "de",
      version: 2,
    });
  });

  it("without an event if nothing is different", () => {
    const shop = openCustomerShop();
    const { id } = shop.add("ada@example.com", { firstName: "Ada" });
    shop.must("customers.updateCustomer", { id, patch: { firstName: "Ada", status: "active" } });
    expect(shop.read(id)).toMatchObject({ version: 1 });
  });

  it("and another e-mail address is unverified, in its own case it is not", () => {
    const shop = openCustomerShop();
    const { id } = shop.add("ada@example.com");
    shop.add("grace@example.com");
    expect(shop.refusal("customers.updateCustomer", { id, patch: { email: "GRACE@example.com" } })).toBe(
      "duplicate-email /email",
    );
    shop.must("customers.updateCustomer", { id, patch: { email: "ADA@example.com" } });
    shop.must("customers.updateCustomer", { id, patch: { email: "lovelace@example.com" } });
    expect(shop.read(id)).toMatchObject({ email: "lovelace@example.com", emailVerifiedAt: null });
    shop.add("ada@example.com");
  });

  it("unless somebody else has changed it since", () => {
    const shop = openCustomerShop();
    const { id } = shop.add("ada@example.com");
    const rename = (firstName: string, ifMatch: string) =>
      shop.refusal("customers.updateCustomer", { id, patch: { firstName } }, { ifMatch: [ifMatch] });
    expect(rename("Ada", '"2"')).toBe("version-mismatch /header/If-Match");
    expect(rename("Ada", '"1"')).toBeNull();
    expect(rename("Augusta", '"1"')).toBe("version-mismatch /header/If-Match");
    expect(shop.refusal("customers.deleteCustomer", { id }, { ifMatch: ['"1"'] })).toBe(
      "version-mismatch /header/If-Match",
    );
  });
});

describe("staff deletes a customer", () => {
  it("and it is gone, its e-mail address is free again", () => {
    const shop = openCustomerShop();
    const { id } = shop.add("ada@example.com");
    shop.must("customers.deleteCustomer", { id });
    expect(shop.read(id)).toBe("not-found");
    expect(shop.refusal("customers.deleteCustomer", { id })).toBe("not-found");
    expect(shop.refusal("customers.updateCustomer", { id, patch: {} })).toBe("not-found");
    expect(shop.add("ada@example.com").id).not.toBe(id);
  });
});
