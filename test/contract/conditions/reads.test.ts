import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Condition } from "../../../src/kernel/access/extent.ts";
import type { Session } from "../../../src/kernel/operation/session.ts";
import { listAudit } from "../../../src/modules/audit/workflows.ts";
import { listLocations, readOneLocation } from "../../../src/modules/inventory/locations/commands.ts";
import { stockOperations } from "../../../src/modules/inventory/stock/operations.ts";
import { listAdminProducts } from "../../../src/modules/listing/view/lists/list-admin.ts";
import { listVariants } from "../../../src/modules/listing/view/lists/list-variants.ts";
import { exportOrders } from "../../../src/modules/orders/export/workflows.ts";
import { readAnyOrder } from "../../../src/modules/orders/queries.ts";
import { listOrders, orderListing } from "../../../src/modules/orders/view/list-orders.ts";
import { exportProducts } from "../../../src/modules/product-files/export/workflows.ts";
import { stockedVariants } from "../../../src/modules/products/index.ts";
import { readProduct, readVariant } from "../../../src/modules/products/queries.ts";
import { type LimitedShop, naively, openLimitedShop, orderValues, productValues } from "./shop.ts";

const some = <Value extends string>(values: readonly Value[]) => fc.subarray([...values], { minLength: 1 });
/** One or more conditions, each on one or more of the attributes. */
const conditionsOn = (attributes: Readonly<Record<string, readonly string[]>>) =>
  fc.array(
    fc
      .record(Object.fromEntries(Object.entries(attributes).map(([name, values]) => [name, some(values)])), {
        requiredKeys: [],
      })
      .filter((condition) => Object.keys(condition).length > 0)
      // A key that is left out is not there.
      .map((condition) => condition as Condition),
    { minLength: 1, maxLength: 3 },
  );

const productConditions = conditionsOn({
  vendor: ["Acme", "acme", "Borea", "nobody", "' OR 1=1 --"],
  type: ["lamp", "chair"],
  tag: ["new", "sale"],
});
const orderConditions = conditionsOn({ country: ["DE", "FR", "AT", "XX"], currency: ["USD", "EUR"] });

let shop: LimitedShop;
beforeAll(async () => {
  shop = await openLimitedShop();
}, 60_000);

const each = (conditions: readonly Condition[], permissions: readonly string[]) =>
  conditions.map((where) => ({ permissions, where }));
const idsOf = (items: readonly Record<string, unknown>[]) => items.map(({ id }) => id);
async function textOf(stream: AsyncIterable<string>) {
  let text = "";
  for await (const part of stream) text += part;
  return text;
}

describe("a grant on products with conditions, compared with a naive filter", () => {
  const permissions = ["products:read", "products:list", "products:export"];
  const open = async (conditions: readonly Condition[]) => {
    const { invoke, keyWith, listAll } = shop;
    const as = keyWith(each(conditions, permissions));
    const all = await listAll(listAdminProducts, {});
    const visible = all.items.filter((one) => naively(conditions, productValues(one)));
    return { invoke, as, all: all.items, visible, listAll };
  };

  it("shows in lists, with totals, in every order and in searches what it includes, and nothing else", () =>
    fc.assert(
      fc.asyncProperty(productConditions, async (conditions) => {
        const { as, visible, listAll, all } = await open(conditions);
        expect(all).toHaveLength(24);
        for (const input of [
          {},
          { sort: "title" },
          { sort: "-updatedAt" },
          { q: "thing" },
          { q: "3" },
          { vendor: ["Acme"] },
        ]) {
          const unlimited = await listAll(listAdminProducts, input);
          const expected = idsOf(unlimited.items).filter((id) => idsOf(visible).includes(id));
          const listed = await listAll(listAdminProducts, input, as);
          expect(idsOf(listed.items)).toEqual(expected);
          expect(listed.totals).toEqual([expected.length]);
        }
        const variants = await listAll(listVariants, {}, as);
        const expected = visible.map(({ id }) => id).toSorted();
        expect(variants.items.map(({ productId }) => productId)).toEqual(expected);
        expect(variants.totals).toEqual([expected.length]);
      }),
      { numRuns: 20 },
    ));

  it("answers for what it does not include as for what does not exist", () =>
    fc.assert(
      fc.asyncProperty(productConditions, async (conditions) => {
        const { invoke, as, all, visible } = await open(conditions);
        const unknown = await invoke(readProduct, { id: "prod_01J00000000000000000000000" }, as);
        expect(unknown).toMatchObject({ ok: false, refusal: { code: "not-found" } });
        for (const { id, variants } of all) {
          const read = await invoke(readProduct, { id: String(id) }, as);
          const [variant] = z.array(z.looseObject({ id: z.string() })).parse(variants);
          const readOne = await invoke(readVariant, { id: variant?.id ?? "" }, as);
          if (idsOf(visible).includes(id)) expect([read.ok, readOne.ok]).toEqual([true, true]);
          else expect([read, readOne]).toEqual([unknown, unknown]);
        }
      }),
      { numRuns: 10 },
    ));

  it("exports what it includes, and nothing else", () =>
    fc.assert(
      fc.asyncProperty(productConditions, async (conditions) => {
        const { invoke, as, all, visible } = await open(conditions);
        const exported = await invoke(exportProducts, {}, as);
        if (!exported.ok) throw new Error(exported.refusal.detail);
        const file = await textOf(exported.value);
        for (const product of all) {
          const [variant] = z.array(z.looseObject({ sku: z.string() })).parse(product.variants);
          expect(file.includes(`,${variant?.sku},`)).toBe(visible.includes(product));
        }
      }),
      { numRuns: 10 },
    ));
});

describe("a grant on orders with conditions, compared with a naive filter", () => {
  const permissions = ["orders:read", "orders:list"];
  const filters = [
    {},
    { sort: "placedAt" },
    { sort: "-updatedAt" },
    { q: "ada" },
    { status: ["confirmed"] },
    { country: ["DE", "FR"] },
  ];

  it("shows in lists, totals, searches, single reads and exports what it includes, and nothing else", () =>
    fc.assert(
      fc.asyncProperty(orderConditions, async (conditions) => {
        const { invoke, keyWith, listAll } = shop;
        const as = keyWith(each(conditions, permissions));
        const all = (await listAll(listOrders, {})).items;
        expect(all).toHaveLength(16);
        const visible = idsOf(all.filter((one) => naively(conditions, orderValues(one))));
        for (const input of filters) {
          const unlimited = await listAll(listOrders, input);
          const expected = idsOf(unlimited.items).filter((id) => visible.includes(id));
          const listed = await listAll(listOrders, input, as);
          expect(idsOf(listed.items)).toEqual(expected);
          expect(listed.totals).toEqual([expected.length]);
        }
        const unknown = await invoke(readAnyOrder, { id: "ord_01J00000000000000000000000" }, as);
        for (const id of idsOf(all)) {
          const read = await invoke(readAnyOrder, { id: String(id) }, as);
          expect(read.ok ? "found" : read).toEqual(visible.includes(id) ? "found" : unknown);
        }
        const exported = await invoke(exportOrders, orderListing.parse({}), as);
        if (!exported.ok) throw new Error(exported.refusal.detail);
        const file = await textOf(exported.value);
        for (const id of idsOf(all)) expect(file.includes(String(id))).toBe(visible.includes(id));
      }),
      { numRuns: 20 },
    ));
});

describe("a grant on inventory with conditions", () => {
  it("shows the levels, sums, movements and locations of its locations only", async () => {
    const { invoke, keyWith, listAll, locations, products } = shop;
    const stock = stockOperations(stockedVariants);
    const [north = ""] = locations;
    const as = keyWith([{ permissions: ["inventory:read", "inventory:list"], where: { location: [north] } }]);
    for (const [index, { variantId }] of products.entries()) {
      const read = await invoke(stock.readInventory, { id: variantId }, as);
      const stocked = index % 2 === 0 ? index + 1 : 0;
      expect(read).toMatchObject({ ok: true, value: { stocked, reserved: 0, available: stocked } });
      expect(JSON.stringify(read)).not.toContain(String(locations[1]));
      const movements = await listAll(stock.readMovements, { id: variantId }, as);
      expect(movements.items.every(({ locationId }) => locationId === north)).toBe(true);
      expect(movements.totals).toEqual([movements.items.length]);
    }
    const listed = await listAll(listLocations, {}, as);
    expect([idsOf(listed.items), listed.totals]).toEqual([[north], [1]]);
    const unknown = await invoke(readOneLocation, { id: "loc_01J00000000000000000000000" }, as);
    expect(await invoke(readOneLocation, { id: String(locations[1]) }, as)).toEqual(unknown);
  });
});

describe("the audit log of a caller whose grants have conditions", () => {
  const inAudit = async (as: Partial<Session>) => {
    const { items } = await shop.listAll(listAudit, {}, as);
    return items;
  };
  const about = (entry: Record<string, unknown>, type: string) =>
    z
      .array(z.object({ type: z.string(), id: z.string() }))
      .parse(entry.resources)
      .flatMap((one) => (one.type === type ? [one.id] : []));

  it("has no entry about a product that they do not include, and all others", () =>
    fc.assert(
      fc.asyncProperty(productConditions, async (conditions) => {
        const as = shop.keyWith([...each(conditions, ["products:read"]), logs]);
        const products = (await shop.listAll(listAdminProducts, {})).items;
        await expectVisible(
          as,
          "product",
          idsOf(products.filter((one) => naively(conditions, productValues(one)))),
        );
      }),
      { numRuns: 8 },
    ));

  it("has no entry about an order that they do not include, and all others", () =>
    fc.assert(
      fc.asyncProperty(orderConditions, async (conditions) => {
        const as = shop.keyWith([...each(conditions, ["orders:list"]), logs]);
        const orders = (await shop.listAll(listOrders, {})).items;
        await expectVisible(
          as,
          "order",
          idsOf(orders.filter((one) => naively(conditions, orderValues(one)))),
        );
      }),
      { numRuns: 8 },
    ));

  it("has no entry about stock or locations, because it does not say which location each is about", async () => {
    const where = { location: [String(shop.locations[0])] };
    const as = shop.keyWith([{ permissions: ["inventory:read"], where }, logs]);
    const entries = await inAudit(as);
    expect(entries.length).toBeGreaterThan(0);
    for (const entry of entries)
      expect([...about(entry, "inventory"), ...about(entry, "location")]).toEqual([]);
  });

  const logs = { permissions: ["logs:read"] };
  /** The entries about things of a type are those that name no other one than the visible. */
  async function expectVisible(as: Partial<Session>, type: string, visible: readonly unknown[]) {
    const seqOf = ({ seq }: Record<string, unknown>) => seq;
    const expected = (await inAudit({})).filter((entry) =>
      about(entry, type).every((id) => visible.includes(id)),
    );
    expect((await inAudit(as)).map(seqOf)).toEqual(expected.map(seqOf));
  }
});
