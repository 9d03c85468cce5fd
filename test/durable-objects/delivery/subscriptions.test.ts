import { describe, expect, it } from "vitest";
import { modules } from "../../../src/modules.ts";
import { type LocalTenant, openPlatform, readModelOnly } from "../../support/node/platform.ts";
import { write, writeMany } from "../../support/node/requests.ts";
import { notes } from "../../support/notes/index.ts";

const positions = ({ storage }: LocalTenant) =>
  storage.rows(
    "SELECT name, position FROM subscriptions WHERE name IN ('audit', 'read-model') ORDER BY name",
  );

describe("the follower of the journal", () => {
  it("is rung by the same relay, and counts the journal's own numbers", async () => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    tenant.core.execute(write([["a", "one"]]));
    tenant.core.execute(write([["", "no id"]]));
    await platform.deliverAll();
    await platform.passTimeUntil(tenant, () => positions(tenant)[0]?.position === 2);
    expect(positions(tenant)).toEqual([
      { name: "audit", position: 2 },
      { name: "read-model", position: 1 },
    ]);
    expect(platform.position(tenant, "audit")).toEqual({ epoch: 1, seq: 2 });
  });

  it("hears of refusals, the edge's as well, though no event comes with them", async () => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    tenant.core.auditLog({
      actor: { kind: "apiKey", id: "key_1" },
      action: "POST /v1/admin/notes",
      outcome: "refused",
      code: "forbidden",
      correlationId: "01J00000000000000000000000",
    });
    await platform.deliverAll();
    expect(platform.readModel.rows("SELECT action, code FROM audit")).toEqual([
      { action: "POST /v1/admin/notes", code: "forbidden" },
    ]);
  });

  it("is rung once a second at most, for all that was written in it", async () => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    for (let index = 0; index < 40; index += 1) {
      writeMany(tenant, 1, index);
      await platform.deliverAll();
      platform.clock.advance(100);
    }
    await platform.passTimeUntil(tenant, () => positions(tenant)[0]?.position === 40);
    const notifications = platform.relays.filter(({ subscription }) => subscription === "audit");
    expect(notifications.length).toBeLessThanOrEqual(6);
  });

  it("does not wait for the read model, nor the read model for it", async () => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    writeMany(tenant, 3);
    await platform.settle();
    const notifications = platform.queue.take();
    await platform.deliver(notifications.filter(({ subscription }) => subscription === "audit"));
    expect(platform.position(tenant)).toBeNull();
    expect(platform.position(tenant, "audit")).toEqual({ epoch: 1, seq: 3 });
  });
});

describe("a follower that comes with newer code", () => {
  it("is given to the objects that are there, and begins at the beginning", async () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    writeMany(tenant, 3);
    await platform.deliverAll();
    platform.deploy([...modules, notes]);
    // A reaction begins at the end: nobody wants mail about what happened long ago.
    expect(
      tenant.storage.rows("SELECT position FROM subscriptions WHERE name = 'orders.confirmation'"),
    ).toEqual([{ position: 3 }]);
    expect(positions(tenant)).toEqual([
      { name: "audit", position: 0 },
      { name: "read-model", position: 3 },
    ]);
    await platform.passTimeUntil(tenant, () => platform.position(tenant, "audit") !== null);
    expect(platform.position(tenant, "audit")).toEqual({ epoch: 1, seq: 3 });
  });

  it("is of no interest to the code before it", async () => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    writeMany(tenant, 3);
    await platform.settle();
    const notifications = platform.queue.take();
    platform.deploy(readModelOnly);
    expect((await platform.deliver(notifications)).every(({ outcome }) => outcome === "acked")).toBe(true);
    await platform.deliverAll();
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 3 });
    expect(platform.position(tenant, "audit")).toBeNull();
  });
});
