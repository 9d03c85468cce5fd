import { expect } from "vitest";
import { z } from "zod";
import type { Route } from "../../../src/kernel/api/route.ts";
import { passkeysOf } from "../accounts/passkeys.ts";
import { makeQuery } from "../graphql/registered.ts";
import { commentThings } from "../magazine/comments.ts";
import { contentThings } from "../magazine/content.ts";
import { makeRedirect, redirectQuestion, seoFolders } from "../magazine/redirects.ts";
import { mediaFolders, mediaThings } from "../media/http.ts";
import { cartWithCode, promotionBody } from "../till/codes.ts";
import { pendingReview } from "../till/reviews.ts";
import { putOnSale, readyCart } from "./carts.ts";
import { type MintedTenant, tenantBody } from "./minting.ts";
import { placeBackorder, placeOrder } from "./orders.ts";
import { beginImport, productBody, publishProduct } from "./products.ts";
import { accountOf, platformToken, type Send } from "./sender.ts";

type Make = (send: Send, tenant: MintedTenant) => Promise<string>;

/** Used if the whole path needs the resource in a certain state, or a method would end it for other tests. */
const makeByPath: Readonly<Record<string, Make>> = {
  "/v1/store/redirects": makeRedirect,
  "/v1/admin/api-keys/{id}/queries": makeQuery,
  "/v1/admin/api-keys/{id}/queries/{queryId}": makeQuery,
  "delete /v1/platform/tenants/{id}": (send) => makeTenant(send),
  "/v1/platform/tenants/{id}/cancel-deletion": async (send) => {
    const id = await makeTenant(send);
    await send("delete", `/v1/platform/tenants/${id}`, { key: platformToken });
    return id;
  },
  "/v1/platform/tenants/{id}/import": async (send) => {
    const id = await makeTenant(send);
    const headers = { "Content-Type": "application/x-ndjson" };
    const path = `/v1/platform/tenants/${id}/import`;
    const answer = await send("post", path, { key: platformToken, headers, body: exportHeader });
    expect(answer.status, answer.text).toBe(200);
    return id;
  },
  "/v1/admin/orders/{id}/confirm": async (send, shop) => (await placeBackorder(send, shop)).id,
  "/v1/admin/collections/{id}/products/{productId}": (send, shop) => member(send, shop, "collections"),
  "/v1/admin/categories/{id}/products/{productId}": (send, shop) => member(send, shop, "categories"),
  "/v1/admin/customer-groups/{id}/customers/{customerId}": customerInGroup,
  "/v1/store/customers/me/cart": (send, tenant) =>
    post(send, accountOf(tenant), "/v1/store/carts", { currency: "USD" }),
  "/v1/store/carts/{id}/codes/{code}": cartWithCode,
  ...commentThings,
  ...mediaThings,
  "/v1/admin/webhooks/{id}/deliveries/{deliveryId}": makeDelivery,
  "/v1/admin/webhooks/{id}/deliveries/{deliveryId}/redeliver": makeDelivery,
  // It takes long enough to be cancelled.
  "/v1/admin/imports/{id}/cancel": (send, tenant) => beginImport(send, tenant, 500),
};

/** The first line of an export. */
export const exportHeader =
  '{"type":"header","format":1,"tenantId":"ten_01J00000000000000000000000","epoch":1,"seq":0}\n';

/** A tenant of its own. */
function makeTenant(send: Send): Promise<string> {
  return post(send, platformToken, "/v1/platform/tenants", tenantBody());
}

/** A customer without an account. */
export function makeCustomer(send: Send, key: string): Promise<string> {
  const email = `ada-${crypto.randomUUID()}@shop.example`;
  return post(send, key, "/v1/admin/customers", { email, firstName: "Ada" });
}

/** A group with a customer in it. */
async function customerInGroup(send: Send, { adminKey: key }: MintedTenant): Promise<string> {
  const customerId = await makeCustomer(send, key);
  const id = await post(send, key, "/v1/admin/customer-groups", { name: "Wholesale" });
  const answer = await send("put", `/v1/admin/customer-groups/${id}/customers/${customerId}`, { key });
  expect(answer.status, answer.text).toBe(204);
  return `${id} ${customerId}`;
}

/** A group with a product in it. */
async function member(send: Send, { adminKey }: MintedTenant, groups: string): Promise<string> {
  const productId = await post(send, adminKey, "/v1/admin/products", lamp());
  const id = await post(send, adminKey, `/v1/admin/${groups}`, lights());
  const body = { productIds: [productId] };
  const answer = await send("put", `/v1/admin/${groups}/${id}/products`, { key: adminKey, body });
  expect(answer.status, answer.text).toBe(200);
  return `${id} ${productId}`;
}

/** An address in the customer's book, which may be full. */
async function makeAddress(send: Send, tenant: MintedTenant): Promise<string> {
  const path = "/v1/store/customers/me/addresses";
  const key = accountOf(tenant);
  const { status } = await send("post", path, { key, body: { city: "London", country: "GB" } });
  expect([201, 422]).toContain(status);
  const { body } = await send("get", `${path}?limit=100`, { key });
  const { items } = z.object({ items: z.array(z.object({ id: z.string() })) }).parse(body);
  return items.at(-1)?.id ?? "";
}

/** A role. Names are unique, and the tenant may have it already. */
async function makeRole(send: Send, { adminKey: key }: MintedTenant): Promise<string> {
  const name = "help-desk";
  const grants = [{ permissions: ["orders:read"], where: { country: ["DE"] } }];
  await send("post", "/v1/admin/roles", { key, body: { name, grants } });
  const roles = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });
  const { items } = roles.parse((await send("get", "/v1/admin/roles", { key })).body);
  return items.find((one) => one.name === name)?.id ?? "";
}

/** A webhook endpoint. A tenant may have all that it can have. */
async function makeWebhook(send: Send, { adminKey: key }: MintedTenant): Promise<string> {
  const path = "/v1/admin/webhooks";
  const body = { url: "https://hooks.example.com/all", events: ["inventory.location.*"] };
  const made = await send("post", path, { key, body });
  expect([201, 422]).toContain(made.status);
  // Its own, because others may be deleted meanwhile.
  if (made.status === 201) return z.looseObject({ id: z.string() }).parse(made.body).id;
  const { items } = listed.parse((await send("get", `${path}?limit=100`, { key })).body);
  return items.at(-1)?.id ?? "";
}

/** An endpoint and a delivery to it: an attempt at one is made a moment after its event. */
async function makeDelivery(send: Send, tenant: MintedTenant): Promise<string> {
  const id = await makeWebhook(send, tenant);
  await post(send, tenant.adminKey, "/v1/admin/locations", { name: "Shop" });
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const { body } = await send("get", `/v1/admin/webhooks/${id}/deliveries`, { key: tenant.adminKey });
    const [delivery] = listed.parse(body).items;
    if (delivery !== undefined) return `${id} ${delivery.id}`;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("nothing was sent to the endpoint");
}

const listed = z.object({ items: z.array(z.looseObject({ id: z.string() })) });

/** The mail that confirms an order. It is sent a moment after the order is placed. */
async function mailOfOrder(send: Send, shop: MintedTenant): Promise<string> {
  await placeOrder(send, shop);
  const mails = z.object({ items: z.array(z.looseObject({ id: z.string() })) });
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const { body } = await send("get", "/v1/ops/mailbox", { key: shop.adminKey });
    const [mail] = mails.parse(body).items;
    if (mail !== undefined) return mail.id;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("no mail was sent");
}

/** Creates the resource for a path, by the path segment before its parameter. Returns its identifier. */
const makeByFolder: Readonly<Record<string, Make>> = {
  "/v1/platform/tenants": async (_, { id }) => id,
  // Nothing depends on it, so it can be disabled.
  "/v1/admin/modules": async () => "checkout",
  "/v1/admin/api-keys": (send, { adminKey }) =>
    post(send, adminKey, "/v1/admin/api-keys", { name: "Warehouse", role: "manager" }),
  "/v1/admin/roles": makeRole,
  "/v1/admin/users": (send, { adminKey }) =>
    post(send, adminKey, "/v1/admin/users", {
      email: `${crypto.randomUUID()}@shop.example`,
      role: "manager",
      password: "a long enough secret",
    }),
  "/v1/admin/webhooks": makeWebhook,
  "/v1/admin/invitations": (send, { adminKey }) =>
    post(send, adminKey, "/v1/admin/invitations", {
      email: `${crypto.randomUUID()}@shop.example`,
      role: "manager",
    }),
  "/v1/auth/passkeys": async (send, tenant) => (await passkeysOf(send, tenant).add(accountOf(tenant))).id,
  "/v1/auth/sessions": async (send, tenant) => {
    const answer = await send("get", "/v1/auth/sessions", { key: accountOf(tenant) });
    return z.object({ items: z.array(z.object({ id: z.string() })) }).parse(answer.body).items[0]?.id ?? "";
  },
  "/v1/admin/products": (send, { adminKey }) => post(send, adminKey, "/v1/admin/products", lamp()),
  "/v1/admin/variants": async (send, { adminKey }) => {
    const answer = await send("post", "/v1/admin/products", { key: adminKey, body: lamp() });
    const { variants } = z.object({ variants: z.array(z.object({ id: z.string() })) }).parse(answer.body);
    return variants[0]?.id ?? "";
  },
  "/v1/admin/locations": (send, { adminKey }) =>
    post(send, adminKey, "/v1/admin/locations", { name: "Shop" }),
  "/v1/admin/collections": (send, { adminKey }) => post(send, adminKey, "/v1/admin/collections", lights()),
  "/v1/admin/categories": (send, { adminKey }) => post(send, adminKey, "/v1/admin/categories", lights()),
  "/v1/admin/shipping-options": (send, { adminKey }) =>
    post(send, adminKey, "/v1/admin/shipping-options", {
      name: "Express",
      prices: [{ amount: 1_500, currency: "USD" }],
    }),
  "/v1/admin/tax-zones": (send, { adminKey }) =>
    post(send, adminKey, "/v1/admin/tax-zones", {
      name: "Germany",
      countries: [{ country: "DE" }],
      rates: [{ name: "VAT", category: "standard", rate: 1_900 }],
    }),
  "/v1/admin/orders": async (send, shop) => (await placeOrder(send, shop)).id,
  "/v1/store/orders": async (send, shop) => (await placeOrder(send, shop)).id,
  "/v1/admin/customers": (send, { adminKey }) => makeCustomer(send, adminKey),
  ...mediaFolders,
  "/v1/admin/customer-groups": (send, { adminKey }) =>
    post(send, adminKey, "/v1/admin/customer-groups", { name: "Wholesale" }),
  "/v1/admin/price-lists": (send, { adminKey }) =>
    post(send, adminKey, "/v1/admin/price-lists", { name: "Wholesale", kind: "override", status: "active" }),
  "/v1/admin/comments": pendingReview,
  "/v1/admin/promotions": (send, { adminKey }) =>
    post(send, adminKey, "/v1/admin/promotions", promotionBody([])),
  ...contentThings,
  ...seoFolders,
  "/v1/store/customers/me/addresses": makeAddress,
  "/v1/admin/notes": (send, { adminKey }) =>
    post(send, adminKey, "/v1/admin/notes", { id: crypto.randomUUID(), text: crypto.randomUUID() }),
  "/v1/store/carts": async (send, tenant) => {
    const { id, items } = await readyCart(send, tenant, [
      { variantId: await putOnSale(send, tenant), quantity: 2 },
    ]);
    return `${id} ${items[0]?.id}`;
  },
  "/v1/ops/rebuilds": async (send, { slug }) => {
    const sent = { key: platformToken, headers: { "X-Tenant": slug }, body: { view: "products" } };
    const answer = await send("post", "/v1/ops/rebuilds", sent);
    // One is enough: if it already exists, the refusal names it.
    expect([202, 409], answer.text).toContain(answer.status);
    return /rbd_[0-9A-Z]{26}/.exec(answer.text)?.[0] ?? "";
  },
  "/v1/admin/imports": (send, tenant) => beginImport(send, tenant, 1),
  "/v1/ops/mailbox": mailOfOrder,
  "/v1/ops/dead-letters": async () => "dl_01J00000000000000000000000",
  "/v1/store/products": async (send, { adminKey }) => (await publishProduct(send, adminKey, lamp())).handle,
  "/v1/store/collections": (send, { adminKey }) =>
    post(send, adminKey, "/v1/admin/collections", lights(), "handle"),
  "/v1/store/categories": (send, { adminKey }) =>
    post(send, adminKey, "/v1/admin/categories", lights(), "handle"),
};

/**
 * A path with its parameters replaced by space-separated identifiers. The last one is used for all remaining
 * parameters.
 */
export function pathNaming(path: string, names: string): string {
  const [...left] = names.split(" ");
  const named = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const next = (left.length > 1 ? left.shift() : left[0]) ?? "";
    // An id is no number, no location of a menu, and no file of sitemaps.
    if (name === "location" && !/^[a-z]+$/.test(next)) return "header";
    if (name === "file" && !next.endsWith(".xml")) return "products.xml";
    return name === "number" && !/^\d+$/.test(next) ? "1" : next;
  });
  return path === "/v1/store/redirects" ? `${named}?${redirectQuestion}` : named;
}

/**
 * Resources that exist only after a failure, or only briefly. They are tested where they can be held in that
 * state.
 */
export function isFleeting({ method, path }: Route): boolean {
  return (
    path.startsWith("/v1/ops/dead-letters/{id}") ||
    (method === "post" && path === "/v1/ops/rebuilds/{id}/cancel")
  );
}

/** Creates the resource for a route's path in a tenant. Null if the path has no parameter. */
export async function makeThing(send: Send, route: Route, tenant: MintedTenant): Promise<string | null> {
  if (!route.path.includes("/{")) {
    await makeByPath[route.path]?.(send, tenant);
    return null;
  }
  const folder = route.path.slice(0, route.path.indexOf("/{"));
  const make = makeByPath[`${route.method} ${route.path}`] ?? makeByPath[route.path] ?? makeByFolder[folder];
  if (make === undefined) throw new Error(`add a way to create ${folder} to things.ts`);
  return make(send, tenant);
}

/** Two variants, so one of them can be removed. */
function lamp() {
  const prices = [{ amount: 1_000, currency: "USD" }];
  return productBody("Lamp", {
    options: [{ name: "Size", values: ["S", "M", "L"] }],
    variants: [
      { options: { Size: "S" }, prices },
      { options: { Size: "M" }, prices },
    ],
  });
}

function lights() {
  return { translations: [{ locale: "en", title: "Lights" }] };
}

async function post(send: Send, key: string, path: string, body: unknown, field = "id"): Promise<string> {
  const answer = await send("post", path, { key, body });
  expect(answer.status, answer.text).toBe(201);
  return z
    .record(z.string(), z.unknown())
    .pipe(z.looseObject({ [field]: z.string() }))
    .parse(answer.body)[field] as string;
}
