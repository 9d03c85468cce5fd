import { describe, expect, it } from "vitest";
import { compareTrail } from "../../../src/modules/audit/verification.ts";
import { auditSubscription } from "../../../src/modules/audit/view.ts";
import { follow } from "../../../src/projection/follow.ts";
import { type ErasureShop, openErasureShop } from "./given.ts";

/** Ada has ordered as a guest and as a customer, and was erased. Somebody else has ordered as well. */
async function given() {
  const shop = openErasureShop();
  const ada = shop.register();
  const orders = [shop.order({}, ada), shop.order(), shop.order({ email: "grace@shop.example" })];
  for (const order of orders) shop.cancel(order);
  await shop.settle();
  shop.erase(ada.id);
  await shop.settle();
  return { ...shop, ada, orders };
}

/** What a verification finds. */
async function faultsIn({ tenant, platform }: ErasureShop) {
  await follow(platform.projectorDeps, tenant.id, auditSubscription.name);
  const { links } = tenant.core.auditChainAfter(0);
  const context = { tenantId: tenant.id } as Parameters<typeof compareTrail.run>[2];
  const compared = await compareTrail.run(platform.readModel, { links }, context);
  if (!compared.ok) throw new Error(compared.refusal.detail);
  return compared.value.faults;
}

const rowOf = ({ tenant }: ErasureShop, condition: string) => {
  const [row] = tenant.storage.rows(`SELECT * FROM audit_log WHERE ${condition} ORDER BY seq LIMIT 1`);
  if (row === undefined) throw new Error(`no entry has ${condition}`);
  return row;
};

describe("the audit log after an erasure", () => {
  it("says which entries were erased, and that nothing else was changed", async () => {
    const shop = await given();
    const faults = await faultsIn(shop);
    expect(faults.some(({ log }) => log === "erased")).toBe(true);
    expect(faults.some(({ log, trail }) => log === "intact" && trail === "erased")).toBe(true);
    expect(faults.flatMap(({ log, trail }) => [log, trail])).not.toContain("changed");
    expect(faults.flatMap(({ log, trail }) => [log, trail])).not.toContain("missing");
  });

  it("keeps the hashes of erased entries, as they were shown before", async () => {
    const shop = openErasureShop();
    const ada = shop.register();
    shop.cancel(shop.order({}, ada));
    const hashes = () => shop.tenant.core.auditLogAfter(0, 100).items.map(({ hash }) => hash);
    const before = hashes();
    shop.erase(ada.id);
    await shop.settle();
    expect(hashes().slice(0, before.length)).toEqual(before);
  });

  it("keeps the addresses of others", async () => {
    const shop = await given();
    expect(rowOf(shop, "address IS NOT NULL")).toMatchObject({
      subject: shop.orders[2]?.id,
      erased_by: null,
    });
  });

  it.each([
    ["the action", "action = action || ' '"],
    ["the actor", `actor = '{"kind":"customer"}'`],
    ["the time", "at = substr(at, 1, 22) || '9Z'"],
    ["an address", "address = '203.0.113.8'"],
    ["the hash that it had", "kept_hash = 'x'"],
    ["which entry erased it", "erased_by = erased_by + 1"],
    ["the mark", "erased_by = NULL"],
  ])("shows that %s of an erased entry was changed", async (_, change) => {
    const shop = await given();
    const { seq } = rowOf(shop, "erased_by IS NOT NULL");
    shop.tenant.storage.run(`UPDATE audit_log SET ${change} WHERE seq = ${seq}`);
    const faults = await faultsIn(shop);
    expect(faults.find((fault) => fault.seq === seq)).toMatchObject({ log: "changed" });
  });

  it("shows that an entry was marked as erased which nothing has erased", async () => {
    const shop = await given();
    const { seq } = rowOf(shop, "address IS NOT NULL");
    const hash = shop.tenant.core.auditLogAfter(Number(seq) - 1, 1).items[0]?.hash;
    const { seq: by } = rowOf(shop, "erases LIKE '{%'");
    shop.tenant.storage.run(
      `UPDATE audit_log SET address = NULL, salt = NULL, kept_hash = '${hash}', erased_by = ${by} WHERE seq = ${seq}`,
    );
    expect((await faultsIn(shop)).find((fault) => fault.seq === seq)).toMatchObject({ log: "changed" });
  });

  it("shows that what an entry says to have erased was changed", async () => {
    const shop = await given();
    const { seq } = rowOf(shop, "erases LIKE '{%'");
    shop.tenant.storage.run(
      `UPDATE audit_log SET erases = replace(erases, '"ord_', '"ord_0') WHERE seq = ${seq}`,
    );
    shop.tenant.storage.run(
      `UPDATE audit_log SET erases = replace(erases, '"cus_', '"cus_0') WHERE seq = ${seq}`,
    );
    expect((await faultsIn(shop)).find((fault) => fault.seq === seq)).toMatchObject({ log: "changed" });
  });
});

describe("the audit trail after an erasure", () => {
  it.each([
    ["the action", "action = action || ' '"],
    ["the actor", "actor_id = 'cus_x'"],
    ["changes", `changes = '[{"type":"order","id":"x","version":1,"events":[],"before":null,"after":null}]'`],
    ["an address", "address = '203.0.113.8'"],
    ["resources", `resources = '[{"type":"order","id":"x"}]'`],
    ["the request", "correlation_id = 'x'"],
    ["the hash", "hash = 'x'"],
    ["which entry erased it", "erased_seq = erased_seq + 1"],
    ["the mark", "erased_seq = NULL"],
  ])("shows that %s of an erased row was changed", async (_, change) => {
    const shop = await given();
    const [row] = shop.platform.readModel.rows("SELECT seq FROM audit WHERE erased_seq IS NOT NULL LIMIT 1");
    shop.platform.readModel.run(`UPDATE audit SET ${change} WHERE seq = ${row?.seq}`);
    expect((await faultsIn(shop)).find(({ seq }) => seq === row?.seq)).toMatchObject({ trail: "changed" });
  });

  it("shows that a row was marked as erased which nothing has erased", async () => {
    const shop = await given();
    const { seq: by } = rowOf(shop, "erases LIKE '{%'");
    const { seq } = rowOf(shop, "action = 'catalogue.createProduct'");
    shop.platform.readModel.run(
      `UPDATE audit SET changes = '[]', counted = NULL, address = NULL, digest = NULL, erased_epoch = 1, erased_seq = ${by} WHERE seq = ${seq}`,
    );
    expect(await faultsIn(shop)).toContainEqual({ epoch: 1, seq, log: "intact", trail: "changed" });
  });
});

it("an entry from before salts loses its request's id, so that its hash can't be used to guess the address", async () => {
  const shop = openErasureShop();
  const ada = shop.register();
  shop.cancel(shop.order({}, ada));
  // As an older release has written it: the hash has neither salt nor subject.
  const { seq } = rowOf(shop, "address IS NOT NULL");
  shop.tenant.storage.run(`UPDATE audit_log SET salt = NULL WHERE seq = ${seq}`);
  const older = shop.tenant.core.auditLogAfter(Number(seq) - 1, 1).items[0]?.hash;
  shop.tenant.storage.run(`UPDATE audit_log SET previous = '${older}' WHERE seq = ${Number(seq) + 1}`);
  await shop.settle();
  shop.erase(ada.id);
  await shop.settle();
  expect(rowOf(shop, `seq = ${seq}`)).toMatchObject({ correlation_id: "", kept_hash: older, address: null });
  const faults = await faultsIn(shop);
  expect(faults.find((fault) => fault.seq === seq)).toEqual({
    epoch: 1,
    seq,
    log: "erased",
    trail: "erased",
  });
});
