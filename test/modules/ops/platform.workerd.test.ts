import { expect, it } from "vitest";
import { platformToken, send } from "../../support/http/request.ts";
import { mintTenant } from "../../support/http/tenants.ts";

it("platform staff can read and control the platform's own log; tenants cannot", async () => {
  const tenant = await mintTenant();
  const staff = { key: platformToken, headers: { "X-Tenant": "platform" } };
  const events = await send("get", "/v1/ops/events?limit=100&type=platform.tenant.created", staff);
  expect(events).toMatchObject({ status: 200 });
  expect(events.text).toContain(tenant.id);
  expect(await send("get", "/v1/ops/subscriptions", staff)).toMatchObject({ status: 200 });
  const headers = { "X-Tenant": "platform" };
  expect((await send("get", "/v1/ops/subscriptions", { key: tenant.adminKey, headers })).status).toBe(403);
  expect((await send("get", "/v1/admin/products", staff)).status).toBe(404);
});

it("the figures are text that Prometheus reads", async () => {
  const tenant = await mintTenant();
  const answer = await send("get", "/v1/ops/metrics", { key: tenant.adminKey });
  expect(answer.text).toMatch(/^# TYPE rustok_subscription_head gauge$/m);
  expect(answer.text).toMatch(/^rustok_subscription_head\{subscription="read-model"\} \d+$/m);
});

it("the audit trail is exported whole, one entry a line", async () => {
  const tenant = await mintTenant();
  const answer = await send("get", "/v1/admin/audit", {
    key: tenant.adminKey,
    headers: { Accept: "application/x-ndjson" },
  });
  const actions = answer.text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).action);
  expect(actions).toContain("tenants.initialise");
});
