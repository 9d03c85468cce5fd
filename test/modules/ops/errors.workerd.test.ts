import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import { productBody } from "../../support/http/products.ts";
import { platformToken, routes, send } from "../../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../../support/http/tenants.ts";

/** What the database says. It names a table and a column. */
const planted = "planted error at products.secret_column";
const deadLetterId = "dl_01J00000000000000000000000";

/** A tenant whose products the read model does not accept, with a dead letter. */
async function openWithErrors(): Promise<MintedTenant> {
  const tenant = await mintTenant();
  await env.DB.prepare(
    `CREATE TRIGGER IF NOT EXISTS planted BEFORE INSERT ON products BEGIN SELECT RAISE(ABORT, '${planted}'); END`,
  ).run();
  await env.DB.prepare(
    `INSERT INTO dead_letters (tenant_id, id, subscription, epoch, seq, type, version, aggregate_type, aggregate_id,
aggregate_version, correlation_id, occurred_at, attempts, error, failed_at, status)
VALUES (?1, ?2, 'read-model', 1, 1, 'catalog.product.created', 1, 'product', 'x', 1, 'c', ?3, 5, ?4, ?3, 'open')`,
  )
    .bind(
      tenant.id,
      deadLetterId,
      "2026-03-01T12:00:00.000Z",
      `Error: D1_ERROR: ${planted}: SQLITE_CONSTRAINT`,
    )
    .run();
  const made = await send("post", "/v1/admin/products", { key: tenant.adminKey, body: productBody("Lamp") });
  expect(made.status).toBe(201);
  return tenant;
}

const asOperator = ({ slug }: MintedTenant) => ({ key: platformToken, headers: { "X-Tenant": slug } });

it("an error of the database is shown to platform staff only", async () => {
  const tenant = await openWithErrors();
  const asStaff = { key: tenant.adminKey };
  await vi.waitUntil(
    async () => (await send("get", "/v1/ops/subscriptions", asOperator(tenant))).text.includes(planted),
    { timeout: 20_000, interval: 200 },
  );
  const letter = `/v1/ops/dead-letters/${deadLetterId}`;
  for (const path of [letter, "/v1/ops/dead-letters"])
    expect((await send("get", path, asOperator(tenant))).text).toContain(planted);

  const reads = routes.filter(({ method, path }) => method === "get" && !path.includes("{"));
  for (const path of [...reads.map((one) => one.path), letter, "/health/ready", "/health/live"]) {
    const answer = await send("get", path, asStaff);
    expect(answer.text, path).not.toMatch(/planted|SQLITE|D1_ERROR|secret_column/);
  }
  const error = "The read model did not accept what the event changes.";
  expect((await send("get", letter, asStaff)).body).toMatchObject({
    error,
    errorCode: "read-model-rejected",
  });
  const { body } = await send("get", "/v1/ops/subscriptions", asStaff);
  expect(Object(body).items).toContainEqual(
    expect.objectContaining({ name: "read-model", error, errorCode: "read-model-rejected" }),
  );
});

it("an error of a rebuild is shown to platform staff only", async () => {
  const tenant = await openWithErrors();
  const began = await send("post", "/v1/ops/rebuilds", { ...asOperator(tenant), body: { view: "products" } });
  expect(began.status).toBe(202);
  const subscriptions = (sent: { readonly key: string }) => send("get", "/v1/ops/subscriptions", sent);
  await vi.waitUntil(async () => (await subscriptions(asOperator(tenant))).text.includes(planted), {
    timeout: 20_000,
    interval: 200,
  });
  expect((await subscriptions({ key: tenant.adminKey })).text).not.toMatch(/planted|SQLITE/);
});
