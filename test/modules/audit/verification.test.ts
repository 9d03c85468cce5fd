import { describe, expect, it } from "vitest";
import { auditRetentionMs } from "../../../src/kernel/delivery/audit.ts";
import { compareTrail } from "../../../src/modules/audit/verification.ts";
import { auditSubscription } from "../../../src/modules/audit/view.ts";
import { follow } from "../../../src/projection/follow.ts";
import { productBody } from "../../support/http/products.ts";
import { openShop, type Shop } from "../../support/node/shop.ts";

/** A shop whose audit log has at least ten entries, all of them in the audit trail. */
async function given() {
  const shop = openShop();
  for (let product = 1; product <= 10; product += 1)
    shop.must("catalogue.createProduct", productBody(`Lamp ${product}`));
  await follow(shop.platform.projectorDeps, shop.tenant.id, auditSubscription.name);
  return shop;
}

/** What a verification finds. */
async function faultsIn({ tenant, platform }: Shop) {
  const { links } = tenant.core.auditChainAfter(0);
  const context = { tenantId: tenant.id } as Parameters<typeof compareTrail.run>[2];
  const compared = await compareTrail.run(platform.readModel, { links }, context);
  if (!compared.ok) throw new Error(compared.refusal.detail);
  expect(compared.value.compared).toBe(links.length);
  return compared.value.faults;
}

describe("the audit log", () => {
  it("is intact as it was written", async () => {
    const shop = await given();
    expect(shop.tenant.core.auditChainAfter(0).links.length).toBeGreaterThanOrEqual(10);
    expect(await faultsIn(shop)).toEqual([]);
  });

  it.each([
    ["the time", "at = substr(at, 1, 22) || '9Z'"],
    ["the actor", "actor = actor || ' '"],
    ["the action", "action = action || ' '"],
    ["the outcome", "outcome = 'refused'"],
    ["a code", "code = 'x'"],
    ["its events", "last_event = last_event + 1"],
    ["the request", "correlation_id = lower(correlation_id)"],
    ["an address", "address = '203.0.113.8'"],
    ["a trace", "trace_id = '0'"],
    ["the hash of the entry before", "previous = 'x'"],
    ["that it has a hash of the entry before", "previous = NULL"],
  ])("shows that %s of an entry was changed", async (_, change) => {
    const shop = await given();
    shop.tenant.storage.run(`UPDATE audit_log SET ${change} WHERE seq = 5`);
    const faults = await faultsIn(shop);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.every(({ seq }) => seq === 4 || seq === 5)).toBe(true);
  });

  it("shows that the newest entry was changed or removed", async () => {
    const shop = await given();
    const newest = "(SELECT max(seq) FROM audit_log)";
    shop.tenant.storage.run(`UPDATE audit_log SET action = 'none' WHERE seq = ${newest}`);
    expect(await faultsIn(shop)).toMatchObject([{ log: "changed", trail: "changed" }]);
    shop.tenant.storage.run(`DELETE FROM audit_log WHERE seq = ${newest}`);
    expect(await faultsIn(shop)).toMatchObject([{ log: "missing" }]);
    shop.tenant.storage.run("DELETE FROM audit_log");
    expect(await faultsIn(shop)).toMatchObject([{ log: "missing" }]);
  });

  it("shows that an entry was removed from its middle", async () => {
    const shop = await given();
    shop.tenant.storage.run("DELETE FROM audit_log WHERE seq IN (5, 6)");
    expect(await faultsIn(shop)).toEqual([expect.objectContaining({ seq: 6, log: "missing" })]);
  });

  it("goes on after its first entries have expired, and does not miss them", async () => {
    const shop = await given();
    shop.tenant.storage.run("DELETE FROM audit_log WHERE seq < 5");
    expect(await faultsIn(shop)).toEqual([]);
  });
});

it("an audit log whose entries have all expired lacks nothing, and goes on with a new chain", async () => {
  const shop = await given();
  const { tenant, platform } = shop;
  platform.clock.advance(auditRetentionMs + 1);
  await platform.passTimeUntil(tenant, () => tenant.storage.rows("SELECT seq FROM audit_log").length === 0);
  expect(await faultsIn(shop)).toEqual([]);
  shop.must("catalogue.createProduct", productBody("Later"));
  await follow(platform.projectorDeps, tenant.id, auditSubscription.name);
  expect(await faultsIn(shop)).toEqual([]);
  tenant.storage.run("UPDATE audit_log SET action = 'none'");
  expect(await faultsIn(shop)).toMatchObject([{ log: "changed" }]);
});

describe("the audit trail", () => {
  it.each([
    "at",
    "actor_id",
    "actor_kind",
    "action",
    "code",
    "resources",
    "changes",
    "correlation_id",
    "address",
    "counted",
    "trace_id",
    "hash",
    "digest",
  ])("shows that one byte of %s was changed", async (column) => {
    const shop = await given();
    shop.platform.readModel.run(`UPDATE audit SET ${column} = COALESCE(${column}, '') || ' ' WHERE seq = 5`);
    expect(await faultsIn(shop)).toEqual([{ epoch: 1, seq: 5, log: "intact", trail: "changed" }]);
  });

  it("shows that an entry was removed", async () => {
    const shop = await given();
    shop.platform.readModel.run("DELETE FROM audit WHERE seq = 5");
    expect(await faultsIn(shop)).toEqual([{ epoch: 1, seq: 5, log: "intact", trail: "missing" }]);
  });

  it("lacks nothing that has not been projected yet", async () => {
    const shop = await given();
    shop.must("catalogue.createProduct", productBody("Later"));
    expect(await faultsIn(shop)).toEqual([]);
  });
});
