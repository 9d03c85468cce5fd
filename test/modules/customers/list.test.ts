import { describe, expect, it } from "vitest";
import { customerSorts } from "../../../src/modules/customers/view/filters.ts";
import { listCustomers } from "../../../src/modules/customers/view/list-customers.ts";
import { customerListQuery } from "../../../src/modules/customers/view/list-query.ts";
import { openCustomerShop } from "./shop.ts";

/** Six customers, a minute apart; every other one is in a group. */
async function busyShop() {
  const shop = openCustomerShop();
  const people = [
    shop.add("ada@example.com", { firstName: "Ada", lastName: "Lovelace", phone: "+44 20 7946" }),
    shop.add("grace.hopper@example.com", { firstName: "Grace", lastName: "Hopper" }),
    shop.add("joana+shop@example.com", { firstName: "Joana", lastName: "Müller-Lüdenscheidt" }),
    shop.add("alan@example.com", { firstName: "Alan", lastName: "O’Neil" }),
    shop.add("nobody@example.com"),
    shop.add("katherine@example.com", { firstName: "Katherine", lastName: "Johnson" }),
  ];
  const wholesale = shop.addGroup("Wholesale");
  shop.must("customers.changeGroupMembers", {
    id: wholesale.id,
    add: people.filter((_, index) => index % 2 === 0).map(({ id }) => id),
  });
  shop.must("customers.updateCustomer", { id: people[1]?.id, patch: { status: "disabled" } });
  await shop.platform.deliverAll();
  const list = async (query: object = {}, page: object = {}) => {
    const { limit: _, cursor: __, count: ___, ...filters } = customerListQuery.parse(query);
    const result = await shop.invoke(listCustomers, {
      limit: 20,
      after: null,
      count: true,
      ...filters,
      ...page,
    });
    if (!result.ok) throw new Error(result.refusal.code);
    return result.value;
  };
  const found = async (query: object) =>
    (await list(query)).items.map(({ id }) => people.findIndex((one) => one.id === id));
  return { ...shop, people, wholesale, list, found };
}

describe("the list of customers", () => {
  it("shows the newest first, as each of them is now", async () => {
    const { list, people, read } = await busyShop();
    const { items, totalCount } = await list();
    expect(totalCount).toBe(6);
    expect(items.map(({ id }) => id)).toEqual(people.map(({ id }) => id).toReversed());
    expect(items.map((item) => ({ ...item, addresses: [] }))).toEqual(items.map(({ id }) => read(id)));
  });

  it("finds a customer by the beginnings of names, e-mail address and telephone number, without accents and case", async () => {
    const { found } = await busyShop();
    expect(await found({ q: "love" })).toEqual([0]);
    expect(await found({ q: "ADA lovelace" })).toEqual([0]);
    expect(await found({ q: "grace.hopper@EXAMPLE.com" })).toEqual([1]);
    expect(await found({ q: "mueller" })).toEqual([2]);
    expect(await found({ q: "Muller luden" })).toEqual([2]);
    expect(await found({ q: "oneil" })).toEqual([3]);
    expect(await found({ q: "44207946" })).toEqual([0]);
    expect(await found({ q: "+44 20" })).toEqual([0]);
    expect(await found({ q: "ada hopper" })).toEqual([]);
    expect(await found({ q: "!" })).toEqual([]);
  });

  it("is narrowed by e-mail address, status, group and the time of the last change, by all of them together", async () => {
    const { found, people } = await busyShop();
    expect(await found({ email: ["Ada@Example.com", "alan@example.com"] })).toEqual([3, 0]);
    expect(await found({ status: "disabled" })).toEqual([1]);
    expect(await found({ status: ["disabled", "active"] })).toEqual([5, 4, 3, 2, 1, 0]);
    expect(await found({ group: "wholesale" })).toEqual([4, 2, 0]);
    expect(await found({ group: ["Wholesale", "unheard-of"], sort: "createdAt" })).toEqual([0, 2, 4]);
    expect(await found({ group: "unheard-of" })).toEqual([]);
    expect(await found({ group: "wholesale", q: "ada", email: "ada@example.com", status: "active" })).toEqual(
      [0],
    );
    expect(await found({ group: "wholesale", q: "grace" })).toEqual([]);
    expect(await found({ updatedSince: people[5]?.createdAt })).toEqual([5, 4, 2, 1, 0]);
    expect(await found({ updatedSince: people[5]?.createdAt, group: "wholesale" })).toEqual([4, 2, 0]);
  });

  it.each(customerSorts)("comes page by page in the order of %s, each customer once", async (sort) => {
    const { list } = await busyShop();
    for (const filters of [
      {},
      { group: "wholesale" },
      { q: "example" },
      { status: ["active", "disabled"] },
    ]) {
      const whole = (await list({ ...filters, sort })).items.map(({ id }) => id);
      const paged: string[] = [];
      let after: unknown = null;
      do {
        const page = await list({ ...filters, sort }, { after, limit: 1 });
        paged.push(...page.items.map(({ id }) => id));
        after = page.next;
      } while (after !== null);
      expect(paged).toEqual(whole);
      expect(whole.length).toBeGreaterThan(2);
    }
  });

  it("follows a change of a group, and leaves out what was deleted", async () => {
    const { found, must, people, wholesale, platform, list } = await busyShop();
    must("customers.updateGroup", { id: wholesale.id, patch: { name: "B2B", handle: "b2b" } });
    must("customers.removeGroupMember", { id: wholesale.id, customerId: people[0]?.id });
    must("customers.deleteCustomer", { id: people[2]?.id });
    await platform.deliverAll();
    expect(await found({ group: "wholesale" })).toEqual([]);
    expect(await found({ group: "b2b" })).toEqual([4]);
    expect((await list({ group: "b2b" })).items[0]?.groups).toEqual([
      { id: wholesale.id, name: "B2B", handle: "b2b" },
    ]);
    expect(await found({ q: "joana" })).toEqual([]);
    expect(await found({})).toEqual([5, 4, 3, 1, 0]);
    must("customers.deleteGroup", { id: wholesale.id });
    await platform.deliverAll();
    expect(await found({ group: "b2b" })).toEqual([]);
    expect((await list({})).items.flatMap(({ groups }) => groups)).toEqual([]);
  });

  it("shows no person in the row of an erased customer, and finds it by none", async () => {
    const { list, found, people, platform, must } = await busyShop();
    must("accounts.erase", { id: people[0]?.id });
    await platform.deliverAll();
    const erased = (await list()).items.at(-1);
    expect(erased).toMatchObject({
      id: people[0]?.id,
      email: null,
      firstName: null,
      lastName: null,
      phone: null,
    });
    for (const query of [{ q: "ada" }, { q: "lovelace" }, { q: "44" }, { email: "ada@example.com" }])
      expect(await found(query)).toEqual([]);
  });
});
