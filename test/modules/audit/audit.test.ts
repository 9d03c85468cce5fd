import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anonymous } from "../../../src/kernel/access/actor.ts";
import type { AuditFilter } from "../../../src/modules/audit/view.ts";
import { auditSubscription, readAuditPage } from "../../../src/modules/audit/view.ts";
import { follow } from "../../../src/projection/follow.ts";
import { productBody } from "../../support/http/products.ts";
import { openShop, type Shop } from "../../support/node/shop.ts";
import { address, openStore } from "../checkout/given.ts";

const everything: AuditFilter = {
  actor: null,
  resource: null,
  type: null,
  outcome: null,
  request: null,
  trace: null,
  from: null,
  to: null,
};

const staff = { kind: "apiKey", id: "key_01J00000000000000000000000" } as const;

/** What is found, the newest first. */
async function found({ platform, tenant }: Shop, filter: Partial<AuditFilter> = {}) {
  await follow(platform.projectorDeps, tenant.id, "audit");
  const page = await readAuditPage(platform.readModel, tenant.id, {
    ...everything,
    ...filter,
    after: null,
    limit: 50,
  });
  return page.items;
}

/** A shop in which a product was made, renamed and could not be renamed again. */
function openWithHistory() {
  const shop = openShop();
  const { run, must, platform } = shop;
  platform.clock.advance(60_000);
  const made = run("catalogue.createProduct", productBody("Lamp"), { actor: staff, address: "203.0.113.7" });
  const id = made.ok ? String(Object(made.answer).id) : "";
  platform.clock.advance(60_000);
  must("catalogue.updateProduct", { id, patch: { vendor: "Harbour", tags: ["light"] } });
  run("catalogue.updateProduct", { id, patch: { vendor: 7 } }, { actor: staff });
  run("catalogue.updateProduct", { id, patch: { vendor: "Other" } }, { ifMatch: ['"1"'] });
  return { shop, id };
}

describe("the audit trail", () => {
  it("records who did what to which resource, when and from where", async () => {
    const { shop, id } = openWithHistory();
    const created = (await found(shop)).find(({ action }) => action === "catalogue.createProduct");
    expect(created).toMatchObject({
      actor: staff,
      address: "203.0.113.7",
      at: "2026-03-01T12:01:00.000Z",
      outcome: "allowed",
      code: null,
      correlationId: "01J00000000000000000000000",
    });
    expect(created?.resources).toContainEqual({ type: "product", id });
  });

  it("records the old and new values of changed fields", async () => {
    const { shop, id } = openWithHistory();
    const [, , updated] = await found(shop);
    expect(updated?.changes).toMatchObject([
      {
        type: "product",
        id,
        version: 2,
        events: ["catalog.product.updated"],
        before: { vendor: null, tags: [] },
        after: { vendor: "Harbour", tags: ["light"] },
      },
    ]);
    expect(Object.keys(updated?.changes[0]?.after ?? {}).sort()).toEqual(["tags", "vendor"]);
  });

  it("records what was refused, why, and on which resource", async () => {
    const { shop, id } = openWithHistory();
    const refused = await found(shop, { outcome: "refused" });
    expect(refused.map(({ code, resources }) => [code, resources])).toEqual([
      ["version-mismatch", [{ type: "product", id }]],
      ["validation-failed", []],
    ]);
  });

  it("cuts a long value and says how long it was, so that an entry stays small", async () => {
    const { shop, id } = openWithHistory();
    shop.must("catalogue.updateProduct", {
      id,
      patch: { translations: [{ locale: "en", description: "x".repeat(5_000) }] },
    });
    const [newest] = await found(shop);
    expect(newest?.changes[0]?.after?.translations).toEqual([
      { locale: "en", description: expect.stringMatching(/^x{1024}… \(5000 characters\)$/) },
    ]);
  });

  it("says which variant and which price changed, from what to what", async () => {
    const { shop, id } = openWithHistory();
    const variants = z
      .object({ variants: z.array(z.object({ id: z.string() })) })
      .parse(shop.must("catalogue.updateProduct", { id, patch: { vendor: "Mill" } })).variants;
    const variantId = variants[0]?.id;
    shop.must("catalogue.setPrices", { id: variantId, prices: [{ amount: 1_234, currency: "USD" }] });
    shop.must("catalogue.setPrices", { id: variantId, prices: [{ amount: 999, currency: "USD" }] });
    const [newest] = await found(shop);
    expect(newest?.changes).toMatchObject([
      {
        id,
        before: { variants: [{ id: variantId, prices: [{ currency: "USD", amount: 1_234 }] }] },
        after: { variants: [{ id: variantId, prices: [{ currency: "USD", amount: 999 }] }] },
      },
    ]);
  });

  it("never holds the hash of a key", async () => {
    const { shop } = openWithHistory();
    const changes = (await found(shop)).map((entry) => entry.changes);
    expect(JSON.stringify(changes)).not.toContain('"hash"');
  });

  it("remains after its events are trimmed from the log", async () => {
    const { shop } = openWithHistory();
    const before = await found(shop);
    shop.tenant.storage.run("DELETE FROM events");
    expect(await found(shop)).toEqual(before);
  });
});

describe("a flood of refusals in the audit trail", () => {
  async function flooded() {
    const { shop } = openWithHistory();
    for (let index = 0; index < 500; index += 1)
      shop.run(
        "checkout.openCart",
        { items: [{ variantId: "var_none", quantity: 1 }] },
        { actor: anonymous },
      );
    shop.run("catalogue.updateProduct", { id: "prod_none", patch: {} }, { actor: staff });
    shop.platform.clock.advance(60_000);
    await shop.tenant.core.alarm();
    return shop;
  }

  it("is one entry that counts what was not written, beside the attempts of staff", async () => {
    const shop = await flooded();
    const [newest, ...others] = await found(shop, { outcome: "refused" });
    expect(newest).toMatchObject({
      action: "audit.countRefusals",
      actor: { kind: "customer" },
      counted: { refusals: 480, operations: { "checkout.openCart": 480 } },
    });
    expect(Object.values(newest?.counted?.codes ?? {})).toEqual([480]);
    expect(others.filter(({ actor }) => actor.kind === "apiKey")).toHaveLength(2);
    expect(others.every(({ counted }) => counted === null)).toBe(true);
  });

  it.each([
    ["the operation that was tried", { type: "checkout.openCart" }, 21],
    ["its own action", { type: "audit.countRefusals" }, 1],
    ["its actor", { actor: "customer" }, 21],
    ["another operation", { type: "catalogue.updateProduct", actor: "customer" }, 0],
  ])("is found by %s", async (_, filter, count) => {
    expect(await found(await flooded(), filter)).toHaveLength(count);
  });
});

describe("searching the audit trail", () => {
  it.each([
    ["an actor's id", { actor: staff.id }, 2],
    ["an actor's kind", { actor: "apiKey" }, 2],
    ["a command", { type: "catalogue.updateProduct" }, 3],
    ["a kind of thing", { type: "product" }, 3],
    ["what was allowed", { outcome: "allowed" as const }, 3],
    ["a time to begin at", { from: "2026-03-01T12:02:00.000Z" }, 3],
    ["a time to end at", { to: "2026-03-01T12:01:00.000Z" }, 2],
    ["several at once", { actor: staff.id, outcome: "refused" as const }, 1],
    ["somebody who did nothing", { actor: "key_01J00000000000000000000001" }, 0],
  ])("goes by %s", async (_, filter, count) => {
    const { shop } = openWithHistory();
    expect(await found(shop, filter)).toHaveLength(count);
  });

  it("filters by resource, separately from the stock of its variants", async () => {
    const { shop, id } = openWithHistory();
    expect((await found(shop, { resource: id })).map(({ action }) => action)).toEqual([
      "catalogue.updateProduct",
      "catalogue.updateProduct",
      "catalogue.createProduct",
    ]);
    expect(await found(shop, { resource: id, actor: staff.id })).toHaveLength(1);
  });

  it("finds an action by everything that it touched: an order, its variants and their locations", async () => {
    const store = openStore();
    const { variantId } = store.sell();
    const order = store.checksOut({
      items: [{ variantId, quantity: 1 }],
      email: "ada@shop.example",
      shippingAddress: address,
    });
    store.must("orders.cancelOrder", { id: order.id, reason: "changed mind" });
    const actions = async (resource: string) =>
      (await found(store, { resource })).map(({ action }) => action);
    expect(await actions(order.id)).toEqual(["orders.cancelOrder", "checkout.checkout"]);
    expect(await actions(variantId)).toEqual([
      "orders.cancelOrder",
      "checkout.checkout",
      "catalogue.createProduct",
    ]);
    const locationId = store.tenant.id.replace("ten_", "loc_");
    expect(await actions(locationId)).toContain("orders.cancelOrder");
    expect(await actions(order.items[0]?.id ?? "")).toEqual(["checkout.checkout"]);
  });

  it("finds a change of stock by every variant of a bulk request", async () => {
    const shop = openShop();
    const skus = Array.from({ length: 30 }, (_, index) => `SKU-${index}`);
    const ids = skus.map((sku) => {
      const made = shop.must(
        "catalogue.createProduct",
        productBody(sku, { variants: [{ sku, prices: [] }] }),
      );
      return z.object({ variants: z.array(z.object({ id: z.string() })) }).parse(made).variants[0]?.id ?? "";
    });
    shop.must("inventory.setStockBySku", { items: skus.map((sku) => ({ sku, stocked: 3 })) });
    const [newest] = await found(shop, { resource: ids.at(-1) ?? "" });
    expect(newest?.action).toBe("inventory.setStockBySku");
    expect(newest?.changes.at(-1)).toMatchObject({ id: ids.at(-1), after: { stocked: 3 } });
  });

  it("shows an entry of an object that runs older code, which has no counts", async () => {
    const shop = openShop();
    const items = shop.tenant.core
      .auditLogAfter(0, 1)
      .items.map(({ counted: _, touched: __, ...item }) => item);
    if (auditSubscription.follows !== "audit-log") throw new Error("it follows the audit log");
    await shop.platform.readModel.batch(
      auditSubscription.project(items, shop.tenant.id).map(({ sql, params }) => ({ sql, params })),
    );
    const page = await readAuditPage(shop.platform.readModel, shop.tenant.id, {
      ...everything,
      after: null,
      limit: 5,
    });
    expect(page.items).toMatchObject([{ seq: 1, counted: null }]);
  });

  it("pages from the newest to the oldest without a gap or a repeat", async () => {
    const { shop } = openWithHistory();
    const all = await found(shop);
    const seqs: number[] = [];
    let after: Parameters<typeof readAuditPage>[2]["after"] = null;
    do {
      const page: Awaited<ReturnType<typeof readAuditPage>> = await readAuditPage(
        shop.platform.readModel,
        shop.tenant.id,
        {
          ...everything,
          after,
          limit: 2,
        },
      );
      seqs.push(...page.items.map(({ seq }) => seq));
      after = page.next;
    } while (after !== null);
    expect(seqs).toEqual(all.map(({ seq }) => seq));
  });

  it("finds nothing of another tenant", async () => {
    const { shop, id } = openWithHistory();
    await found(shop);
    const page = await readAuditPage(shop.platform.readModel, "ten_01J00000000000000000000000", {
      ...everything,
      resource: id,
      after: null,
      limit: 50,
    });
    expect(page.items).toEqual([]);
  });
});
