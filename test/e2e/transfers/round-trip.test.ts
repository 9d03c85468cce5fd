import { beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { accountsOf, goodPassword } from "../../support/accounts/accounts.ts";
import { mailsTo, tokenIn } from "../../support/accounts/mails.ts";
import { type FullShop, fillShop } from "../../support/e2e/full-shop.ts";
import { useRunning } from "../../support/e2e/home.ts";
import { exportText, importText } from "../../support/e2e/transfers.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import { order } from "../../support/http/orders.ts";
import { type Answer, routes } from "../../support/http/sender.ts";

const running = useRunning();

interface Asked {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly asCustomer?: true;
}

/** Routes that an import leaves without their resources, and why. */
const leftOut: Readonly<Record<string, string>> = {
  "/v1/store/carts/{id}": "carts are not exported",
  "/v1/store/carts/{id}/shipping-options": "carts are not exported",
  "/v1/store/customers/me/cart": "carts are not exported",
  "/v1/store/products/{handle}/reviews/{id}": "the list has all of it",
  "/v1/store/products/{handle}/reviews/{id}/replies": "there are none here",
  "/v1/store/posts/{slug}/comments/{id}": "the list has all of it",
  "/v1/store/posts/{slug}/comments/{id}/replies": "there are none here",
  "/v1/store/pages/{slug}/comments/{id}/replies": "there are none here",
  "/v1/store/posts/atom.xml": "a feed's id is that of the tenant",
  "/v1/store/preview/{link}": "links are signed for a tenant",
};

const lists = [
  "",
  "?limit=3",
  "?locale=de&currency=EUR&sort=-price",
  "?q=lantern",
  "?facets=true&count=true",
];

/** The requests of each route of the store that reads. */
const requestsByPath: Readonly<Record<string, (shop: FullShop) => readonly Asked[]>> = {
  "/v1/store": () => [{ path: "/v1/store" }],
  "/v1/store/products": () => lists.map((query) => ({ path: `/v1/store/products${query}` })),
  "/v1/store/products/{handle}": ({ formerHandles }) =>
    ["storm-lantern", "lantern-3", "lantern-3?locale=de", "laterne-3", ...formerHandles].map((handle) => ({
      path: `/v1/store/products/${handle}`,
    })),
  "/v1/store/products/{handle}/reviews": () => [{ path: "/v1/store/products/lantern-3/reviews" }],
  "/v1/store/products/{handle}/related": () => [{ path: "/v1/store/products/lantern-3/related" }],
  "/v1/store/collections": () => [{ path: "/v1/store/collections?locale=de" }],
  "/v1/store/collections/{handle}": () => [{ path: "/v1/store/collections/lights" }],
  "/v1/store/categories": () => [{ path: "/v1/store/categories?count=true" }],
  "/v1/store/categories/{handle}": () => [{ path: "/v1/store/categories/lamps" }],
  "/v1/store/posts": () =>
    ["", "?locale=de", "?category=news", "?tag=light"].map((query) => ({ path: `/v1/store/posts${query}` })),
  "/v1/store/posts/feed.xml": () => [{ path: "/v1/store/posts/feed.xml?locale=de" }],
  "/v1/store/posts/feed.json": () => [{ path: "/v1/store/posts/feed.json" }],
  "/v1/store/sitemap.xml": () => [{ path: "/v1/store/sitemap.xml" }],
  "/v1/store/sitemaps/{file}": () =>
    ["products", "posts"].map((name) => ({ path: `/v1/store/sitemaps/${name}.xml` })),
  "/v1/store/robots.txt": () => [{ path: "/v1/store/robots.txt" }],
  "/v1/store/redirects": () => [{ path: "/v1/store/redirects?path=/old-lamps" }],
  "/v1/store/posts/{slug}": () => [
    { path: "/v1/store/posts/lanterns-are-back" },
    { path: "/v1/store/posts/laternen?locale=de" },
  ],
  "/v1/store/posts/{slug}/comments": () => [{ path: "/v1/store/posts/lanterns-are-back/comments" }],
  "/v1/store/pages/{slug}/comments": () => [{ path: "/v1/store/pages/about-us/comments" }],
  "/v1/store/pages/{slug}": () => ["about-us", "team"].map((slug) => ({ path: `/v1/store/pages/${slug}` })),
  "/v1/store/menus/{location}": () => [{ path: "/v1/store/menus/header?locale=de" }],
  "/v1/store/content-categories": () => [{ path: "/v1/store/content-categories?locale=de" }],
  "/v1/store/tags": () => [{ path: "/v1/store/tags" }],
  "/v1/store/search": () => [{ path: "/v1/store/search?q=lanterns" }],
  "/v1/store/shipping-options": () => [{ path: "/v1/store/shipping-options?currency=USD" }],
  "/v1/store/orders": () => [{ path: "/v1/store/orders", asCustomer: true }],
  "/v1/store/orders/{id}": ({ orders }) =>
    orders.map(({ id, token }) => ({ path: `/v1/store/orders/${id}`, headers: { "X-Order-Token": token } })),
  "/v1/store/customers/me/addresses": () => [{ path: "/v1/store/customers/me/addresses", asCustomer: true }],
  "/v1/store/customers/me/addresses/{id}": ({ customer }) => [
    { path: `/v1/store/customers/me/addresses/${customer.addressId}`, asCustomer: true },
  ],
};

let source: MintedTenant;
let target: MintedTenant;
let shop: FullShop;
let text: string;

beforeAll(async () => {
  const { send, mintTenant } = running();
  source = await mintTenant();
  shop = await fillShop(send, source);
  text = await exportText(send, source.id);
  target = await mintTenant({ name: "Another shop", currencies: ["USD"], locales: ["en"] });
  await importText(send, target.id, text, 20);
}, 120_000);

describe("a tenant that was exported and imported", () => {
  it("is asked at every route of the store that reads", () => {
    const paths = routes.filter(({ method, path }) => method === "get" && path.startsWith("/v1/store"));
    const known = [...Object.keys(requestsByPath), ...Object.keys(leftOut)];
    expect(known.toSorted()).toEqual(paths.map(({ path }) => path).toSorted());
  });

  it("answers every route of the store as the one that was exported does", async () => {
    const tokens = {
      [source.slug]: await signIn(source),
      [target.slug]: await signInWithNewPassword(target),
    };
    for (const [route, requestsOf] of Object.entries(requestsByPath))
      for (const { path, headers, asCustomer } of requestsOf(shop)) {
        const ask = ({ slug }: MintedTenant) =>
          running().send("get", path, {
            key: asCustomer === true ? tokens[slug] : undefined,
            headers: { "X-Tenant": slug, ...headers },
          });
        // The read model follows in a moment.
        await vi.waitFor(async () => {
          const from = toldBy(await ask(source));
          expect(toldBy(await ask(target)), `${route} ${path}`).toEqual(from);
          expect(from.status).toBeLessThan(400);
        }, 5_000);
      }
  });

  it("goes on with the order numbers, and mails nothing about imported orders", async () => {
    const { send } = running();
    const mails = await send("get", "/v1/ops/mailbox", { key: target.adminKey });
    // Those that the customer has asked for.
    const subjects = z.object({ items: z.array(z.object({ subject: z.string() })) }).parse(mails.body).items;
    for (const { subject } of subjects) expect(subject).toMatch(/password/);
    const product = await send("get", "/v1/store/products/lantern-5", {
      headers: { "X-Tenant": target.slug },
    });
    const variantId = Object(product.body).variants[0].id;
    const again = await order(send, { ...target, id: source.id }, variantId, 1);
    expect(again.number).toBe(Math.max(...shop.orders.map(({ number }) => number)) + 1);
  });

  it("says in its audit log that it was exported", async () => {
    const audited = await running().send("get", "/v1/admin/audit?limit=100", { key: source.adminKey });
    expect(audited.text).toContain("transfers.recordExport");
  });

  it("ships and cancels imported orders, whose stock is reserved", async () => {
    const { send } = running();
    const key = target.adminKey;
    const [first, paid] = shop.orders;
    const body = { reason: "second thoughts" };
    const cancelled = await send("post", `/v1/admin/orders/${first?.id}/cancel`, { key, body });
    expect(cancelled, cancelled.text).toMatchObject({ status: 200, body: { status: "cancelled" } });
    const parcel = { trackingNumber: "GB1", carrier: "Post" };
    const shipped = await send("post", `/v1/admin/orders/${paid?.id}/ship`, { key, body: parcel });
    expect(shipped, shipped.text).toMatchObject({ status: 200, body: { status: "shipped" } });
  });
});

const listed = z.looseObject({ items: z.array(z.unknown()), nextCursor: z.string().nullable() });

/**
 * What an answer says. One thing differs: a cursor is signed for its tenant, and a page that has one has another ETag. Where the
 * next page begins is the same.
 */
function toldBy({ status, headers, body }: Answer) {
  const location = headers.get("Location");
  const list = listed.safeParse(body);
  if (!list.success || list.data.nextCursor === null)
    return { status, body, location, etag: headers.get("ETag") };
  const [position] = list.data.nextCursor.split(".");
  return { status, body: { ...list.data, nextCursor: position }, location };
}

async function signIn(tenant: MintedTenant): Promise<string> {
  return (await accountsOf(running().send, tenant).signIn(shop.customer.email)).accessToken;
}

/** No password is exported: the customer sets a new one. */
async function signInWithNewPassword(tenant: MintedTenant): Promise<string> {
  const { send } = running();
  const { post } = accountsOf(send, tenant);
  const { email } = shop.customer;
  const refusedAtFirst = await post("/v1/auth/sign-in", { email, password: goodPassword });
  expect(refusedAtFirst.status).toBe(401);
  const path = routes.find(({ operationId }) => operationId === "requestPasswordReset")?.path ?? "";
  expect((await post(path, { email })).status).toBe(202);
  const [mail] = await mailsTo(send, tenant, email);
  const confirm = routes.find(({ operationId }) => operationId === "confirmPasswordReset")?.path ?? "";
  const reset = await post(confirm, { token: tokenIn(mail?.text), password: goodPassword });
  expect(reset.status, reset.text).toBeLessThan(300);
  return (await accountsOf(send, tenant).signIn(email)).accessToken;
}
