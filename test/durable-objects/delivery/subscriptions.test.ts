import { describe, expect, it } from "vitest";
import { modules } from "../../../src/modules.ts";
import { type LocalTenant, openPlatform, readModelOnly } from "../../support/node/platform.ts";
import { write, writeMany } from "../../support/node/requests.ts";
import { notes } from "../../support/notes/index.ts";

const positions = ({ storage }: LocalTenant) =>
  storage.rows(
    "SELECT name, position FROM subscriptions WHERE name IN ('audit', 'read-model') ORDER BY name",
  );

describe("the subscription to the audit log", () => {
  it("is notified by the same relay, and uses the audit log's own sequence numbers", async () => {
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

  it("receives refusals, including the edge's, although they have no events", async () => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    tenant.core.auditRefusal({
      actor: { kind: "apiKey", id: "key_1" },
      action: "POST /v1/admin/notes",
      code: "forbidden",
      correlationId: "01J00000000000000000000000",
    });
    await platform.deliverAll();
    expect(platform.readModel.rows("SELECT action, code FROM audit")).toEqual([
      { action: "POST /v1/admin/notes", code: "forbidden" },
    ]);
  });

  it("is notified at most once a second", async () => {
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

describe("a subscription added by newer code", () => {
  it("is added to existing objects and starts at the beginning of the log", async () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    writeMany(tenant, 3);
    await platform.deliverAll();
    platform.deploy([...modules, notes]);
    // A reaction starts at the end of the log, so that old events send no mail.
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

  it("is ignored by older code", async () => {
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
