import { describe, expect, it } from "vitest";
import { type Actor, anonymous } from "../../../src/kernel/access/actor.ts";
import {
  createAddress,
  deleteAddress,
  updateAddress,
} from "../../../src/modules/customers/addresses/commands.ts";
import { listAddresses, readOwnAddress } from "../../../src/modules/customers/addresses/queries.ts";
import {
  type CustomerAddressResponse,
  customerAddressInput,
  customerAddressPatch,
} from "../../../src/modules/customers/addresses/schema.ts";
import { customerLimits } from "../../../src/modules/customers/limits.ts";
import { openCustomerShop } from "./shop.ts";

const page = { limit: 100, after: null, count: true };
const home = { firstName: "Ada", address1: "12 St James's Square", city: "London", country: "GB" };

/** A shop, and the address book of a customer. */
function open() {
  const shop = openCustomerShop();
  const ada = shop.register("ada@example.com");
  const add = async (input: object, actor: Actor = ada) => {
    shop.platform.clock.advance(1_000);
    return (await shop.as(
      actor,
      createAddress,
      customerAddressInput.parse(input),
    )) as CustomerAddressResponse;
  };
  const change = (id: string, patch: object, actor: Actor = ada, more: object = {}) =>
    shop.as(actor, updateAddress, { id, patch: customerAddressPatch.parse(patch) }, more);
  const book = async (actor: Actor = ada) => {
    const answer = await shop.as(actor, listAddresses, page);
    return typeof answer === "string" ? answer : answer.items;
  };
  /** Which of the addresses are the defaults, by their places in the book. */
  const defaults = async () => {
    const all = await book();
    if (typeof all === "string") throw new Error(all);
    return {
      shipping: all.flatMap((one, index) => (one.isDefaultShipping ? [index] : [])),
      billing: all.flatMap((one, index) => (one.isDefaultBilling ? [index] : [])),
    };
  };
  return { ...shop, ada, add, change, book, defaults };
}

describe("the address book of a customer", () => {
  it("has the addresses that the customer adds, oldest first, in all their fields", async () => {
    const { add, book, as, ada, read } = open();
    const first = await add(home);
    const second = await add({ country: "DE", company: "Works", phone: "+49 1" });
    expect(first).toMatchObject({ ...home, lastName: null, postalCode: null, version: 1 });
    expect(second).toMatchObject({ country: "DE", company: "Works", phone: "+49 1", firstName: null });
    expect(await book()).toEqual([{ ...first }, second]);
    expect(await as(ada, readOwnAddress, { id: first.id })).toEqual(first);
    expect(read(ada.id)).toMatchObject({ addresses: [first, second] });
  });

  it("changes field by field: what is left out stays, null clears, the country stays one", async () => {
    const { add, change } = open();
    const { id } = await add(home);
    expect(await change(id, { firstName: null, city: "Bath" })).toMatchObject({
      ...home,
      firstName: null,
      city: "Bath",
      version: 2,
    });
    expect(await change(id, { city: "Bath" })).toMatchObject({ version: 2 });
    for (const bad of [
      { country: null },
      { country: "Utopia" },
      { zip: "1" },
      { id: "addr_1" },
      { customerId: "x" },
    ])
      expect(customerAddressPatch.safeParse(bad).success, JSON.stringify(bad)).toBe(false);
    for (const bad of [{}, { ...home, customerId: "cus_1" }, { ...home, version: 1 }])
      expect(customerAddressInput.safeParse(bad).success, JSON.stringify(bad)).toBe(false);
  });

  it("refuses a stale edit", async () => {
    const { add, change } = open();
    const { id } = await add(home);
    const stale = { ifMatch: ['"2"'] };
    expect(await change(id, { city: "Bath" }, undefined, stale)).toBe("version-mismatch");
  });

  it("forgets what is deleted", async () => {
    const { add, as, ada, book } = open();
    const { id } = await add(home);
    expect(await as(ada, deleteAddress, { id })).toBeNull();
    expect(await as(ada, deleteAddress, { id })).toBe("not-found");
    expect(await book()).toEqual([]);
  });

  it("has so many addresses at most", async () => {
    const { add } = open();
    for (let index = 0; index < customerLimits.addresses.value; index += 1) await add(home);
    expect(await add(home)).toBe("too-large");
  });

  it("goes with the customer when staff deletes it", async () => {
    const { add, ada, must, tenant, book } = open();
    await add(home);
    must("customers.deleteCustomer", { id: ada.id });
    const [row] = tenant.storage.rows("SELECT count(*) AS n FROM customer_addresses");
    expect(row?.n).toBe(0);
    expect(await book()).toBe("unauthenticated");
  });
});

describe("the default addresses", () => {
  it("are the first one, until another one takes its place", async () => {
    const { add, change, defaults } = open();
    await add(home);
    expect(await defaults()).toEqual({ shipping: [0], billing: [0] });
    const { id } = await add(home);
    expect(await defaults()).toEqual({ shipping: [0], billing: [0] });
    await change(id, { isDefaultShipping: true });
    expect(await defaults()).toEqual({ shipping: [1], billing: [0] });
    await add({ ...home, isDefaultBilling: true });
    expect(await defaults()).toEqual({ shipping: [1], billing: [2] });
    await change(id, { isDefaultShipping: false });
    expect(await defaults()).toEqual({ shipping: [], billing: [2] });
  });

  it("are none if the customer says so, or deletes them", async () => {
    const { add, as, ada, defaults } = open();
    await add({ ...home, isDefaultShipping: false });
    expect(await defaults()).toEqual({ shipping: [], billing: [0] });
    const { id } = await add({ ...home, isDefaultShipping: true, isDefaultBilling: true });
    await as(ada, deleteAddress, { id });
    expect(await defaults()).toEqual({ shipping: [], billing: [] });
  });
});

describe("an address is its customer's alone", () => {
  it("another customer does not find it", async () => {
    const { add, change, as, register, book } = open();
    const { id } = await add(home);
    const grace = register("grace@example.com");
    expect(await as(grace, readOwnAddress, { id })).toBe("not-found");
    expect(await change(id, { city: "Bath" }, grace)).toBe("not-found");
    expect(await as(grace, deleteAddress, { id })).toBe("not-found");
    expect(await book(grace)).toEqual([]);
    expect(await book()).toHaveLength(1);
  });

  it("nobody opens it without an account: no shopper, no order token, no staff", async () => {
    const { add, as } = open();
    const { id } = await add(home);
    expect(await as(anonymous, readOwnAddress, { id })).toBe("unauthenticated");
    expect(await as(anonymous, readOwnAddress, { id }, { bearsToken: true })).toBe("unauthenticated");
    expect(await as(anonymous, createAddress, customerAddressInput.parse(home), { bearsToken: true })).toBe(
      "unauthenticated",
    );
    expect(await as({ kind: "apiKey", id: "key_1" }, readOwnAddress, { id })).toBe("forbidden");
  });

  it("a customer without an account, or with one that is disabled, has none", async () => {
    const { add, as, ada, must } = open();
    const { id } = await add(home);
    must("customers.updateCustomer", { id: ada.id, patch: { status: "disabled" } });
    expect(await as(ada, readOwnAddress, { id })).toBe("unauthenticated");
    const guest = openCustomerShop();
    const { id: added } = guest.add("guest@example.com");
    expect(await guest.as({ kind: "customer", id: added }, listAddresses, page)).toBe("unauthenticated");
  });
});
