import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { productBody } from "../../support/http/products.ts";
import { send } from "../../support/http/request.ts";
import { mintTenant } from "../../support/http/tenants.ts";

const stubOf = (tenantId: string) => env.TENANTS.get(env.TENANTS.idFromName(tenantId));

const rows = (tenantId: string, sql: string) =>
  runInDurableObject(stubOf(tenantId), (_, { storage }) => storage.sql.exec(sql).toArray());

const create = (key: string, title: string) =>
  send("post", "/v1/admin/products", { key, body: productBody(title) });

describe("an object that was never provisioned", () => {
  const forged = "ten_01J0000000000000000000F0RG";

  it("answers that there is no such tenant, and holds not a single table", async () => {
    const stub = stubOf(forged);
    expect(
      await stub.ask({ query: "catalogue.readProduct", input: {}, actor: { kind: "system" } }),
    ).toMatchObject({
      ok: false,
      refusal: { code: "tenant-not-found" },
    });
    expect(await stub.eventsAfter(0, 10)).toBeNull();
    await stub.acknowledge("read-model", 1, 1);
    expect(await stub.whenProjected(1, 10)).toBe(false);
    expect(await rows(forged, "SELECT name FROM sqlite_master")).toEqual([]);
    expect(await runInDurableObject(stub, (_, { storage }) => storage.getAlarm())).toBeNull();
  });

  it("does not let itself be provisioned under another name", async () => {
    await runInDurableObject(stubOf(forged), (object) => {
      const identity = { tenantId: "ten_01J0000000000000000000XXXX", slug: "x", epoch: 1 };
      expect(() => object.provision(identity)).toThrow(/own name only/);
    });
    expect(await rows(forged, "SELECT name FROM sqlite_master")).toEqual([]);
  });
});

describe("a tenant's object", () => {
  it("arms its alarm with the command, and not without it", async () => {
    const tenant = await mintTenant();
    const stub = stubOf(tenant.id);
    // It remembers what it has scheduled. A new one has nothing to remember.
    await evictDurableObject(stub);
    await runInDurableObject(stub, async (object, { storage }) => {
      storage.sql.exec("DELETE FROM schedules");
      await storage.deleteAlarm();
      const dueAt = () =>
        storage.sql.exec<{ due_at: number }>("SELECT due_at FROM schedules WHERE name = 'trim'").toArray()[0]
          ?.due_at;
      const actor = { kind: "system", id: "platform-token" } as const;
      const request = {
        command: "catalogue.createProduct",
        actor,
        correlationId: "01J00000000000000000000000",
      };
      expect(object.ask({ query: "tenants.readSettings", input: {}, actor })).toMatchObject({ ok: true });
      expect(dueAt()).toBeUndefined();
      expect(object.execute({ ...request, input: productBody("Lamp") })).toMatchObject({ ok: true });
      expect(await storage.getAlarm()).toBeLessThanOrEqual(dueAt() ?? 0);
    });
  });

  it("takes the alarm back with the transaction it was set in", async () => {
    const tenant = await mintTenant();
    await runInDurableObject(stubOf(tenant.id), async (_, { storage }) => {
      await storage.deleteAlarm();
      const broken = () =>
        storage.transactionSync(() => {
          void storage.setAlarm(Date.now() + 60_000);
          throw new Error("broken half-way");
        });
      expect(broken).toThrow("broken half-way");
      expect(await storage.getAlarm()).toBeNull();
    });
  });

  it("delivers pending events after an eviction", async () => {
    const tenant = await mintTenant();
    const stub = stubOf(tenant.id);
    const written = await create(tenant.adminKey, "Lamp");
    expect(written.status).toBe(201);
    // As if no notification was ever sent: the read model doesn't know the tenant.
    await runInDurableObject(stub, (_, { storage }) => {
      storage.sql.exec(
        "UPDATE subscriptions SET position = 0, notified_through = 0, notified_at = 0, pending = 2",
      );
    });
    await env.DB.prepare("DELETE FROM positions WHERE tenant_id = ?1").bind(tenant.id).run();
    await evictDurableObject(stub);
    const position = async () =>
      env.DB.prepare("SELECT seq FROM positions WHERE tenant_id = ?1 AND subscription = 'read-model'")
        .bind(tenant.id)
        .first<number>("seq");
    for (let alarms = 0; alarms < 20 && (await position()) === null; alarms += 1) {
      await runInDurableObject(stub, (_, { storage }) => {
        storage.sql.exec("UPDATE schedules SET due_at = 0");
        storage.sql.exec("UPDATE subscriptions SET notified_at = 0");
      });
      await runDurableObjectAlarm(stub);
    }
    const [{ head } = { head: -1 }] = await rows(tenant.id, "SELECT head FROM object");
    expect(await position()).toBe(head);
    expect(await rows(tenant.id, "SELECT position FROM subscriptions WHERE name = 'read-model'")).toEqual([
      { position: head },
    ]);
  });

  it("remembers after an eviction everything it had answered", async () => {
    const tenant = await mintTenant();
    const headers = { "Idempotency-Key": "once" };
    const first = await send("post", "/v1/admin/products", {
      key: tenant.adminKey,
      headers,
      body: productBody("Lamp"),
    });
    await evictDurableObject(stubOf(tenant.id));
    const again = await send("post", "/v1/admin/products", {
      key: tenant.adminKey,
      headers,
      body: productBody("Lamp"),
    });
    expect(again).toMatchObject({ status: 201, text: first.text });
    expect(again.headers.get("Idempotent-Replayed")).toBe("true");
    expect((await create(tenant.adminKey, "Lamp")).body).toMatchObject({ handle: "lamp-2" });
  });
});

describe("an object that is about to be restored to an earlier time", () => {
  it("writes nothing any more, neither for one command nor for many at once", async () => {
    const tenant = await mintTenant();
    await runInDurableObject(stubOf(tenant.id), async (object, { storage }) => {
      // This platform keeps no history of objects: what it would answer stands in for it.
      vi.spyOn(storage, "getBookmarkForTime").mockResolvedValue("then");
      vi.spyOn(storage, "onNextSessionRestoreBookmark").mockResolvedValue("now");
      expect(await object.prepareRestore(0)).toBe(true);
      const request = {
        command: "catalogue.createProduct",
        actor: { kind: "system", id: "platform-token" } as const,
        correlationId: "01J00000000000000000000000",
        input: productBody("Lost"),
      };
      const refused = { ok: false, refusal: { code: "overloaded" } };
      expect(object.execute(request)).toMatchObject(refused);
      expect(object.executeAll([request, request])).toMatchObject([refused, refused]);
    });
    expect(await rows(tenant.id, "SELECT id FROM products")).toEqual([]);
    await evictDurableObject(stubOf(tenant.id));
  });
});
