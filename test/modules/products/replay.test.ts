import { expect, it } from "vitest";
import { projectTenant } from "../../../src/projection/follow.ts";
import { live } from "../../support/node/life.ts";
import { viewRows } from "../../support/node/rebuilds.ts";

it("what is projected event by event is what is projected in one go", async () => {
  const inOne = live();
  await inOne.platform.deliverAll();
  const piecemeal = live();
  const { tenant, platform } = piecemeal;
  const { events } = tenant.core.eventsAfter(0, 1_000);
  for (const event of events) await projectTenant(platform.projectorDeps, tenant.id, [event]);
  // The first call pulled nothing and projected what it was given; the rest joined on.
  expect(platform.runs.length).toBeGreaterThan(3);
  expect(viewRows(piecemeal.platform)).toEqual(viewRows(inOne.platform));
});

it("what is projected a second time from the beginning changes no row", async () => {
  const shop = live();
  await shop.platform.deliverAll();
  const once = viewRows(shop.platform);
  expect(once.products).toHaveLength(3);
  shop.platform.readModel.run("DELETE FROM positions");
  await projectTenant(shop.platform.projectorDeps, shop.tenant.id);
  expect(shop.platform.position(shop.tenant)).toMatchObject({ seq: shop.tenant.core.eventsAfter(0, 1).head });
  expect(viewRows(shop.platform)).toEqual(once);
});

it("what is projected from the middle again never moves a row back", async () => {
  const shop = live();
  await shop.platform.deliverAll();
  const once = viewRows(shop.platform);
  const { head } = shop.tenant.core.eventsAfter(0, 1);
  for (let seq = 1; seq < head; seq += 3) {
    // Only the first half of what is behind comes again, so that nothing newer could make up for it.
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
