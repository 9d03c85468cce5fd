import { expect, it, vi } from "vitest";
import { z } from "zod";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import { accessIds } from "../../../src/modules/access/ids.ts";
import { checkoutIds } from "../../../src/modules/checkout/ids.ts";
import { inventoryIds } from "../../../src/modules/inventory/ids.ts";
import { opsIds } from "../../../src/modules/ops/ids.ts";
import { complete, readyCart } from "../../support/http/carts.ts";
import { entitled } from "../../support/http/entitled.ts";
import { exampleOf } from "../../support/http/examples.ts";
import { act, order } from "../../support/http/orders.ts";
import { productBody, publishProduct } from "../../support/http/products.ts";
import { type Answer, routes, send } from "../../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../../support/http/tenants.ts";

const storeRoutes = routes.filter(
  ({ access, tenancy }) => (access === "public" || access === "customer") && tenancy !== "none",
);
const named = storeRoutes.map((route) => ({ name: `${route.method.toUpperCase()} ${route.path}`, route }));

/** In every text that staff writes for itself. */
const secret = "for-staff-only";
/** Ids of what shoppers know nothing about. */
const internalIds = [accessIds.apiKey, inventoryIds.location, opsIds.rebuild, checkoutIds.cart].map(
  ({ prefix }) => new RegExp(`\\b${prefix}_[0-9A-Z]{26}`, "i"),
);

function expectNoSecret({ text: whole }: Answer): void {
  expect(whole).not.toContain(secret);
  expect(whole).not.toContain(platformToken.id);
  // A customer's own cart has this id, which opens it for nobody else.
  const text = whole.replace(/^\{"id":"crt_[0-9A-Z]{26}"/, "");
  for (const internal of internalIds) expect(text).not.toMatch(internal);
}

/** Sends what staff writes. Returns the answer and its Consistency-Token. */
async function write(method: string, path: string, tenant: MintedTenant, body: unknown) {
  const answer = await send(method, path, {
    key: tenant.adminKey,
    headers: { "Idempotency-Key": crypto.randomUUID() },
    body,
  });
  expect(answer.status, answer.text).toBeLessThan(300);
  return { ...answer, token: answer.headers.get("Consistency-Token") ?? "" };
}

/** Fills everything that only staff may see, around one product that shoppers may see. */
async function openShop() {
  const tenant = await mintTenant();
  const keyed = { name: `${secret} key`, role: "manager" };
  await send("post", "/v1/admin/api-keys", { key: tenant.adminKey, body: keyed });
  const variants = [{ prices: [{ amount: 1_000, currency: "USD" }], stocked: 10 }];
  const published = await publishProduct(send, tenant.adminKey, productBody("Lantern", { variants }));
  const { id, variants: made } = z
    .looseObject({ id: z.string(), variants: z.array(z.looseObject({ id: z.string() })) })
    .parse(published.answer.body);
  const variantId = made[0]?.id ?? "";
  const draft = { ...productBody(`${secret} draft`), vendor: secret, type: secret, tags: [secret] };
  const drafted = await write("post", "/v1/admin/products", tenant, draft);
  const members = { productIds: [id, Object(drafted.body).id] };
  for (const groups of ["collections", "categories"]) {
    const group = { translations: [{ locale: "en", title: "Lights" }] };
    const { body } = await write("post", `/v1/admin/${groups}`, tenant, group);
    await write("put", `/v1/admin/${groups}/${Object(body).id}/products`, tenant, members);
  }
  await write("post", "/v1/admin/locations", tenant, { name: `${secret} location` });
  const adjustments = `/v1/admin/variants/${variantId}/inventory/adjustments`;
  const { token } = await write("post", adjustments, tenant, { delta: 1, reason: `${secret} adjustment` });
  return { tenant, variantId, token };
}

it.each(named)(
  "$name answers nothing that only staff may see",
  async ({ route }) => {
    const { tenant, token } = await openShop();
    const { path, body } = await exampleOf(send, route, tenant);
    const credential = entitled(route, tenant);
    const headers = { ...credential.headers, "Consistency-Token": token };
    const ask = () => send(route.method, path, { ...credential, headers, body });
    const answer = await vi.waitUntil(
      async () => {
        const one = await ask();
        return one.status < 300 ? one : null;
      },
      { timeout: 5_000 },
    );
    expectNoSecret(answer);
    // Passwords take long to hash, on purpose.
  },
  20_000,
);

it("an order and its cart show the shopper nothing that staff wrote about it", async () => {
  const { tenant, variantId } = await openShop();
  const cart = await readyCart(send, tenant, [{ variantId, quantity: 2 }]);
  const completed = z
    .looseObject({ id: z.string(), accessToken: z.string() })
    .parse((await complete(send, tenant, cart.id)).body);
  const cancelled = await order(send, tenant, variantId);

  const refunded = `/v1/admin/orders/${completed.id}`;
  await write("patch", refunded, tenant, { internalNote: `${secret} note`, note: "Ring twice." });
  await act(send, tenant, completed.id, "capture");
  const amount = { amount: 100, currency: "USD" };
  await act(send, tenant, completed.id, "refunds", { amount, reason: `${secret} refund` });
  await act(send, tenant, completed.id, "ship");
  await act(send, tenant, completed.id, "deliver");
  await act(send, tenant, cancelled.id, "cancel", { reason: `${secret} cancellation` });

  const asStaff = await send("get", refunded, { key: tenant.managerKey });
  expect(asStaff.text.split(secret)).toHaveLength(3);
  for (const { id, accessToken } of [completed, cancelled]) {
    const headers = { "X-Tenant": tenant.slug, "X-Order-Token": accessToken };
    const own = await send("get", `/v1/store/orders/${id}`, { headers });
    expect(own.status).toBe(200);
    expectNoSecret(own);
  }
  expectNoSecret(await send("get", `/v1/store/carts/${cart.id}`, { headers: { "X-Tenant": tenant.slug } }));
});
