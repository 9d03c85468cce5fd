import { expect, it } from "vitest";
import type { Actor } from "../../../../src/kernel/access/actor.ts";
import type { Extent } from "../../../../src/kernel/access/extent.ts";
import type { Permission } from "../../../../src/kernel/access/permission.ts";
import {
  askImport,
  csv,
  finishImport,
  importOf,
  jobIn,
  nextBatch,
  productsOf,
  sendFile,
  sendInventory,
} from "../../../support/catalogue/files.ts";
import { openShop, type Shop } from "../../../support/node/shop.ts";

const header = "Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty";
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => `thing-${index},Thing ${index},T-${index},5,${index}`);
const many = csv(header, ...rowsOf(130));
const asJob = { asJob: true } as const;

function withKey(shop: Shop, role: "admin" | "manager" = "manager"): Actor & { readonly id: string } {
  const minted = { id: "key_01J0000000000000000000000A", hash: "other", sealed: "sealed" };
  shop.must("access.createApiKey", { name: "Stock clerk", role, minted });
  return { kind: "apiKey", id: minted.id };
}

const send = async (shop: Shop, file: string, actor: Actor) =>
  jobIn(await sendFile(shop, file, 1_000, asJob, { actor }));

it("what an import changes is told to be the work of whoever sent the file, under the id of the import", async () => {
  const shop = openShop();
  const actor = withKey(shop);
  const { id } = await send(shop, many, actor);
  await finishImport(shop, id);
  const correlationId = id.slice("imp_".length);
  const told = "SELECT DISTINCT actor, correlation_id FROM";
  const expected = [{ actor: JSON.stringify(actor), correlation_id: correlationId }];
  expect(shop.tenant.storage.rows(`${told} events WHERE type LIKE 'catalog.product.%'`)).toEqual(expected);
  expect(shop.tenant.storage.rows(`${told} audit_log WHERE action = 'catalogue.runImports'`)).toEqual(
    expected,
  );
});

it("an import ends when the key that sent the file is revoked", async () => {
  const shop = openShop();
  const actor = withKey(shop);
  const { id } = await send(shop, many, actor);
  await nextBatch(shop);
  const { processed } = importOf(shop, id).progress;
  shop.must("access.revokeApiKey", { id: actor.id });
  expect(await finishImport(shop, id)).toMatchObject({
    state: "failed",
    problem: { code: "unauthenticated" },
    report: { created: processed },
  });
  expect(Object.keys(productsOf(shop))).toHaveLength(processed);
});

it("an import waits while the tenant is suspended, and goes on as soon as it is resumed", async () => {
  const shop = openShop();
  const { id } = jobIn(await sendFile(shop, many, 1_000, asJob));
  const { processed } = importOf(shop, id).progress;
  shop.must("tenants.setStatus", { status: "suspended" });
  await nextBatch(shop);
  shop.must("tenants.setStatus", { status: "active" });
  expect(importOf(shop, id).progress.processed).toBe(processed);
  await nextBatch(shop);
  expect(importOf(shop, id).progress.processed).toBeGreaterThan(processed);
});

it("between two batches of an import, other requests have the shop's object", async () => {
  const shop = openShop();
  const { id } = jobIn(await sendFile(shop, many, 1_000, asJob));
  const seen: number[] = [];
  while (importOf(shop, id).finishedAt === null) {
    await nextBatch(shop);
    seen.push(importOf(shop, id).progress.processed);
    const [next] = shop.tenant.storage.rows(
      "SELECT due_at FROM schedules WHERE name = 'catalogue.runImports'",
    );
    expect(
      Number(next?.due_at ?? Number.POSITIVE_INFINITY) - shop.platform.clock.now(),
    ).toBeGreaterThanOrEqual(50);
  }
  const batches = seen.map((processed, index) => processed - (seen[index - 1] ?? 0));
  expect(Math.max(...batches)).toBeLessThanOrEqual(25);
  expect(batches.length).toBeGreaterThan(4);
});

it("a restored shop goes on with the import that was running then", async () => {
  const shop = openShop();
  const { id } = jobIn(await sendFile(shop, many, 1_000, asJob));
  await nextBatch(shop);
  const saved = shop.tenant.storage.copy();
  await finishImport(shop, id);
  shop.platform.restore(shop.tenant, saved);
  expect(importOf(shop, id)).toMatchObject({ state: "running" });
  expect(await finishImport(shop, id)).toMatchObject({ state: "completed", report: { created: 130 } });
  expect(Object.keys(productsOf(shop))).toHaveLength(130);
});

it("who may send a file of a kind may read and cancel its import, and nobody else", async () => {
  const shop = openShop();
  const clerk = withKey(shop);
  const grants = shop.platform.registry.roles.grantsOf("manager") as Map<Permission, Extent>;
  const products = jobIn(await sendFile(shop, many, 1_000, asJob));
  const inventory = jobIn(await sendInventory(shop, csv("SKU,On hand", "T-1,5"), false, true));
  grants.clear();
  expect(askImport(shop, inventory.id, clerk)).toMatchObject({ refusal: { code: "forbidden" } });
  grants.set("inventory:update", "any");
  expect(askImport(shop, inventory.id, clerk)).toMatchObject({ ok: true, value: { kind: "inventory" } });
  expect(askImport(shop, products.id, clerk)).toMatchObject({ refusal: { code: "not-found" } });
  const cancel = (id: string) => shop.run("catalogue.cancelImport", { id }, { actor: clerk });
  expect(cancel(products.id)).toMatchObject({ ok: false, refusal: { code: "not-found" } });
  expect(cancel(inventory.id)).toMatchObject({ ok: true });
});
