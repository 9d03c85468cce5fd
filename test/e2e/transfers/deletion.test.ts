import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { openDatabases } from "../../../local/state/databases.ts";
import { fillShop } from "../../support/e2e/full-shop.ts";
import { type Home, openHome, type Running } from "../../support/e2e/home.ts";
import { exportText } from "../../support/e2e/transfers.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import { platformToken } from "../../support/http/sender.ts";

let home: Home;

beforeEach(async () => {
  home = await openHome();
});

afterEach(() => home.close());

const pathOf = ({ id }: MintedTenant) => `/v1/platform/tenants/${id}`;
const deleted = ({ send }: Running, tenant: MintedTenant, graceDays?: number) =>
  send("delete", `${pathOf(tenant)}${graceDays === undefined ? "" : `?graceDays=${graceDays}`}`, {
    key: platformToken,
  });
const read = ({ send }: Running, tenant: MintedTenant) => send("get", pathOf(tenant), { key: platformToken });

/** Whatever table has rows of a tenant, besides what the platform keeps of it. */
async function tablesWith({ platform }: Running, tenantId: string): Promise<readonly string[]> {
  const database = await platform.runtime.getD1Database("DB");
  const { results } = await database
    .prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE '%tenant_id%'")
    .all();
  const tables = z
    .array(z.object({ name: z.string() }))
    .parse(results)
    .map(({ name }) => name);
  const found = await Promise.all(
    tables.map(async (table) => {
      const row = await database
        .prepare(`SELECT 1 FROM ${table} WHERE tenant_id = ? LIMIT 1`)
        .bind(tenantId)
        .first();
      return row === null ? [] : [table];
    }),
  );
  const kept = ["deleted_tenants", "tenant_hosts"];
  return found.flat().filter((table) => !kept.includes(table));
}

describe("a tenant that is deleted", () => {
  it("stops at once, and is as before when its deletion is cancelled", async () => {
    const running = await home.start();
    const { send, mintTenant } = running;
    const tenant = await mintTenant();
    await fillShop(send, tenant);
    const headers = { "X-Tenant": tenant.slug };
    const before = await send("get", "/v1/store/products", { headers });
    expect((await deleted(running, tenant)).status).toBe(204);
    expect((await deleted(running, tenant)).status).toBe(204);
    const { body } = await read(running, tenant);
    const { status, deleteAt } = z.object({ status: z.string(), deleteAt: z.string() }).parse(body);
    expect(status).toBe("deleting");
    expect(Math.round((Date.parse(deleteAt) - Date.now()) / 86_400_000)).toBe(30);
    for (const refusedRequest of [
      await send("get", "/v1/admin/settings", { key: tenant.adminKey }),
      await send("patch", pathOf(tenant), { key: platformToken, body: { status: "active" } }),
    ])
      expect(refusedRequest).toMatchObject({ status: 403, body: { code: "tenant-suspended" } });
    await vi.waitFor(async () => {
      expect(await send("get", "/v1/store/products", { headers })).toMatchObject({ status: 403 });
    }, 6_000);

    const path = `${pathOf(tenant)}/cancel-deletion`;
    const cancelled = await send("post", path, { key: platformToken });
    expect(cancelled).toMatchObject({ status: 200, body: { status: "active", deleteAt: null } });
    expect(await send("post", path, { key: platformToken })).toMatchObject({
      status: 409,
      body: { code: "tenant-not-deleting" },
    });
    await vi.waitFor(async () => {
      expect((await send("get", "/v1/store/products", { headers })).body).toEqual(before.body);
    }, 6_000);
  });

  it("leaves nothing behind after its grace period, also if the platform is killed, and touches no other", async () => {
    let running = await home.start();
    const [tenant, neighbour] = [await running.mintTenant(), await running.mintTenant()];
    await fillShop(running.send, tenant);
    await fillShop(running.send, neighbour);
    const before = await exportText(running.send, neighbour.id);
    expect(await tablesWith(running, tenant.id)).toContain("search_documents");
    expect((await deleted(running, tenant, 0)).status).toBe(204);
    await running.platform.kill();
    running = await home.start();
    await vi.waitFor(
      async () => {
        expect(await tablesWith(running, tenant.id)).toEqual([]);
      },
      { timeout: 30_000, interval: 200 },
    );
    expect(await read(running, tenant)).toMatchObject({ status: 404 });
    const headers = { "X-Tenant": tenant.slug };
    expect(await running.send("get", "/v1/store", { headers })).toMatchObject({ status: 404 });
    expect(await running.send("get", "/v1/admin/settings", { key: tenant.adminKey })).toMatchObject({
      status: 401,
    });
    const after = await exportText(running.send, neighbour.id);
    expect(after).toBe(before);
    const { stateDir } = running.platform;
    await running.platform.stop();
    const databases = openDatabases(stateDir);
    try {
      expect(() => databases.objectOf(tenant.slug)).toThrow(/has no tenant/);
      expect(databases.objectOf(neighbour.slug).tenantId).toBe(neighbour.id);
    } finally {
      databases.close();
    }
  });
});
