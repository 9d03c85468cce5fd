import { beforeAll, describe, expect, it, vi } from "vitest";
import { accountsOf, type SignedIn } from "../../support/accounts/accounts.ts";
import { mailsTo, tokenIn } from "../../support/accounts/mails.ts";
import { putOnSale } from "../../support/http/carts.ts";
import { order } from "../../support/http/orders.ts";
import { send } from "../../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../../support/http/tenants.ts";

let shop: MintedTenant;
let ada: SignedIn;
let grace: SignedIn;
let variantId: string;

const addresses = "/v1/store/customers/me/addresses";
const home = { firstName: "Ada", city: "London", country: "GB" };
const as = (who: SignedIn, method: string, path: string, body?: unknown) =>
  send(method, path, {
    key: who.accessToken,
    body,
    headers: method === "post" ? { "Idempotency-Key": crypto.randomUUID() } : {},
  });
const idOf = (answer: { readonly body: unknown }) => String(Object(answer.body).id);

beforeAll(async () => {
  shop = await mintTenant();
  const accounts = accountsOf(send, shop);
  ada = await accounts.register({ email: "ada@shop.example" });
  grace = await accounts.register({ email: "grace@shop.example" });
  variantId = await putOnSale(send, shop, { stocked: 1_000 });
});

describe("the account area over HTTP", () => {
  it("keeps the addresses of one customer from another", async () => {
    const made = await as(ada, "post", addresses, home);
    expect(made).toMatchObject({ status: 201, body: { ...home, isDefaultShipping: true } });
    const path = `${addresses}/${idOf(made)}`;
    expect(made.headers.get("Location")).toBe(path);
    expect((await as(ada, "get", path)).headers.get("ETag")).toBe('"1"');
    for (const [method, body] of [["get"], ["patch", { city: "Bath" }], ["delete"]] as const)
      expect((await as(grace, method, path, body)).status).toBe(404);
    expect(await as(grace, "get", addresses)).toMatchObject({ body: { items: [] } });
  });

  it("is closed to who has not signed in, to an order's token, and to staff", async () => {
    const { accessToken } = await order(send, shop, variantId, 1);
    const headers = { "X-Tenant": shop.slug };
    for (const path of [addresses, "/v1/store/orders", "/v1/store/customers/me/cart"]) {
      expect((await send("get", path, { headers })).status).toBe(401);
      expect(
        (await send("get", path, { headers: { ...headers, "X-Order-Token": accessToken } })).status,
      ).toBe(401);
      expect((await send("get", path, { key: shop.adminKey })).status).toBe(403);
    }
  });

  it("is of one shop: a token opens nothing in another", async () => {
    const other = await mintTenant();
    const sent = { key: ada.accessToken, headers: { "X-Tenant": other.slug } };
    expect(await send("get", addresses, sent)).toMatchObject({
      status: 403,
      body: { code: "tenant-mismatch" },
    });
  });

  it("takes no field that says whose something is", async () => {
    for (const more of [{ customerId: grace.user.id }, { id: "addr_1" }, { version: 7 }])
      expect((await as(ada, "post", addresses, { ...home, ...more })).status).toBe(400);
    for (const more of [{ customerId: grace.user.id }, { customer: {} }, { status: "completed" }]) {
      expect((await as(ada, "post", "/v1/store/carts", more)).status).toBe(400);
      expect((await as(ada, "post", "/v1/store/checkout", { items: [], ...more })).status).toBe(400);
    }
    for (const more of [
      { status: "active" },
      { groups: ["wholesale"] },
      { emailVerifiedAt: null },
      { hasAccount: true },
    ])
      expect((await as(ada, "patch", "/v1/auth/me", more)).status).toBe(400);
  });

  it("gives nobody but staff a say in customers and groups", async () => {
    for (const path of [
      "/v1/admin/customers",
      "/v1/admin/customer-groups",
      `/v1/admin/customers/${ada.user.id}`,
    ])
      expect((await as(ada, "get", path)).status).toBe(403);
    expect((await send("get", "/v1/admin/customers", { key: shop.managerKey })).status).toBe(200);
    const body = { email: "new@shop.example" };
    expect((await send("post", "/v1/admin/customers", { key: shop.managerKey, body })).status).toBe(403);
  });

  it("has the cart of the customer, with an id that opens it for nobody else", async () => {
    const guest = await send("post", "/v1/store/carts", {
      headers: { "X-Tenant": shop.slug },
      body: { items: [{ variantId, quantity: 2 }] },
    });
    const attached = await as(ada, "post", `/v1/store/carts/${idOf(guest)}/customer`);
    expect(attached).toMatchObject({
      status: 200,
      body: {
        id: idOf(guest),
        email: "ada@shop.example",
        shippingAddress: { city: "London" },
        notMerged: [],
      },
    });
    const found = await as(ada, "get", "/v1/store/customers/me/cart");
    const path = `/v1/store/carts/${idOf(found)}`;
    expect((await as(ada, "get", path)).status).toBe(200);
    expect((await as(grace, "get", path)).status).toBe(404);
    expect((await send("get", path, { headers: { "X-Tenant": shop.slug } })).status).toBe(404);
    expect((await as(grace, "post", `/v1/store/carts/${idOf(guest)}/customer`)).status).toBe(404);
    const patch = { shippingOptionId: shop.id.replace("ten_", "shp_") };
    await as(ada, "patch", path, patch);
    const placed = await as(ada, "post", `${path}/complete`, {});
    expect(placed).toMatchObject({
      status: 201,
      body: { customerId: ada.user.id, email: "ada@shop.example" },
    });
    const order = `/v1/store/orders/${idOf(placed)}`;
    expect((await as(ada, "get", order)).status).toBe(200);
    expect((await as(grace, "get", order)).status).toBe(404);
    expect(await send("get", `/v1/admin/orders/${idOf(placed)}`, { key: shop.adminKey })).toMatchObject({
      body: { customerId: ada.user.id },
    });
  });

  it("has the orders that a guest placed, once the e-mail address is verified", async () => {
    const linus = await accountsOf(send, shop).register({ email: "linus@shop.example" });
    const headers = { "X-Tenant": shop.slug, "Idempotency-Key": crypto.randomUUID() };
    const body = {
      items: [{ variantId, quantity: 1 }],
      email: "Linus@shop.example",
      shippingAddress: home,
      shippingOptionId: shop.id.replace("ten_", "shp_"),
    };
    const placed = await send("post", "/v1/store/checkout", { headers, body });
    expect(placed.status, placed.text).toBe(201);
    expect(await as(linus, "get", "/v1/store/orders")).toMatchObject({ body: { items: [] } });
    await as(linus, "post", "/v1/auth/verify-email");
    const [mail] = await mailsTo(send, shop, "linus@shop.example", { subject: /mail/i });
    const token = tokenIn(mail?.text);
    const confirm = { headers: { "X-Tenant": shop.slug }, body: { token } };
    expect((await send("post", "/v1/auth/verify-email/confirm", confirm)).status).toBeLessThan(300);
    await vi.waitUntil(
      async () => Object((await as(linus, "get", "/v1/store/orders")).body).items?.length === 1,
      { timeout: 20_000, interval: 100 },
    );
    expect((await as(linus, "get", `/v1/store/orders/${idOf(placed)}`)).status).toBe(200);
  });
});
