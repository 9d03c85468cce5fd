import type { Route } from "../../../src/kernel/api/route.ts";
import { authExamples } from "../accounts/examples.ts";
import { commentExamples } from "../magazine/comments.ts";
import { contentExamples } from "../magazine/content.ts";
import { redirectExamples } from "../magazine/redirects.ts";
import { mediaExamples } from "../media/http.ts";
import { makeCode } from "../till/codes.ts";
import { putOnSale, shopperOf } from "./carts.ts";
import type { MintedTenant } from "./minting.ts";
import { actionBodies } from "./orders.ts";
import { makeLocation, productBody } from "./products.ts";
import type { Send } from "./sender.ts";
import { exportHeader, makeCustomer, makeThing, pathNaming } from "./things.ts";

interface Example {
  /** A valid body for the route. */
  readonly body?: unknown;
  /** Prepares the resource before the request. */
  readonly after?: readonly string[];
}

/** A product, or a customer, of the tenant that a body may refer to. */
interface Member {
  readonly id: string;
  readonly sku: string;
  readonly variantId: string;
  /** A location besides the first one. */
  readonly otherLocationId: string;
}

type MakeExample = (product: Member, tenant: MintedTenant, send: Send) => Example | Promise<Example>;

const text = { locale: "en", title: "Outdoor lights" };

/** A valid request for each writing route. Routes without an entry take no body. */
const examples: Readonly<Record<string, MakeExample>> = {
  ...mediaExamples,
  ...authExamples,
  ...commentExamples,
  ...contentExamples,
  ...redirectExamples,
  "post /v1/platform/tenants": () => ({
    body: {
      slug: `shop-${crypto.randomUUID().slice(0, 13)}`,
      name: "Another shop",
      defaultCurrency: "EUR",
      defaultLocale: "de",
    },
  }),
  "patch /v1/platform/tenants/{id}": () => ({ body: { name: "Renamed" } }),
  "post /v1/platform/tenants/{id}/import": () => ({ body: exportHeader }),
  "post /v1/platform/tenants/{id}/restores": () => ({ body: { at: new Date().toISOString() } }),
  "patch /v1/admin/settings": () => ({ body: { name: "Renamed", lowStockThreshold: 2 } }),
  "post /v1/admin/api-keys": () => ({ body: { name: "Warehouse", role: "manager" } }),
  "post /v1/admin/webhooks": () => ({
    body: { url: "https://hooks.example.com/orders", events: ["order.*"], description: "Accounting" },
  }),
  "patch /v1/admin/webhooks/{id}": () => ({ body: { events: ["order.*", "catalog.product.updated"] } }),
  "post /v1/admin/webhooks/{id}/replay": () => ({ body: { fromSeq: 1 } }),
  "post /v1/admin/products": () => ({
    body: {
      ...productBody("Lamp"),
      vendor: "Harbour",
      type: "Lamps",
      tags: ["light"],
      images: [{ url: "https://images.example/lamp.jpg", alt: "A lamp" }],
      metadata: { care: { dust: true } },
    },
  }),
  "patch /v1/admin/products/{id}": () => ({ body: { translations: [text], vendor: null } }),
  "post /v1/admin/products/{id}/unpublish": () => ({ after: ["publish"] }),
  "post /v1/admin/products/{id}/restore": () => ({ after: ["archive"] }),
  "post /v1/admin/products/{id}/variants": () => ({
    body: { options: { Size: "L" }, prices: [{ amount: 1, currency: "USD" }], stocked: 3, sku: "LAMP-L" },
  }),
  "patch /v1/admin/variants/{id}": () => ({ body: { sku: "LAMP-S", stocked: 2 } }),
  "put /v1/admin/variants/{id}/prices": () => ({
    body: { prices: [{ amount: 1_500, currency: "USD", compareAtAmount: 2_000 }] },
  }),
  "put /v1/admin/variants/{id}/inventory": () => ({ body: { stocked: 4, lowStockThreshold: 2 } }),
  "post /v1/admin/variants/{id}/inventory/adjustments": () => ({ body: { delta: 4, reason: "delivered" } }),
  "post /v1/admin/inventory": ({ sku }) => ({ body: { items: [{ sku, stocked: 4 }] } }),
  "post /v1/admin/inventory/transfers": ({ sku, otherLocationId: to }, { id }) => ({
    body: { from: id.replace("ten_", "loc_"), to, items: [{ sku, quantity: 1 }] },
  }),
  "post /v1/admin/prices": ({ sku }) => ({
    body: { items: [{ sku, prices: [{ amount: 1_500, currency: "USD" }] }] },
  }),
  "post /v1/admin/orders/{id}/confirm": () => ({ body: {} }),
  "post /v1/admin/locations": () => ({ body: { name: "Warehouse" } }),
  "patch /v1/admin/locations/{id}": () => ({ body: { name: "Warehouse", isDefault: true } }),
  "post /v1/admin/collections": () => ({ body: { translations: [text] } }),
  "patch /v1/admin/collections/{id}": () => ({ body: { translations: [text] } }),
  "post /v1/admin/collections/{id}/products/{productId}": () => ({ body: {} }),
  "post /v1/admin/categories/{id}/products/{productId}": () => ({ body: {} }),
  "put /v1/admin/collections/{id}/products": ({ id }) => ({ body: { productIds: [id] } }),
  "post /v1/admin/categories": () => ({ body: { translations: [text], parentId: null } }),
  "patch /v1/admin/categories/{id}": () => ({ body: { translations: [text] } }),
  "put /v1/admin/categories/{id}/products": ({ id }) => ({ body: { productIds: [id] } }),
  "post /v1/admin/shipping-options": () => ({
    body: { name: "Express", prices: [{ amount: 1_500, currency: "USD" }] },
  }),
  "patch /v1/admin/shipping-options/{id}": () => ({ body: { name: "Overnight" } }),
  "post /v1/admin/tax-zones": () => ({
    body: {
      name: "Germany",
      countries: [{ country: "DE" }],
      rates: [
        { name: "VAT", category: "standard", rate: 1_900 },
        { name: "VAT", category: "books", rate: 700 },
      ],
    },
  }),
  "patch /v1/admin/tax-zones/{id}": () => ({ body: { name: "Germany and Austria" } }),
  "post /v1/admin/promotions": () => ({
    body: {
      name: "Ten percent from 50 dollars",
      status: "active",
      codes: [`SUMMER-${crypto.randomUUID()}`],
      endsAt: "2027-09-01T00:00:00Z",
      conditions: [{ kind: "subtotal", min: { amount: 5_000, currency: "USD" } }],
      action: { kind: "percent", on: "order", rate: 1_000 },
      limits: { usesPerCustomer: 1 },
      translations: [{ locale: "de", label: "Zehn Prozent ab 50 Dollar" }],
    },
  }),
  "patch /v1/admin/promotions/{id}": () => ({ body: { priority: 10, endsAt: null } }),
  "post /v1/admin/promotions/{id}/codes/generate": () => ({ body: { count: 3, prefix: "VIP-" } }),
  "post /v1/admin/promotions/simulate": ({ variantId }) => ({
    body: { items: [{ variantId, quantity: 2 }], country: "GB" },
  }),
  "post /v1/store/carts/{id}/codes": async (_, tenant, send) => ({
    body: { code: await makeCode(send, tenant) },
  }),
  "post /v1/admin/customers": () => ({
    body: {
      email: `ada-${crypto.randomUUID()}@shop.example`,
      firstName: "Ada",
      lastName: "Lovelace",
      phone: "+44 20 7946 0000",
      locale: "en",
    },
  }),
  "patch /v1/admin/customers/{id}": () => ({ body: { firstName: "Augusta", phone: null } }),
  "post /v1/admin/roles": () => ({
    body: {
      name: "support",
      description: "Answers questions about orders to Germany",
      grants: [
        { permissions: ["products:read", "products:list"] },
        { permissions: ["orders:read", "orders:list", "orders:update"], where: { country: ["DE"] } },
      ],
    },
  }),
  "post /v1/admin/api-keys/{id}/queries": () => ({
    body: {
      queries: [
        { name: "Product", query: "query Product($handle: String!) { product(handle: $handle) { title } }" },
      ],
    },
  }),
  "patch /v1/admin/roles/{id}": () => ({
    body: { grants: [{ permissions: ["orders:read"], where: { country: ["DE", "AT"] } }] },
  }),
  "post /v1/admin/permissions/check": () => ({ body: { permission: "orders:update", role: "manager" } }),
  "post /v1/admin/customer-groups": () => ({ body: { name: "Wholesale" } }),
  "patch /v1/admin/customer-groups/{id}": () => ({ body: { name: "Business customers" } }),
  "post /v1/admin/customer-groups/{id}/customers": ({ id }) => ({ body: { add: [id], remove: [] } }),
  "post /v1/admin/price-lists": () => ({
    body: {
      name: "Summer sale",
      kind: "sale",
      status: "active",
      endsAt: "2027-09-01T00:00:00Z",
      rules: { countries: ["DE", "AT"] },
    },
  }),
  "patch /v1/admin/price-lists/{id}": () => ({ body: { priority: 10, rules: null } }),
  "put /v1/admin/price-lists/{id}/prices": ({ variantId }) => ({
    body: {
      prices: [
        { variantId, amount: 900, currency: "USD", maxQuantity: 9 },
        { variantId, amount: 800, currency: "USD", minQuantity: 10 },
      ],
    },
  }),
  "patch /v1/admin/price-lists/{id}/prices": ({ variantId }) => ({
    body: { prices: [{ variantId, amount: 750, currency: "USD", minQuantity: 10 }] },
  }),
  "post /v1/store/customers/me/addresses": () => ({
    body: {
      firstName: "Ada",
      lastName: "Lovelace",
      address1: "12 St James's Square",
      city: "London",
      postalCode: "SW1Y 4JH",
      country: "GB",
      isDefaultShipping: true,
    },
  }),
  "patch /v1/store/customers/me/addresses/{id}": () => ({
    body: { company: "Works", phone: null, isDefaultBilling: true },
  }),
  "post /v1/store/carts": ({ variantId }) => ({
    body: {
      currency: "USD",
      locale: "de",
      email: "ada@shop.example",
      items: [{ variantId, quantity: 2 }],
    },
  }),
  "patch /v1/store/carts/{id}": () => ({
    body: {
      email: "ada@shop.example",
      shippingAddress: { firstName: "Ada", address1: "12 St James's Square", country: "GB" },
      billingAddress: { company: "Works", country: "DE" },
      note: "Ring twice",
      locale: "de",
      currency: "USD",
      shippingOptionId: null,
    },
  }),
  "post /v1/store/carts/{id}/items": ({ variantId }) => ({ body: { variantId, quantity: 1 } }),
  "patch /v1/store/carts/{id}/items/{itemId}": () => ({ body: { quantity: 3 } }),
  "post /v1/store/carts/{id}/complete": () => ({ body: { payment: { provider: "manual" } } }),
  "post /v1/store/checkout": ({ variantId }, tenant) => ({
    body: {
      ...shopperOf(tenant),
      items: [{ variantId, quantity: 1 }],
      billingAddress: null,
      note: "Ring twice",
      payment: { provider: "manual" },
      expectedTotal: { amount: 1_500, currency: "USD" },
    },
  }),
  "patch /v1/admin/orders/{id}": () => ({ body: { note: "Ring twice." } }),
  "post /v1/admin/orders/{id}/ship": () => ({ body: actionBodies.ship, after: ["capture"] }),
  "post /v1/admin/orders/{id}/deliver": () => ({ after: ["capture", "ship"] }),
  "post /v1/admin/orders/{id}/cancel": () => ({ body: actionBodies.cancel, after: ["capture"] }),
  "post /v1/admin/orders/{id}/refunds": () => ({ body: actionBodies.refunds, after: ["capture"] }),
  "post /v1/ops/rebuilds": () => ({ body: { view: "all" } }),
  // After all tenants: their rebuilds would delay what the next tests wait for.
  "post /v1/platform/rebuilds": () => ({ body: { view: "tenants", after: "ten_z" } }),
  "post /v1/ops/replays": () => ({ body: { subscription: "audit", fromSeq: 1 } }),
  "post /v1/ops/dead-letters/replay": () => ({ body: { reason: "The view is mended." } }),
  "post /v1/ops/dead-letters/{id}/replay": () => ({ body: { reason: "The view is mended." } }),
  "post /v1/ops/dead-letters/{id}/discard": () => ({ body: { reason: "A test of ours." } }),
  "post /v1/admin/notes": () => ({ body: { id: "first", text: "A note" } }),
  "post /v1/admin/imports/shopify-products": () => ({
    body: "Handle,Title,Option1 Name,Option1 Value,Variant Price\nlamp,Lamp,Title,Default Title,10.00\n",
  }),
  "post /v1/admin/imports/shopify-inventory": () => ({
    body: "Handle,SKU,Location,On hand (new)\nlamp,L-1,Main location,not stocked\n",
  }),
};

/** A valid path and body for a writing route. Creates the resources they refer to in the tenant. */
export async function exampleOf(send: Send, route: Route, tenant: MintedTenant) {
  const takesBody = route.body !== undefined || route.upload !== undefined;
  const key = `${route.method} ${route.path}`;
  const example = examples[key];
  if (takesBody && example === undefined) throw new Error(`add a body for ${key} to examples.ts`);
  const id = await makeThing(send, route, tenant);
  const path = pathNaming(route.path, id ?? "");
  const { body, after = [] } = (await example?.(await memberFor(send, route, tenant), tenant, send)) ?? {};
  for (const move of after)
    await send("post", path.replace(/\/\w+$/, `/${move}`), {
      key: tenant.adminKey,
      headers: { "Idempotency-Key": crypto.randomUUID() },
      body: actionBodies[move],
    });
  return { path, body };
}

/** Created only if a body refers to it. */
async function memberFor(send: Send, route: Route, tenant: MintedTenant): Promise<Member> {
  const { adminKey } = tenant;
  const none = { id: "", sku: "", variantId: "", otherLocationId: "" };
  if (
    /^\/v1\/(?:store\/(?:carts|checkout|carts\/\{id\}\/items)|admin\/(?:price-lists\/\{id\}\/prices|promotions\/simulate))$/.test(
      route.path,
    )
  )
    return { ...none, variantId: await putOnSale(send, tenant) };
  if (route.path === "/v1/admin/customer-groups/{id}/customers")
    return { ...none, id: await makeCustomer(send, adminKey) };
  const named = route.path.endsWith("/{id}/products") || bySku.includes(route.path);
  if (!named) return none;
  const otherLocationId = route.path.endsWith("/transfers") ? await makeLocation(send, adminKey) : "";
  const sku = `MEMBER-${crypto.randomUUID()}`;
  const variants = [{ sku, prices: [{ amount: 1_000, currency: "USD" }], stocked: 4 }];
  const body = productBody("A member", { variants });
  const answer = await send("post", "/v1/admin/products", { key: adminKey, body });
  return { ...none, id: String(Object(answer.body).id), sku, otherLocationId };
}

/** Routes whose body names a variant by its SKU. */
const bySku = ["/v1/admin/inventory", "/v1/admin/inventory/transfers", "/v1/admin/prices"];
