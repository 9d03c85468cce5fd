import { env } from "cloudflare:test";
import { expect, it } from "vitest";
import { z } from "zod";
import { platformToken, send } from "../../support/http/request.ts";
import { mintTenant } from "../../support/http/tenants.ts";

const page = z.looseObject({
  items: z.array(z.looseObject({ tenantId: z.string() })),
  nextCursor: z.string().nullable(),
});

async function itemsAt(path: string) {
  const found: z.infer<typeof page>["items"] = [];
  for (let next: string | null = ""; next !== null; ) {
    const cursor: string = next === "" ? "" : `&cursor=${encodeURIComponent(next)}`;
    const answer = await send("get", `${path}${cursor}`, { key: platformToken });
    expect(answer.status).toBe(200);
    const { items, nextCursor } = page.parse(JSON.parse(answer.text));
    found.push(...items);
    next = nextCursor;
  }
  return found;
}

async function addDeadLetter(tenantId: string, id: string): Promise<void> {
  await env.DB.prepare(
    `INSERT INTO dead_letters (tenant_id, id, subscription, epoch, seq, type, version, aggregate_type, aggregate_id,
aggregate_version, correlation_id, occurred_at, attempts, error, failed_at, status)
VALUES (?1, ?2, 'audit', 1, 1, 'x', 1, NULL, NULL, NULL, 'c', '2026-01-01T00:00:00.000Z', 5, 'Error: x',
'2026-01-01T00:00:00.000Z', 'open')`,
  )
    .bind(tenantId, id)
    .run();
}

it("platform staff sees the subscriptions of all tenants in one place, the worst first", async () => {
  const [healthy, ill] = [await mintTenant(), await mintTenant()];
  await addDeadLetter(ill.id, "dl_01J00000000000000000000ILL");
  const items = await itemsAt("/v1/ops/subscriptions?limit=5");
  const places = (id: string) => items.flatMap(({ tenantId }, index) => (tenantId === id ? [index] : []));
  expect(items[0]).toMatchObject({ tenantId: ill.id, name: "audit", health: "degraded", deadLetters: 1 });
  expect(places(healthy.id).length).toBeGreaterThan(1);
  expect(places("platform").length).toBeGreaterThan(1);
  const ready = await send("get", "/health/ready");
  expect(JSON.parse(ready.text)).toMatchObject({ checks: { readModel: true, writer: true } });
});

it("platform staff sees the dead letters of all tenants, page by page", async () => {
  const tenants = [await mintTenant(), await mintTenant()];
  for (const [index, { id }] of tenants.entries())
    await addDeadLetter(id, `dl_01J0000000000000000000AL${index}`);
  const items = await itemsAt("/v1/ops/dead-letters?limit=1&status=open");
  const ids = items.map(({ tenantId }) => tenantId);
  for (const { id } of tenants) expect(ids).toContain(id);
});

it("a tenant's staff sees its own only, and nobody else may leave the tenant out", async () => {
  const tenant = await mintTenant();
  const answer = await send("get", "/v1/ops/subscriptions", { key: tenant.adminKey });
  for (const { tenantId } of page.parse(JSON.parse(answer.text)).items) expect(tenantId).toBe(tenant.id);
  expect((await send("get", "/v1/ops/subscriptions")).status).toBe(401);
  expect((await send("get", "/v1/ops/events", { key: platformToken })).status).toBe(400);
});

it("one request rebuilds the views of all tenants, the platform's list of them included", async () => {
  const tenant = await mintTenant();
  await env.DB.prepare("DELETE FROM tenants").run();
  const answer = await send("post", "/v1/platform/rebuilds", { key: platformToken, body: { view: "all" } });
  expect(answer.status).toBe(202);
  expect(JSON.parse(answer.text)).toMatchObject({ unreachable: [], next: null });
  await expect
    .poll(() => env.DB.prepare("SELECT id FROM tenants WHERE id = ?1").bind(tenant.id).first(), {
      timeout: 10_000,
    })
    .toEqual({ id: tenant.id });
  expect(
    (await send("post", "/v1/platform/rebuilds", { key: tenant.adminKey, body: { view: "all" } })).status,
  ).toBe(403);
});

it("a read model that is lost under a tenant is filled again by the next request that names the tenant", async () => {
  const tenant = await mintTenant();
  const count = "SELECT count(*) AS count FROM tenant_settings WHERE tenant_id = ?1";
  await env.DB.batch(
    ["tenant_settings", "positions"].map((table) =>
      env.DB.prepare(`DELETE FROM ${table} WHERE tenant_id = ?1`).bind(tenant.id),
    ),
  );
  await expect
    .poll(
      async () => {
        await send("get", "/v1/store/products", { headers: { "X-Tenant": tenant.id } });
        return env.DB.prepare(count).bind(tenant.id).first();
      },
      { timeout: 15_000, interval: 1_000 },
    )
    .toEqual({ count: 1 });
});
