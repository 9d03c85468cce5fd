import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { ExecuteRequest } from "../../../durable-objects/write/transaction.ts";
import { listOrders } from "../../../src/modules/orders/view/list-orders.ts";
import { registry } from "../../../src/registry.ts";
import { naively, openLimitedShop, orderValues } from "./shop.ts";

const product = z.looseObject({ id: z.string(), vendor: z.string().nullable(), version: z.int() });
const acme = { vendor: ["Acme"] };
const reading = { permissions: ["products:read"] };
const managing = { permissions: ["products:manage"], where: acme };

/** A shop, and somebody in it with these grants. Product 0 is of Acme, product 2 is not. */
async function openAs(grants: readonly object[]) {
  const shop = await openLimitedShop();
  const { actor } = shop.keyWith(grants);
  const attempt = (command: string, input: unknown, more: Partial<ExecuteRequest> = {}) => {
    const result = shop.run(command, input, { actor, ...more });
    return result.ok ? "done" : result.refusal;
  };
  const read = (id: string) => {
    const answer = shop.tenant.core.ask({
      query: "catalogue.readProduct",
      input: { id },
      actor: { kind: "system" },
    });
    return product.parse(answer.ok ? answer.value : null);
  };
  const head = () => shop.tenant.storage.rows("SELECT max(seq) AS seq FROM events")[0]?.seq;
  const [mine = { id: "", variantId: "" }, , foreign = { id: "", variantId: "" }] = shop.products;
  return { ...shop, actor, attempt, read, head, mine, foreign };
}

const forbidden = expect.objectContaining({ code: "forbidden" });
const unknownId = "prod_01J00000000000000000000000";

describe("a grant to change products of one vendor", () => {
  it("changes a product of the vendor", async () => {
    const { attempt, read, mine } = await openAs([managing]);
    expect(attempt("catalogue.updateProduct", { id: mine.id, patch: { type: "sofa" } })).toBe("done");
    expect(
      attempt("catalogue.setPrices", { id: mine.variantId, prices: [{ amount: 5, currency: "USD" }] }),
    ).toBe("done");
    expect(read(mine.id)).toMatchObject({ vendor: "Acme", type: "sofa" });
  });

  it("answers for another vendor's as for one that does not exist, also where nothing would change, with any If-Match", async () => {
    const { attempt, foreign, head } = await openAs([managing]);
    const before = head();
    const unknown = attempt("catalogue.updateProduct", { id: unknownId, patch: {} });
    expect(unknown).toMatchObject({ code: "not-found" });
    for (const more of [{}, { ifMatch: ['"99"'] }, { ifMatch: ["*"] }])
      for (const [command, input] of [
        ["catalogue.updateProduct", { id: foreign.id, patch: {} }],
        ["catalogue.publishProduct", { id: foreign.id }],
        ["catalogue.deleteProduct", { id: foreign.id }],
        ["catalogue.updateVariant", { id: foreign.variantId, patch: {} }],
        ["catalogue.deleteVariant", { id: foreign.variantId }],
      ] as const)
        expect(attempt(command, input, more), command).toEqual(unknown);
    expect(head()).toBe(before);
  });

  it("is refused for another vendor's that it may read", async () => {
    const { attempt, foreign } = await openAs([managing, reading]);
    expect(attempt("catalogue.updateProduct", { id: foreign.id, patch: {} })).toEqual(forbidden);
  });

  it("makes products of the vendor only, and gives none away", async () => {
    const { attempt, read, head, mine } = await openAs([managing]);
    const made = { translations: [{ locale: "en", title: "Made" }], variants: [{ prices: [] }] };
    const before = head();
    expect(attempt("catalogue.createProduct", { ...made, vendor: "Borea" })).toEqual(forbidden);
    expect(attempt("catalogue.createProduct", made)).toEqual(forbidden);
    expect(attempt("catalogue.updateProduct", { id: mine.id, patch: { vendor: "Borea" } })).toEqual(
      forbidden,
    );
    expect(head()).toBe(before);
    expect(read(mine.id)).toMatchObject({ vendor: "Acme" });
    expect(attempt("catalogue.createProduct", { ...made, vendor: "Acme" })).toBe("done");
  });

  it("is told in the audit log that it was refused", async () => {
    const { attempt, foreign, tenant, actor } = await openAs([managing, reading]);
    attempt("catalogue.deleteProduct", { id: foreign.id });
    const refused = tenant.storage.rows(
      "SELECT actor, action, outcome, code FROM audit_log WHERE outcome = 'refused'",
    );
    expect(refused).toMatchObject([{ action: "catalogue.deleteProduct", code: "forbidden" }]);
    expect(JSON.stringify(refused)).toContain(actor.kind === "apiKey" ? actor.id : "");
  });
});

it("a grant on orders of some countries changes those, and answers for others as for unknown ones", async () => {
  const where = { country: ["DE", "FR"] };
  const { attempt, orders, listAll } = await openAs([
    { permissions: ["orders:update", "orders:read"], where },
  ]);
  const unknown = attempt("orders.updateOrder", { id: "ord_01J00000000000000000000000" });
  const { items } = await listAll(listOrders, {});
  expect(orders).toHaveLength(16);
  for (const order of items) {
    const input = { id: String(order.id), note: "call first" };
    expect(attempt("orders.updateOrder", input)).toEqual(
      naively([where], orderValues(order)) ? "done" : unknown,
    );
  }
});

describe("a grant on the stock of one location", () => {
  async function openAt() {
    const shop = await openLimitedShop();
    const [north = "", south = ""] = shop.locations;
    const grants = [{ permissions: ["inventory:update", "inventory:read"], where: { location: [north] } }];
    const { actor } = shop.keyWith(grants);
    const attempt = (command: string, input: unknown) => {
      const result = shop.run(command, input, { actor });
      return result.ok ? result.answer : result.refusal.code;
    };
    return {
      ...shop,
      attempt,
      north,
      south,
      [Symbol.iterator]: undefined,
      variantId: shop.products[0]?.variantId,
    };
  }

  it("counts there and nowhere else, and answers with what is there", async () => {
    const { attempt, north, south, variantId } = await openAt();
    const set = (locationId: string | undefined) =>
      attempt("inventory.setStock", { id: variantId, stocked: 70, locationId });
    expect(set(north)).toMatchObject({ stocked: 70, available: 70, levels: [{ locationId: north }] });
    expect(set(south)).toBe("forbidden");
    // The default location is another one.
    expect(set(undefined)).toBe("forbidden");
  });

  it("moves nothing to or from another location", async () => {
    const { attempt, north, south, variantId, run } = await openAt();
    run("inventory.setStock", { id: variantId, stocked: 5, locationId: south });
    for (const [from, to] of [
      [north, south],
      [south, north],
    ])
      expect(attempt("inventory.transferStock", { from, to, items: [{ variantId, quantity: 1 }] })).toBe(
        "forbidden",
      );
  });

  it("counts many at once only if all are there", async () => {
    const { attempt, north, south, tenant } = await openAt();
    const items = [north, south].map((locationId) => ({ sku: "S-0", stocked: 9, locationId }));
    const levels = () => tenant.storage.rows("SELECT * FROM inventory_levels ORDER BY 1, 2");
    const before = levels();
    expect(attempt("inventory.setStockBySku", { items })).toBe("forbidden");
    expect(levels()).toEqual(before);
    expect(attempt("inventory.setStockBySku", { items: items.slice(0, 1) })).toMatchObject({
      items: [{ stocked: 9 }],
    });
  });
});

it("the export of a customer, which shows all orders, is refused to a caller with conditions on any resource", async () => {
  const exporting = { permissions: ["customers:export"] };
  const limited = { permissions: ["orders:read"], where: { country: ["DE"] } };
  const shop = await openLimitedShop();
  const { id } = product
    .pick({ id: true })
    .parse(shop.must("customers.createCustomer", { email: "ada@example.com" }));
  const input = { id, after: null, limit: 10 };
  const ask = (grants: readonly object[]) =>
    shop.tenant.core.ask({ query: "privacy.readParts", input, actor: shop.keyWith(grants).actor });
  expect(ask([exporting])).toMatchObject({ ok: true });
  expect(ask([exporting, limited])).toMatchObject({ ok: false, refusal: { code: "forbidden" } });
});

describe("an operation that conditions cannot limit", () => {
  const conditional = [...registry.roles.conditional.keys()];
  const operations = [...registry.operationByName.values()].filter(({ access }) =>
    conditional.some((resource) => access.startsWith(`${resource}:`)),
  );
  const others = operations.filter(({ isLimited }) => !isLimited);

  it("is one of these", () => {
    expect(operations.length).toBeGreaterThan(others.length);
    const called = others.filter(({ internal }) => !internal);
    expect(called.map(({ name }) => name).toSorted()).toEqual([
      "catalogue.cancelImport",
      "catalogue.importInventory",
      "catalogue.importProducts",
      "catalogue.readImport",
      "catalogue.setPricesBySku",
      "content.createContentCategory",
      "content.createTag",
      "content.deleteContentCategory",
      "content.deleteTag",
      "content.listContentCategories",
      "content.listTags",
      "content.updateContentCategory",
      "content.updateTag",
      "exports.exportContent",
      "exports.exportWordpress",
      "forms.deleteSubmission",
      "forms.listSubmissions",
      "forms.readSubmission",
      "inventory.createLocation",
      "pricing.createPriceList",
      "pricing.deletePriceList",
      "pricing.listListPrices",
      "pricing.listPriceLists",
      "pricing.readPriceList",
      "pricing.replaceListPrices",
      "pricing.updateListPrices",
      "pricing.updatePriceList",
      "wordpress.import",
    ]);
  });

  it("is refused to a caller whose grant has conditions", async () => {
    const { run, tenant, actor } = await openAs([
      managing,
      { permissions: ["orders:manage"], where: { country: ["DE"] } },
      { permissions: ["inventory:manage"], where: { location: ["loc_1"] } },
    ]);
    const asked = others.filter(({ kind }) => kind === "command" || kind === "query");
    for (const { name, kind } of asked) {
      const result =
        kind === "command" ? run(name, {}, { actor }) : tenant.core.ask({ query: name, input: {}, actor });
      expect(result, name).toMatchObject({ ok: false, refusal: { code: "forbidden" } });
    }
  });
});
