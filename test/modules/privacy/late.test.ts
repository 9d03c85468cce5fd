import { describe, expect, it } from "vitest";
import { storeMail } from "../../../src/platform/mail/mailbox.ts";
import { setAside } from "../../../src/projection/failures/dead-letters.ts";
import { follow } from "../../../src/projection/follow.ts";
import { rebuildTenant } from "../../../src/projection/rebuild/rebuild.ts";
import { finish, request } from "../../support/node/rebuilds.ts";
import { email, nothing, openErasureShop } from "./given.ts";

/** Ada has an account and an order that is cancelled. */
function given() {
  const shop = openErasureShop();
  const ada = shop.register();
  const order = shop.order({}, ada);
  shop.cancel(order);
  return { ...shop, ada, order };
}

describe("what comes after an erasure", () => {
  it("an event from before that is delivered late brings nothing back", async () => {
    const shop = given();
    const { events } = shop.tenant.core.eventsAfter(0, 1_000);
    const early = [{ tenantId: shop.tenant.id, subscription: "read-model", events }];
    expect(JSON.stringify(early)).toContain("Countess");
    shop.erase(shop.ada.id);
    // It comes first, and once more when everything has come.
    await shop.platform.deliver(early);
    await shop.settle();
    await shop.platform.deliver(early);
    await shop.settle();
    expect(shop.traces()).toEqual(nothing);
  });

  it("a subscription that lags finds nothing of the person in the log", async () => {
    const shop = given();
    shop.platform.readModel.faults.down = true;
    shop.erase(shop.ada.id);
    await shop.settle().catch(() => undefined);
    shop.platform.readModel.faults.down = false;
    await shop.settle();
    await shop.settle();
    expect(shop.erase(shop.ada.id)).toMatchObject({ status: "completed" });
    expect(shop.traces()).toEqual(nothing);
  });

  it.each(["read-model", "audit"])(
    "a page of a rebuild of %s that was read before brings nothing back",
    async (subscription) => {
      const shop = given();
      await shop.settle();
      const kind = subscription === "audit" ? "replay" : "rebuild";
      const wanted = { kind, subscription, fromSeq: kind === "replay" ? 1 : null } as const;
      const id = request(shop.tenant, wanted);
      const { projectorDeps } = shop.platform;
      let pages = 0;
      // Between reading a page and writing it, the person is erased, and the erasure is projected.
      const held = async <Page>(page: Promise<Page>): Promise<Page> => {
        const read = await page;
        pages += 1;
        if (pages > 1) return read;
        expect(JSON.stringify(read)).toContain("Countess");
        shop.erase(shop.ada.id);
        while (shop.must("privacy.continueErasures", {}) !== null);
        for (const one of ["read-model", "audit"]) await follow(projectorDeps, shop.tenant.id, one);
        expect(shop.traces()).toEqual(nothing);
        return read;
      };
      const log = projectorDeps.log(shop.tenant.id);
      const reading: typeof log = {
        ...log,
        snapshotsAfter: (rebuild, after) => held(log.snapshotsAfter(rebuild, after)),
        auditLogAfter: (after, limit) => held(log.auditLogAfter(after, limit)),
      };
      await rebuildTenant({ ...projectorDeps, log: () => reading }, shop.tenant.id);
      await finish(shop.platform, shop.tenant, id);
      await shop.settle();
      expect(pages).toBeGreaterThan(0);
      expect(shop.traces()).toEqual(nothing);
    },
  );

  it("neither a mail nor a dead letter that was on its way is stored", async () => {
    const shop = given();
    await shop.settle();
    const [placed] = shop.tenant.core
      .eventsAfter(0, 100)
      .events.filter(({ type }) => type === "order.placed");
    if (placed === undefined) throw new Error("nothing was placed");
    shop.erase(shop.ada.id);
    await shop.settle();
    const mail = {
      to: email,
      subject: "Your order",
      text: "Countess",
      html: "",
      locale: "en",
      idempotencyKey: "k",
    };
    const { clock, readModel } = shop.platform;
    await readModel.batch(storeMail(shop.tenant.id, shop.order.id, mail, clock.now()));
    await readModel.batch([
      setAside({
        ...{ id: "dl_1", tenantId: shop.tenant.id, subscription: "orders.confirmation", item: placed },
        ...{ attempts: 5, error: "failed", failedAt: clock.now(), event: JSON.stringify(placed) },
      }),
    ]);
    expect(shop.traces()).toEqual(nothing);
  });

  it("a dead letter from before has no event any more", async () => {
    const shop = given();
    await shop.settle();
    const { tenant, platform } = shop;
    const [placed] = tenant.core.eventsAfter(0, 100).events.filter(({ type }) => type === "order.placed");
    if (placed === undefined) throw new Error("nothing was placed");
    const letter = { id: "dl_1", tenantId: tenant.id, subscription: "orders.confirmation", item: placed };
    const failed = {
      attempts: 5,
      error: "failed",
      failedAt: platform.clock.now(),
      event: JSON.stringify(placed),
    };
    await platform.readModel.batch([setAside({ ...letter, ...failed })]);
    expect(shop.traces().readModel).toContain("dead_letters");
    shop.erase(shop.ada.id);
    await shop.settle();
    expect(shop.traces()).toEqual(nothing);
    expect(platform.readModel.rows("SELECT status, event FROM dead_letters")).toEqual([
      { status: "discarded", event: null },
    ]);
  });

  it("a reaction's copy of an event that the log has lost is redacted", async () => {
    const shop = given();
    const { tenant } = shop;
    const [row] = tenant.storage.rows("SELECT seq, id, aggregate_id FROM events WHERE type = 'order.placed'");
    const [event] = tenant.core.eventsAfter(Number(row?.seq) - 1, 1).events;
    const copy = JSON.stringify(event).replaceAll("'", "''");
    tenant.storage.run(
      `INSERT INTO reaction_tasks (subscription, seq, key, event_id, occurred_at, event) VALUES ('x', ${row?.seq}, 'k', '${row?.id}', '', '${copy}')`,
    );
    expect(shop.traces().object).toContain("reaction_tasks");
    shop.erase(shop.ada.id);
    await shop.settle();
    expect(shop.traces().object).toEqual([]);
  });
});
