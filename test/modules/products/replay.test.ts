import { expect, it } from "vitest";
import { projectTenant } from "../../../src/projection/follow.ts";
import { live } from "../../support/node/life.ts";
import { viewRows } from "../../support/node/rebuilds.ts";

it("projecting event by event gives the same rows as projecting in one batch", async () => {
  const inOne = live();
  await inOne.platform.deliverAll();
  const piecemeal = live();
  const { tenant, platform } = piecemeal;
  const { events } = tenant.core.eventsAfter(0, 1_000);
  for (const event of events) await projectTenant(platform.projectorDeps, tenant.id, [event]);
  // The first event applies without reading the log; each later one continues from the stored position.
  expect(platform.runs.length).toBeGreaterThan(3);
  expect(viewRows(piecemeal.platform)).toEqual(viewRows(inOne.platform));
});

it("projecting again from the beginning changes no row", async () => {
  const shop = live();
  await shop.platform.deliverAll();
  const once = viewRows(shop.platform);
  expect(once.products).toHaveLength(3);
  shop.platform.readModel.run("DELETE FROM positions");
  await projectTenant(shop.platform.projectorDeps, shop.tenant.id);
  expect(shop.platform.position(shop.tenant)).toMatchObject({ seq: shop.tenant.core.eventsAfter(0, 1).head });
  expect(viewRows(shop.platform)).toEqual(once);
});

it("projecting again from the middle never reverts a row", async () => {
  const shop = live();
  await shop.platform.deliverAll();
  const once = viewRows(shop.platform);
  const { head } = shop.tenant.core.eventsAfter(0, 1);
  for (let seq = 1; seq < head; seq += 3) {
    // Repeats only the first half of the later events, so no newer event can hide a reverted row.
    const late = shop.tenant.core.eventsAfter(seq, Math.ceil((head - seq) / 2)).events;
    shop.platform.readModel.run(`UPDATE positions SET seq = ${seq}`);
    const { projectorDeps } = shop.platform;
    const log = { ...projectorDeps.log(shop.tenant.id), eventsAfter: async () => null };
    const deps = { ...projectorDeps, log: () => log };
    await projectTenant(deps, shop.tenant.id, late);
    const rows = viewRows(shop.platform);
    expect(rows.products, `from ${seq}`).toEqual(once.products);
    expect(rows.product_handles, `from ${seq}`).toEqual(once.product_handles);
    expect(rows.product_prices, `from ${seq}`).toEqual(once.product_prices);
    expect(rows.group_members, `from ${seq}`).toEqual(once.group_members);
  }
  expect(viewRows(shop.platform)).toEqual(once);
});
