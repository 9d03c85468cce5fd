import { describe, expect, it } from "vitest";
import { z } from "zod";
import { inventoryShape } from "../../../src/modules/inventory/index.ts";
import { productBody } from "../../support/http/products.ts";
import { openShop, type Shop } from "../../support/node/shop.ts";

const created = z.object({ id: z.string(), variants: z.array(z.object({ id: z.string() })).min(1) });

function lamp(shop: Shop, variant: Readonly<Record<string, unknown>> = {}) {
  const prices = [{ amount: 1_000, currency: "USD" }];
  const body = productBody("Lamp", { variants: [{ sku: "LAMP", prices, stocked: 10, ...variant }] });
  const { id, variants } = created.parse(shop.must("catalogue.createProduct", body));
  return { id, variantId: variants[0]?.id ?? "" };
}

const location = (shop: Shop, body: object) =>
  z.looseObject({ id: z.string() }).parse(shop.must("inventory.createLocation", body)).id;

const ask = (shop: Shop, query: string, input: object) => {
  const answer = shop.tenant.core.ask({ query, input, actor: { kind: "system", id: "platform-token" } });
  if (!answer.ok) throw new Error(answer.refusal.detail);
  return answer.value;
};

const inventoryOf = (shop: Shop, id: string) =>
  inventoryShape.parse(ask(shop, "inventory.readInventory", { id }));

describe("a variant's inventory", () => {
  it("sums up its locations", () => {
    const shop = openShop();
    const { variantId: id } = lamp(shop);
    const locationId = location(shop, { name: "Shop" });
    shop.must("inventory.setStock", { id, stocked: 4, locationId });
    expect(inventoryOf(shop, id)).toMatchObject({ stocked: 14, reserved: 0, available: 14 });
  });

  it("is set and allocated at the current default location", () => {
    const shop = openShop();
    const { variantId: id } = lamp(shop);
    const locationId = location(shop, { name: "New", isDefault: true });
    shop.must("inventory.setStock", { id, stocked: 3 });
    expect(inventoryOf(shop, id).levels.find((level) => level.locationId === locationId)).toMatchObject({
      stocked: 3,
    });
  });

  it("uses its own threshold until it is set to null", () => {
    const shop = openShop();
    const { variantId: id } = lamp(shop);
    shop.must("inventory.setStock", { id, stocked: 10, lowStockThreshold: 8 });
    expect(inventoryOf(shop, id).levels[0]).toMatchObject({ lowStockThreshold: 8 });
    shop.must("inventory.setStock", { id, stocked: 10, lowStockThreshold: null });
    expect(inventoryOf(shop, id).levels[0]).toMatchObject({ lowStockThreshold: 5 });
  });

  it("refuses an unknown location", () => {
    const shop = openShop();
    const { variantId: id } = lamp(shop);
    const locationId = "loc_01J99999999999999999999999";
    expect(shop.run("inventory.setStock", { id, stocked: 1, locationId })).toMatchObject({
      ok: false,
      refusal: { code: "unknown-reference", errors: [{ pointer: "/locationId" }] },
    });
  });

  it("lists every movement, newest first, in pages", () => {
    const shop = openShop();
    const { variantId: id } = lamp(shop);
    shop.must("inventory.adjustStock", { id, delta: -3, reason: "broken" });
    shop.must("inventory.adjustStock", { id, delta: 5, reason: "delivered" });
    const page = z.object({
      items: z.array(z.looseObject({ reason: z.string(), stockedChange: z.int(), stocked: z.int() })),
      next: z.array(z.union([z.string(), z.number()])).nullable(),
      totalCount: z.int(),
    });
    const read = (after: unknown) =>
      page.parse(ask(shop, "inventory.readMovements", { id, limit: 2, after, count: true }));
    const first = read(null);
    expect(first.items.map(({ reason, stockedChange, stocked }) => [reason, stockedChange, stocked])).toEqual(
      [
        ["delivered", 5, 12],
        ["broken", -3, 7],
      ],
    );
    expect(first.totalCount).toBe(3);
    expect(read(first.next).items.map(({ reason }) => reason)).toEqual(["first stock"]);
  });
});

describe("a count by SKU", () => {
  it("sets every line at its location", () => {
    const shop = openShop();
    const { variantId } = lamp(shop);
    const locationId = location(shop, { name: "Shop" });
    const items = [
      { sku: "LAMP", stocked: 2 },
      { sku: "LAMP", stocked: 7, locationId },
    ];
    expect(shop.must("inventory.setStockBySku", { items })).toMatchObject({
      items: [{ variantId, stocked: 9 }, { stocked: 9 }],
    });
  });

  it("refuses a SKU that is given twice for one location, with a pointer to the second", () => {
    const shop = openShop();
    const { variantId } = lamp(shop);
    const [main] = inventoryOf(shop, variantId).levels;
    const items = [
      { sku: "LAMP", stocked: 2 },
      { sku: "LAMP", stocked: 3, locationId: main?.locationId.toLowerCase() },
    ];
    expect(shop.run("inventory.setStockBySku", { items })).toMatchObject({
      ok: false,
      refusal: { code: "validation-failed", errors: [{ pointer: "/items/1/sku", code: "duplicate" }] },
    });
  });

  it("sets what it can with `partial`, and says what it refused and why", () => {
    const shop = openShop();
    const { variantId } = lamp(shop);
    const items = [
      { sku: "NOBODY", stocked: 7 },
      { sku: "LAMP", stocked: 2 },
      { sku: "LAMP", stocked: 3 },
      { sku: "LAMP", stocked: 3, locationId: "loc_01J99999999999999999999999" },
    ];
    expect(shop.must("inventory.setStockBySku", { items, partial: true })).toMatchObject({
      items: [{ variantId, stocked: 2 }],
      errors: [
        { pointer: "/items/0/sku", code: "unknown-variant" },
        { pointer: "/items/2/sku", code: "duplicate" },
        { pointer: "/items/3/locationId", code: "unknown-reference" },
      ],
    });
    expect(inventoryOf(shop, variantId).stocked).toBe(2);
  });

  it("sets none if one SKU is unknown", () => {
    const shop = openShop();
    const { variantId } = lamp(shop);
    const items = [
      { sku: "LAMP", stocked: 2 },
      { sku: "NOBODY", stocked: 7 },
    ];
    expect(shop.run("inventory.setStockBySku", { items })).toMatchObject({
      ok: false,
      refusal: { code: "unknown-variant", errors: [{ pointer: "/items/1/sku" }] },
    });
    expect(inventoryOf(shop, variantId).stocked).toBe(10);
  });
});

describe("a location", () => {
  it("can be deleted when empty, together with its empty levels", () => {
    const shop = openShop();
    const { variantId: id } = lamp(shop);
    const locationId = location(shop, { name: "Shop" });
    shop.must("inventory.setStock", { id, stocked: 1, locationId });
    expect(shop.run("inventory.deleteLocation", { id: locationId })).toMatchObject({
      ok: false,
      refusal: { code: "location-needed" },
    });
    shop.must("inventory.setStock", { id, stocked: 0, locationId });
    shop.must("inventory.deleteLocation", { id: locationId });
    expect(inventoryOf(shop, id).levels.map((level) => level.locationId)).not.toContain(locationId);
    expect(shop.run("inventory.setStock", { id, stocked: 1, locationId })).toMatchObject({ ok: false });
  });
});

describe("a transfer", () => {
  it("moves stock by SKU or variant, and shows in the history of both locations", () => {
    const shop = openShop();
    const { variantId } = lamp(shop);
    const to = location(shop, { name: "Shop" });
    const [main] = inventoryOf(shop, variantId).levels;
    const input = { from: main?.locationId, to, items: [{ sku: "LAMP", quantity: 4 }] };
    expect(shop.must("inventory.transferStock", input)).toMatchObject({
      items: [
        {
          variantId,
          stocked: 10,
          levels: expect.arrayContaining([expect.objectContaining({ locationId: to, stocked: 4 })]),
        },
      ],
    });
    shop.must("inventory.transferStock", {
      from: to,
      to: main?.locationId,
      items: [{ variantId, quantity: 1 }],
    });
    const { items } = z
      .object({
        items: z.array(z.looseObject({ reason: z.string(), locationId: z.string(), stockedChange: z.int() })),
      })
      .parse(ask(shop, "inventory.readMovements", { id: variantId, limit: 20, after: null, count: false }));
    expect(
      items.map(({ locationId, stockedChange, reason }) => [locationId === to, stockedChange, reason]),
    ).toEqual([
      [false, 1, "transferred"],
      [true, -1, "transferred"],
      [true, 4, "transferred"],
      [false, -4, "transferred"],
      [false, 10, "first stock"],
    ]);
  });

  it.each([
    ["an unknown location", { to: "loc_01J99999999999999999999999" }, "unknown-reference", "/to"],
    ["the same location twice", {}, "validation-failed", "/to"],
    [
      "an unknown SKU",
      { items: [{ sku: "NOBODY", quantity: 1 }], to: null },
      "unknown-variant",
      "/items/0/sku",
    ],
  ])("refuses %s", (_, change, code, pointer) => {
    const shop = openShop();
    const { variantId } = lamp(shop);
    const main = inventoryOf(shop, variantId).levels[0]?.locationId;
    const input = { from: main, to: main, items: [{ sku: "LAMP", quantity: 1 }], ...change };
    const sent = input.to === null ? { ...input, to: location(shop, { name: "Shop" }) } : input;
    expect(shop.run("inventory.transferStock", sent)).toMatchObject({
      ok: false,
      refusal: { code, errors: [{ pointer }] },
    });
  });
});
