import { describe, expect, it } from "vitest";
import {
  decideCreateLocation,
  decideDeleteLocation,
  decideUpdateLocation,
  firstLocation,
  stockLocationsOf,
} from "../../../src/modules/inventory/locations/rules.ts";
import { anyContext as context, eventsOf, refusalOf, tenantId } from "../../support/decided.ts";

const first = firstLocation(tenantId);
const shop = { ...first, id: "loc_01J00000000000000000000009", name: "Shop", isDefault: false };

describe("a tenant's locations", () => {
  it("start with one, as old as the tenant", () => {
    expect(first).toMatchObject({ id: tenantId.replace("ten_", "loc_"), isDefault: true });
    expect(Date.parse(first.createdAt)).toBeGreaterThan(0);
  });

  it("are allocated from in order: the default, then the oldest", () => {
    const older = { ...shop, id: "loc_01J00000000000000000000008", createdAt: "2020-01-01T00:00:00.000Z" };
    const newDefault = { ...shop, isDefault: true, createdAt: "2030-01-01T00:00:00.000Z" };
    const { locationIds, defaultLocationId } = stockLocationsOf(
      [{ ...first, isDefault: false }, older, newDefault],
      5,
    );
    expect(defaultLocationId).toBe(newDefault.id);
    expect(locationIds).toEqual([newDefault.id, older.id, first.id]);
  });

  it("are allocated from in the order of their ids if they are of the same age", () => {
    const twin = { ...shop, id: "loc_01J00000000000000000000008" };
    const { locationIds } = stockLocationsOf([shop, first, twin], 5);
    expect(locationIds).toEqual([first.id, twin.id, shop.id]);
  });

  it("grow by one that is not the default, unless it is said to be", () => {
    const created = decideCreateLocation([first], { name: "Shop" }, context);
    if (!created.ok) throw new Error(created.refusal.detail);
    expect(created.value.events.map(({ data }) => data)).toEqual([{ name: "Shop", isDefault: false }]);
  });

  it("have one default: a new default replaces it", () => {
    const created = decideCreateLocation([first], { name: "Shop", isDefault: true }, context);
    if (!created.ok) throw new Error(created.refusal.detail);
    expect(created.value.events.map(({ aggregate, data }) => [aggregate.id, data])).toEqual([
      [first.id, { isDefault: false }],
      [created.value.id, { name: "Shop", isDefault: true }],
    ]);
  });

  it("are limited to 100", () => {
    const many = Array.from({ length: 100 }, () => shop);
    expect(refusalOf(decideCreateLocation(many, { name: "One more" }, context)).code).toBe("too-large");
    expect(decideCreateLocation(many.slice(1), { name: "The last" }, context).ok).toBe(true);
  });
});

describe("updating a location", () => {
  it("makes it the default and unsets the former one", () => {
    const events = eventsOf(decideUpdateLocation([first, shop], shop, { isDefault: true }));
    expect(events.map(({ data }) => data)).toEqual([{ isDefault: false }, { isDefault: true }]);
  });

  it("renames it, and leaves the default alone", () => {
    const renamed = eventsOf(decideUpdateLocation([first, shop], shop, { name: "Store" }));
    expect(renamed.map(({ data }) => data)).toEqual([{ name: "Store" }]);
    const both = eventsOf(decideUpdateLocation([first, shop], shop, { name: "Store", isDefault: true }));
    expect(both.map(({ data }) => data)).toEqual([{ isDefault: false }, { name: "Store", isDefault: true }]);
  });

  it("changes nothing if it is the default already", () => {
    expect(eventsOf(decideUpdateLocation([first, shop], first, { isDefault: true }))).toEqual([]);
  });

  it("refuses to unset the default", () => {
    expect(refusalOf(decideUpdateLocation([first, shop], first, { isDefault: false }))).toEqual({
      code: "location-needed",
      pointers: ["/isDefault"],
    });
  });

  it("emits no event if nothing changes", () => {
    expect(eventsOf(decideUpdateLocation([first, shop], shop, { name: "Shop", isDefault: false }))).toEqual(
      [],
    );
  });
});

describe("deleting a location", () => {
  it("is refused for the default location, and for one in use", () => {
    expect(refusalOf(decideDeleteLocation(first, false)).code).toBe("location-needed");
    expect(refusalOf(decideDeleteLocation(shop, true)).code).toBe("location-needed");
  });

  it("emits an event for an empty one", () => {
    expect(eventsOf(decideDeleteLocation(shop, false)).map(({ type }) => type)).toEqual([
      "inventory.location.deleted",
    ]);
  });
});
