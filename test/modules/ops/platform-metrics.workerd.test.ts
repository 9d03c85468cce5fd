import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import { putOnSale, readyCart, shopperOf } from "../../support/http/carts.ts";
import { platformToken, send } from "../../support/http/request.ts";
import { mintTenant } from "../../support/http/tenants.ts";

const path = "/v1/ops/metrics";
const asPlatform = { key: platformToken };

async function metrics(): Promise<string> {
  const answer = await send("get", path, asPlatform);
  expect(answer.status, answer.text).toBe(200);
  return answer.text;
}

/** The value of a series. Null if it is not there. */
function figureOf(text: string, series: string): number | null {
  const line = text.split("\n").find((one) => one.startsWith(`${series} `));
  return line === undefined ? null : Number(line.slice(series.length + 1));
}

async function untilCounted(series: string, value: number): Promise<string> {
  let text = "";
  await vi.waitUntil(
    async () => {
      text = await metrics();
      return figureOf(text, series) === value;
    },
    { timeout: 20_000, interval: 100 },
  );
  return text;
}

const placed = 'rustok_orders_total{currency="USD"}';
const steps = (step: string) => `rustok_checkout_steps_total{step="${step}"}`;

it("an order is counted once, however often it is sent, with its revenue and the steps to it", async () => {
  const tenant = await mintTenant();
  const variantId = await putOnSale(send, tenant);
  const before = await metrics();
  const headers = { "X-Tenant": tenant.slug, "Idempotency-Key": crypto.randomUUID() };
  const body = { ...shopperOf(tenant), items: [{ variantId, quantity: 2 }] };
  const made = await send("post", "/v1/store/checkout", { headers, body });
  expect(made.status, made.text).toBe(201);
  for (let repeats = 0; repeats < 3; repeats += 1)
    expect((await send("post", "/v1/store/checkout", { headers, body })).status).toBe(201);
  await readyCart(send, tenant, [{ variantId, quantity: 1 }]);
  const text = await untilCounted(steps("address_set"), (figureOf(before, steps("address_set")) ?? 0) + 2);
  expect(figureOf(text, placed)).toBe((figureOf(before, placed) ?? 0) + 1);
  expect(figureOf(text, steps("completed"))).toBe((figureOf(before, steps("completed")) ?? 0) + 1);
  expect(figureOf(text, steps("cart_created"))).toBe((figureOf(before, steps("cart_created")) ?? 0) + 2);
  const { amount, currency } = Object(made.body).totals.total;
  const revenue = `rustok_order_revenue_minor_units_total{currency="${currency}"}`;
  expect(figureOf(text, revenue)).toBe((figureOf(before, revenue) ?? 0) + amount);
  expect(figureOf(text, 'rustok_events_total{module="orders",type="order.placed"}')).toBeGreaterThan(0);
});

it("an order that lacks stock, and a wrong password, are counted as what they are", async () => {
  const tenant = await mintTenant();
  const variantId = await putOnSale(send, tenant, { stocked: 1 });
  const before = await metrics();
  const answer = await send("post", "/v1/store/checkout", {
    headers: { "X-Tenant": tenant.slug, "Idempotency-Key": crypto.randomUUID() },
    body: { ...shopperOf(tenant), items: [{ variantId, quantity: 2 }] },
  });
  expect(answer.status).toBe(422);
  const signIn = await send("post", "/v1/auth/sign-in", {
    headers: { "X-Tenant": tenant.slug },
    body: { email: "nobody@shop.example", password: "not the password", kind: "customer" },
  });
  expect(signIn.status).toBe(401);
  const failed = 'rustok_sign_ins_total{kind="customer",result="failed"}';
  const text = await untilCounted(failed, (figureOf(before, failed) ?? 0) + 1);
  expect(figureOf(text, "rustok_stock_refusals_total")).toBe(
    (figureOf(before, "rustok_stock_refusals_total") ?? 0) + 1,
  );
});

it("the platform is ready, says when metrics arrived, and has gauges of tenants that did something", async () => {
  const tenant = await mintTenant();
  await putOnSale(send, tenant);
  const text = await metrics();
  for (const check of ["read_model", "writer", "queue"])
    expect(figureOf(text, `rustok_ready{check="${check}"}`), check).toBe(1);
  expect(
    figureOf(text, 'rustok_subscription_state{subscription="read-model",kind="projection",state="parked"}'),
  ).toBe(0);
  expect(figureOf(text, 'rustok_dead_letters{subscription="read-model",status="open"}')).toBe(0);
  expect(figureOf(text, 'rustok_dead_letters_total{subscription="read-model"}')).toBe(0);
  await vi.waitUntil(
    async () => {
      const at = figureOf(await metrics(), "rustok_metrics_flushed_timestamp_seconds");
      return at !== null && Math.abs(at - Date.now() / 1000) < 60;
    },
    { timeout: 20_000, interval: 100 },
  );
});

it("no series names a tenant or a thing", async () => {
  const tenant = await mintTenant();
  await putOnSale(send, tenant);
  const text = await metrics();
  expect(text).not.toContain(tenant.id);
  expect(text).not.toContain(tenant.slug);
  expect(text).not.toMatch(/[a-z]+_[0-9A-HJKMNP-TV-Z]{26}/);
});

it("a tenant sees its own gauges only, and nobody else sees the platform's", async () => {
  const tenant = await mintTenant();
  const own = await send("get", path, { key: tenant.adminKey });
  expect(own.text).toMatch(/^rustok_log_events \d+$/m);
  expect(own.text).not.toMatch(/rustok_(?:ready|http_requests_total|orders_total)/);
  expect((await send("get", path)).status).toBe(401);
  const asTenant = { ...asPlatform, headers: { "X-Tenant": tenant.slug } };
  expect((await send("get", path, asTenant)).text).toMatch(/^rustok_log_events \d+$/m);
});

it("while the read model is away, says so, and leaves out what it does not know", async () => {
  await metrics();
  await env.DB.prepare("ALTER TABLE positions RENAME TO positions_away").run();
  await env.DB.prepare("ALTER TABLE dead_letters RENAME TO dead_letters_away").run();
  let text = "";
  await vi.waitUntil(
    async () => {
      text = await metrics();
      return figureOf(text, 'rustok_ready{check="read_model"}') === 0;
    },
    { timeout: 20_000, interval: 200 },
  );
  expect(figureOf(text, 'rustok_ready{check="writer"}')).toBe(1);
  expect(text).not.toMatch(/^rustok_dead_letters\{/m);
  expect(text).toMatch(/^rustok_subscription_lag_seconds\{subscription="read-model",kind="projection"\}/m);
});
