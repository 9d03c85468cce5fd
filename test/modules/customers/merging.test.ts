import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createRandom } from "../../../local/node/random.ts";
import { anonymous } from "../../../src/kernel/access/actor.ts";
import { newId } from "../../../src/kernel/values/id.ts";
import { listAddresses } from "../../../src/modules/customers/addresses/queries.ts";
import { customerIds } from "../../../src/modules/customers/ids.ts";
import { identityIds } from "../../../src/modules/identity/ids.ts";
import { readMe } from "../../../src/modules/identity/sessions/queries.ts";
import { type CustomerShop, openCustomerShop } from "./shop.ts";

/*
 * Staff has added a customer, who then registers with the same e-mail address. Once the address is verified they are one
 * customer. Until then, the registered one is a stranger.
 */

const email = "ada@example.com";
const page = { limit: 100, after: null, count: false };
const address = (city: string, more: object = {}) => ({ city, country: "GB", ...more });

/** Staff has added Ada, who is in a group, has a name, a telephone number and a language, and lives in London. */
function given(more: object = {}) {
  const shop = openCustomerShop();
  const group = shop.addGroup("Wholesale");
  const added = shop.add(email, { firstName: "Ada", phone: "+44 20 7946 0000", locale: "de", ...more });
  shop.must("customers.addGroupMember", { id: group.id, customerId: added.id });
  shop.must("accounts.giveAddress", { customerId: added.id, address: address("London") });
  return { ...shop, group, added };
}

const groupsOf = (shop: Pick<CustomerShop, "read">, id: string) => {
  const customer = shop.read(id);
  return typeof customer === "string" ? customer : customer.groups.map(({ name }) => name);
};

const verify = (shop: CustomerShop, { id }: { readonly id: string }) => shop.must("accounts.verify", { id });

describe("before the address is verified", () => {
  it("the registered customer is another one, and sees nothing of what staff has written", async () => {
    const shop = given();
    const ada = shop.register(email.toUpperCase(), false);
    expect(ada.id).not.toBe(shop.added.id);
    const me = await shop.as(ada, readMe, {});
    expect(me).toMatchObject({ id: ada.id, firstName: null, phone: null, locale: null });
    expect(await shop.as(ada, listAddresses, page)).toMatchObject({ items: [] });
    expect(groupsOf(shop, ada.id)).toEqual([]);
    expect(shop.read(shop.added.id)).toMatchObject({ firstName: "Ada", hasAccount: false });
  });
});

describe("once the address is verified", () => {
  it("there is one customer, with the account's id, and the groups and addresses of the other", async () => {
    const shop = given();
    const ada = shop.register(email, false);
    verify(shop, ada);
    expect(shop.read(shop.added.id)).toBe("not-found");
    expect(shop.read(ada.id)).toMatchObject({
      hasAccount: true,
      firstName: "Ada",
      phone: "+44 20 7946 0000",
      locale: "de",
      emailVerifiedAt: expect.any(String),
      addresses: [{ city: "London", isDefaultShipping: true, isDefaultBilling: true }],
    });
    expect(groupsOf(shop, ada.id)).toEqual(["Wholesale"]);
    expect(await shop.as(ada, listAddresses, page)).toMatchObject({ items: [{ city: "London" }] });
  });

  it("what the customer has said of itself holds, and only gaps are filled", async () => {
    const shop = given({ lastName: "King" });
    const ada = shop.register(email, false);
    shop.must("customers.updateCustomer", { id: ada.id, patch: { firstName: "Augusta", locale: "en" } });
    verify(shop, ada);
    expect(shop.read(ada.id)).toMatchObject({ firstName: "Augusta", lastName: "King", locale: "en", email });
  });

  it("the customer's own default addresses stay the defaults, and none is lost", () => {
    const shop = given();
    const ada = shop.register(email, false);
    const own = { customerId: ada.id, address: address("Paris", { isDefaultBilling: false }) };
    shop.platform.clock.advance(1_000);
    shop.must("accounts.giveAddress", own);
    verify(shop, ada);
    expect(shop.read(ada.id)).toMatchObject({
      addresses: [
        { city: "London", isDefaultShipping: false, isDefaultBilling: true },
        { city: "Paris", isDefaultShipping: true, isDefaultBilling: false },
      ],
    });
  });

  it("groups of both are kept once, and those that are gone are not", () => {
    const shop = given();
    const [gone, own] = [shop.addGroup("Gone"), shop.addGroup("Friends")];
    const ada = shop.register(email, false);
    for (const { id } of [gone, shop.group])
      shop.must("customers.addGroupMember", { id, customerId: ada.id });
    for (const { id } of [gone, own])
      shop.must("customers.addGroupMember", { id, customerId: shop.added.id });
    shop.must("customers.deleteGroup", { id: gone.id });
    verify(shop, ada);
    expect(groupsOf(shop, ada.id)).toEqual(["Friends", "Wholesale"]);
  });

  it("a customer whom staff has disabled is disabled: registering is no way around it", () => {
    const shop = given();
    shop.must("customers.updateCustomer", { id: shop.added.id, patch: { status: "disabled" } });
    const ada = shop.register(email, false);
    verify(shop, ada);
    expect(shop.read(ada.id)).toMatchObject({ status: "disabled" });
  });

  it("staff finds one customer in the list, and the log says who took over from whom", async () => {
    const shop = given();
    const ada = shop.register(email, false);
    verify(shop, ada);
    await shop.platform.passTime(shop.tenant, 60_000);
    expect(shop.platform.readModel.rows("SELECT id FROM customers WHERE deleted_at IS NULL")).toEqual([
      { id: ada.id },
    ]);
    const { events } = shop.tenant.core.eventsAfter(0, 100);
    const deletions = events.filter(({ type }) => type === "customer.deleted");
    expect(deletions).toMatchObject([{ aggregate: { id: shop.added.id }, data: { mergedInto: ada.id } }]);
  });

  it("another customer without an account can be added neither with this address, nor by changing one", () => {
    const shop = given();
    verify(shop, shop.register(email, false));
    expect(shop.refusal("customers.createCustomer", { email })).toBe("duplicate-email /email");
  });
});

describe("the ways to verify an address", () => {
  const random = createRandom(5);
  const password = { salt: "c2FsdHNhbHRzYWx0c2FsdA", cost: "32768,8,3", hash: "H".repeat(43) };

  function registered() {
    const shop = given();
    const { clock } = shop.platform;
    const id = newId(customerIds.customer, clock.now(), random);
    const sessionId = newId(identityIds.session, clock.now(), random);
    const session = { id: sessionId, hash: "h", sealed: "s", userAgent: null, address: null };
    const run = (command: string, input: unknown) => shop.run(command, input, { actor: anonymous });
    run("identity.registerCustomer", { id, customer: { email }, password, session });
    const mailed = () =>
      shop.tenant.core
        .eventsAfter(0, 100)
        .events.flatMap(({ data }) => z.object({ tokenId: z.string() }).safeParse(data).data ?? []);
    return { ...shop, id, run, mailed };
  }

  it("are the link in the mail, and it is a merge", () => {
    const { run, mailed, id, read, added } = registered();
    expect(run("identity.verifyEmail", mailed().at(-1))).toMatchObject({ ok: true });
    expect(read(added.id)).toBe("not-found");
    expect(read(id)).toMatchObject({ firstName: "Ada", groups: [{ name: "Wholesale" }] });
  });

  it("and the mail that resets the password: with a disabled one, each session ends once", () => {
    const { run, must, mailed, id, read, added, tenant } = registered();
    must("customers.updateCustomer", { id: added.id, patch: { status: "disabled" } });
    run("identity.requestResetMail", { email, kind: null });
    must("identity.answerMailRequests", {});
    const reset = { ...mailed().at(-1), password };
    expect(run("identity.resetPassword", reset)).toMatchObject({ ok: true });
    expect(read(id)).toMatchObject({ status: "disabled", firstName: "Ada" });
    const ends = tenant.core
      .eventsAfter(0, 100)
      .events.filter(({ type }) => type === "identity.session.revoked");
    expect(ends).toMatchObject([{ data: { reason: "password" } }]);
  });
});
