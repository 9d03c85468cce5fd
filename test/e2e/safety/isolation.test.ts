import { beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { storeSorts } from "../../../src/modules/listing/view/lists/sorts.ts";
import { useRunning } from "../../support/e2e/home.ts";
import { readyCart } from "../../support/http/carts.ts";
import { entitled } from "../../support/http/entitled.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import { order } from "../../support/http/orders.ts";
import { productBody, publishProduct } from "../../support/http/products.ts";
import { routes } from "../../support/http/sender.ts";
import { isFleeting, makeThing, pathNaming } from "../../support/http/things.ts";
import { commentNamed } from "../../support/magazine/comments.ts";
import { publishNodes } from "../../support/magazine/content.ts";
import { dryRunImport } from "../../support/till/imports.ts";
import { reviewShown } from "../../support/till/reviews.ts";

const running = useRunning();

/** A shop with one of everything, under the same names in every tenant. */
interface Shop {
  readonly tenant: MintedTenant;
  readonly product: string;
  readonly variant: string;
  readonly collection: string;
  readonly category: string;
  readonly location: string;
  readonly cart: string;
  readonly order: string;
  readonly rebuild: string;
  readonly import: string;
  readonly user: string;
  readonly review: string;
  /** Things that are made as for other tests, by what precedes their id in a path. */
  readonly others: Readonly<Record<string, string>>;
  readonly token: string;
}

let mine: Shop;
let theirs: Shop;

beforeAll(async () => {
  [mine, theirs] = await Promise.all([openShop(), openShop()]);
});

const identified = z.object({ id: z.string() });
const isId = (name: string) => /^[a-z]+_|^\w{26}$/.test(name);
const listed = z.object({ items: z.array(z.unknown()) });

async function openShop(): Promise<Shop> {
  const { send, mintTenant } = running();
  const tenant = await mintTenant();
  const key = tenant.adminKey;
  const body = productBody("Lamp", {
    vendor: "Harbour",
    tags: ["light"],
    variants: [{ sku: "LAMP-1", stocked: 3, prices: [{ amount: 1_000, currency: "USD" }] }],
  });
  const { id: product, answer } = await publishProduct(send, key, body);
  const { variants } = z.object({ variants: z.tuple([identified]) }).parse(answer.body);
  const group = async (plural: string) => {
    const text = { translations: [{ locale: "en", title: "Lights", handle: "lights" }] };
    const { id } = identified.parse((await send("post", `/v1/admin/${plural}`, { key, body: text })).body);
    const filled = await send("put", `/v1/admin/${plural}/${id}/products`, {
      key,
      body: { productIds: [product] },
    });
    expect(filled.status).toBe(200);
    return id;
  };
  const collection = await group("collections");
  const category = await group("categories");
  const variant = variants[0].id;
  const cart = await readyCart(send, tenant, [{ variantId: variant, quantity: 1 }]);
  const placed = await order(send, tenant, variant, 1);
  const created = await send("post", "/v1/admin/locations", { key, body: { name: "Shop" } });
  const { id: location } = identified.parse(created.body);
  const rebuild = await thingIn(tenant, "/v1/ops/rebuilds/{id}");
  await thingIn(tenant, "/v1/store/customers/me/cart");
  await thingIn(tenant, "/v1/store/redirects");
  const others: Record<string, string> = { "/v1/ops/mailbox": await mailIn(tenant) };
  for (const folder of madeElsewhere) others[folder] = await thingIn(tenant, `${folder}/{id}`);
  // An endpoint, and a delivery to it.
  others["/v1/admin/api-keys"] = await thingIn(tenant, "/v1/admin/api-keys/{id}/queries/{queryId}");
  others["/v1/admin/webhooks"] = await thingIn(tenant, "/v1/admin/webhooks/{id}/deliveries/{deliveryId}");
  const { names, token } = await publishNodes(send, tenant);
  others["/v1/store/preview"] = await thingIn(tenant, "/v1/store/preview/{link}");
  const imported = await dryRunImport(send, tenant);
  const invitation = { email: "grace@shop.example", role: "manager" };
  const invited = await send("post", "/v1/admin/invitations", { key, body: invitation });
  const { id: user } = identified.parse(invited.body);
  const review = await reviewShown(send, tenant, "lamp");
  Object.assign(others, names, await commentNamed(send, tenant, names["/v1/store/posts"]));
  const made = { collection, category, location, rebuild, import: imported, user, review };
  return { tenant, product, variant, ...made, others, cart: cart.id, order: placed.id, token };
}

/** What is under one review. */
const reviews = "/v1/store/products/{handle}/reviews/{id}";

const madeElsewhere = [
  "/v1/admin/roles",
  "/v1/admin/customers",
  "/v1/admin/customer-groups",
  "/v1/admin/tax-zones",
  "/v1/admin/price-lists",
  "/v1/admin/promotions",
  ...["/v1/admin/media", "/v1/admin/media/uploads", "/v1/admin/releases"],
  "/v1/admin/form-submissions",
  "/v1/admin/redirects",
  "/v1/store/customers/me/addresses",
];

/** The mail that confirms the shop's order. It is sent a moment after the order was placed. */
async function mailIn({ adminKey: key }: MintedTenant): Promise<string> {
  const mails = z.object({ items: z.array(identified) });
  const sent = () => running().send("get", "/v1/ops/mailbox", { key });
  return vi.waitUntil(async () => mails.parse((await sent()).body).items[0]?.id, { timeout: 20_000 });
}

/** What a path needs in a tenant. Returns its id. */
async function thingIn(tenant: MintedTenant, path: string): Promise<string> {
  const route = routes.find((one) => one.method === "get" && one.path === path);
  if (route === undefined) throw new Error(`there is no ${path}`);
  return (await makeThing(running().send, route, tenant)) ?? "";
}

/** What names a thing of a shop in a path. */
function pathFor(path: string, shop: Shop): string {
  const nameByFolder: Readonly<Record<string, string>> = {
    "/v1/store/products": "lamp",
    "/v1/store/collections": "lights",
    "/v1/store/categories": "lights",
    "/v1/admin/products": shop.product,
    "/v1/admin/variants": shop.variant,
    "/v1/admin/collections": shop.collection,
    "/v1/admin/categories": shop.category,
    "/v1/admin/locations": shop.location,
    "/v1/admin/shipping-options": shop.tenant.id.replace("ten_", "shp_"),
    "/v1/admin/orders": shop.order,
    "/v1/store/orders": shop.order,
    "/v1/store/carts": shop.cart,
    "/v1/ops/rebuilds": shop.rebuild,
    "/v1/admin/imports": shop.import,
    "/v1/admin/users": shop.user,
    "/v1/admin/comments": shop.review,
    "/v1/store/sitemaps": "products.xml",
    [reviews]: `lamp ${shop.review}`,
    ...shop.others,
  };
  const one = Object.keys(nameByFolder).find((each) => each.includes("{") && path.startsWith(each));
  const folder = one ?? path.slice(0, path.indexOf("/{"));
  if (!path.includes("{")) return pathNaming(path, "");
  const name = nameByFolder[folder];
  if (name === undefined) throw new Error(`say what ${folder} holds in a shop`);
  const names = name.split(" ");
  return path.replaceAll(/\{\w+\}/g, () => names.shift() ?? name);
}

const idsOf = ({
  tenant,
  product,
  variant,
  collection,
  category,
  location,
  cart,
  user,
  review,
  others,
  order: placed,
}: Shop) => [
  user,
  review,
  // Slugs and numbers of revisions are those of both.
  ...Object.values(others).flatMap((names) => names.split(" ").filter(isId)),
  tenant.id,
  location,
  tenant.slug,
  product,
  variant,
  collection,
  category,
  cart,
  placed,
  tenant.id.replace("ten_", ""),
];

const reads = routes.filter(
  (route) => route.method === "get" && route.tenancy !== "none" && !isFleeting(route),
);
const named = reads.map((route) => ({ name: `GET ${route.path}`, route }));

describe("two tenants with the same handles and SKUs", () => {
  it.each(named)("see nothing of one another in $name", async ({ route }) => {
    for (const [shop, other] of [
      [mine, theirs],
      [theirs, mine],
    ] as const) {
      const { key, headers } = entitled(route, shop.tenant);
      const who = route.access === "public" ? { "X-Tenant": shop.tenant.slug } : headers;
      const sent = {
        key: route.access === "public" ? undefined : key,
        headers: { ...who, "Consistency-Token": shop.token },
      };
      // An admin of a tenant is not necessarily allowed to do everything.
      const answer = await running().send("get", pathFor(route.path, shop), sent);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.text.length).toBeGreaterThan(2);
      for (const id of idsOf(other)) expect(answer.text).not.toContain(id);
    }
  });

  it.each(named.filter(({ route }) => route.path.startsWith("/v1/admin/") && route.path.includes("{")))(
    "cannot reach one another's things by id in $name",
    async ({ route }) => {
      const answer = await running().send("get", pathFor(route.path, theirs), { key: mine.tenant.adminKey });
      expect(answer).toMatchObject({ status: 404, body: { code: "not-found" } });
    },
  );

  it("each have one of everything in their lists", async () => {
    const lists = reads.filter(({ path }) => /\/(?:products|collections|categories)$/.test(path));
    expect(lists.length).toBeGreaterThanOrEqual(6);
    for (const { path, access } of lists) {
      const key = access === "public" ? {} : { key: mine.tenant.adminKey };
      const headers = { "X-Tenant": mine.tenant.slug, "Consistency-Token": mine.token };
      const { items } = listed.parse((await running().send("get", path, { ...key, headers })).body);
      expect(items, path).toHaveLength(1);
    }
  });

  it("find only their own by every filter", async () => {
    const { send } = running();
    const headers = { "X-Tenant": mine.tenant.slug, "Consistency-Token": mine.token };
    const filters = ["collection=lights", "category=lights", "tag=light", "vendor=Harbour", "inStock=true"];
    for (const filter of filters) {
      const answer = await send("get", `/v1/store/products?${filter}&count=true`, { headers });
      expect(answer.body, filter).toMatchObject({ items: [{ id: mine.product }], totalCount: 1 });
    }
    for (const filter of ["sku=LAMP-1", "handle=lamp", "q=lam", "status=active"]) {
      const answer = await send("get", `/v1/admin/products?${filter}&count=true`, {
        key: mine.tenant.adminKey,
        headers,
      });
      expect(answer.body, filter).toMatchObject({ items: [{ id: mine.product }], totalCount: 1 });
    }
  });

  it.each(storeSorts)(
    "have pages and counts of their own by %s, however much the other has",
    async (sort) => {
      for (const shop of [mine, theirs]) {
        const headers = { "X-Tenant": shop.tenant.slug, "Consistency-Token": shop.token };
        const path = `/v1/store/products?sort=${sort}&limit=1&count=true`;
        expect((await running().send("get", path, { headers })).body).toMatchObject({
          items: [{ id: shop.product }],
          totalCount: 1,
          nextCursor: null,
        });
      }
    },
  );

  it("cannot refer to each other's resources", async () => {
    const { send } = running();
    const key = mine.tenant.adminKey;
    for (const path of [
      `/v1/admin/collections/${mine.collection}/products`,
      `/v1/admin/categories/${mine.category}/products`,
    ]) {
      const body = { productIds: [mine.product, theirs.product] };
      expect(await send("put", path, { key, body })).toMatchObject({
        status: 422,
        body: { code: "unknown-reference", errors: [{ pointer: "/productIds/1" }] },
      });
    }
    const body = { parentId: theirs.category };
    expect(await send("patch", `/v1/admin/categories/${mine.category}`, { key, body })).toMatchObject({
      status: 422,
      body: { code: "unknown-reference", errors: [{ pointer: "/parentId" }] },
    });
  });

  it("cannot go on in one another's lists with a cursor", async () => {
    const { send } = running();
    const { answer } = await publishProduct(send, theirs.tenant.adminKey, productBody("Second"));
    const headers = { "Consistency-Token": answer.headers.get("Consistency-Token") ?? "" };
    const path = "/v1/admin/products?limit=1";
    const page = await send("get", path, { key: theirs.tenant.adminKey, headers });
    const { nextCursor } = z.object({ nextCursor: z.string() }).parse(page.body);
    expect((await send("get", `${path}&cursor=${nextCursor}`, { key: theirs.tenant.adminKey })).status).toBe(
      200,
    );
    expect(await send("get", `${path}&cursor=${nextCursor}`, { key: mine.tenant.adminKey })).toMatchObject({
      status: 400,
      body: { code: "invalid-cursor", errors: [{ pointer: "/query/cursor" }] },
    });
  });
});
