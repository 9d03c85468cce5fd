import { describe, expect, it } from "vitest";
import { decideGroup } from "../../../src/modules/customers/groups/rules.ts";
import { customerLimits } from "../../../src/modules/customers/limits.ts";
import { eventsOf, refusalOf } from "../../support/decided.ts";
import { openCustomerShop } from "./shop.ts";

describe("a customer group", () => {
  it("has a handle made from its name, with a suffix if that is taken", () => {
    const shop = openCustomerShop();
    expect(shop.addGroup("Wholesale").handle).toBe("wholesale");
    expect(shop.addGroup("Wholesale").handle).toBe("wholesale-2");
    expect(shop.refusal("customers.createGroup", { name: "B2B", handle: "wholesale" })).toBe(
      "duplicate-handle /handle",
    );
  });

  it("is renamed, and keeps its handle unless another one is given", () => {
    const shop = openCustomerShop();
    const { id } = shop.addGroup("Wholesale");
    shop.addGroup("Retail");
    expect(shop.must("customers.updateGroup", { id, patch: { name: "B2B" } })).toMatchObject({
      name: "B2B",
      handle: "wholesale",
      version: 2,
    });
    expect(shop.must("customers.updateGroup", { id, patch: { handle: "wholesale" } })).toMatchObject({
      version: 2,
    });
    expect(shop.refusal("customers.updateGroup", { id, patch: { handle: "retail" } })).toBe(
      "duplicate-handle /handle",
    );
    expect(shop.must("customers.updateGroup", { id, patch: { handle: "b2b" } })).toMatchObject({
      handle: "b2b",
    });
  });

  it("is refused beyond the limit of the shop", () => {
    const beside = (count: number) =>
      decideGroup("cgr_1", { name: "One more" }, { count, handles: new Set() });
    expect(eventsOf(beside(customerLimits.groups.value - 1))).toHaveLength(1);
    expect(refusalOf(beside(customerLimits.groups.value)).code).toBe("too-large");
  });
});

describe("the customers of a group", () => {
  it("list it by name, whichever way they were added", () => {
    const shop = openCustomerShop();
    const ada = shop.add("ada@example.com");
    const grace = shop.add("grace@example.com");
    const wholesale = shop.addGroup("Wholesale");
    const early = shop.addGroup("Early birds");
    shop.must("customers.changeGroupMembers", { id: wholesale.id, add: [ada.id, grace.id] });
    shop.must("customers.addGroupMember", { id: early.id, customerId: ada.id });
    expect(shop.read(ada.id)).toMatchObject({
      groups: [
        { id: early.id, name: "Early birds", handle: "early-birds" },
        { id: wholesale.id, name: "Wholesale", handle: "wholesale" },
      ],
    });
    shop.must("customers.changeGroupMembers", { id: wholesale.id, remove: [ada.id] });
    shop.must("customers.removeGroupMember", { id: wholesale.id, customerId: grace.id });
    expect(shop.read(ada.id)).toMatchObject({ groups: [{ handle: "early-birds" }] });
    expect(shop.read(grace.id)).toMatchObject({ groups: [] });
  });

  it("are changed once: to add a member again is no change", () => {
    const shop = openCustomerShop();
    const { id: customerId } = shop.add("ada@example.com");
    const { id } = shop.addGroup("Wholesale");
    for (const _ of [1, 2]) shop.must("customers.addGroupMember", { id, customerId });
    expect(shop.read(customerId)).toMatchObject({ version: 2 });
    for (const _ of [1, 2]) shop.must("customers.removeGroupMember", { id, customerId });
    expect(shop.read(customerId)).toMatchObject({ version: 3, groups: [] });
  });

  it("are all of this shop, or nobody is added", () => {
    const shop = openCustomerShop();
    const stranger = openCustomerShop().add("eve@example.com").id.replace(/.$/, "0");
    const ada = shop.add("ada@example.com");
    const { id } = shop.addGroup("Wholesale");
    expect(shop.refusal("customers.changeGroupMembers", { id, add: [ada.id, stranger] })).toBe(
      "unknown-reference /add/1",
    );
    expect(shop.refusal("customers.changeGroupMembers", { id, remove: [stranger] })).toBe(
      "unknown-reference /remove/0",
    );
    expect(shop.refusal("customers.addGroupMember", { id, customerId: stranger })).toBe("not-found");
    expect(shop.read(ada.id)).toMatchObject({ groups: [], version: 1 });
  });

  it("are in so many groups at most", () => {
    const shop = openCustomerShop();
    const { id: customerId } = shop.add("ada@example.com");
    const ids = Array.from(
      { length: customerLimits.groupsOfCustomer.value + 1 },
      (_, index) => shop.addGroup(`Group ${index}`).id,
    );
    const last = ids.pop();
    for (const id of ids) shop.must("customers.addGroupMember", { id, customerId });
    expect(shop.refusal("customers.changeGroupMembers", { id: last, add: [customerId] })).toBe(
      "too-large /add/0",
    );
    shop.must("customers.deleteGroup", { id: ids[0] });
    expect(shop.refusal("customers.changeGroupMembers", { id: last, add: [customerId] })).toBeNull();
  });

  it("leave it when it is deleted, and stay customers", () => {
    const shop = openCustomerShop();
    const { id: customerId } = shop.add("ada@example.com");
    const { id } = shop.addGroup("Wholesale");
    shop.must("customers.addGroupMember", { id, customerId });
    shop.must("customers.deleteGroup", { id });
    expect(shop.read(customerId)).toMatchObject({ groups: [] });
    expect(shop.refusal("customers.addGroupMember", { id, customerId })).toBe("not-found");
    expect(shop.addGroup("Wholesale")).toMatchObject({ handle: "wholesale" });
    expect(shop.read(customerId)).toMatchObject({ groups: [] });
  });
});
