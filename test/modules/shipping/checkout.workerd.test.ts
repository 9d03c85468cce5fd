import { expect, it } from "vitest";
import { z } from "zod";
import { complete } from "../../support/http/carts.ts";
import { productBody, publishProduct } from "../../support/http/products.ts";
import { send } from "../../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../../support/http/tenants.ts";

const identified = z.looseObject({ id: z.string() });
const withVariants = z.looseObject({ variants: z.array(identified) });
const usd = (amount: number) => ({ amount, currency: "USD" });
const london = {
  email: "ada@shop.example",
  shippingAddress: { firstName: "Ada", city: "London", country: "GB" },
};

async function sell({ adminKey }: MintedTenant, weight: number, more: object = {}): Promise<string> {
  const variants = [{ prices: [usd(1_000)], stocked: 10, weight }];
  const { answer } = await publishProduct(send, adminKey, productBody("Lamp", { variants, ...more }));
  return withVariants.parse(answer.body).variants[0]?.id ?? "";
}

/** A shop with these options, and no flat rate. */
async function shopWith(...options: readonly object[]) {
  const tenant = await mintTenant();
  const { id, adminKey: key } = tenant;
  await send("delete", `/v1/admin/shipping-options/${id.replace("ten_", "shp_")}`, { key });
  const ids: string[] = [];
  for (const body of options) {
    const answer = await send("post", "/v1/admin/shipping-options", { key, body });
    expect(answer.status, answer.text).toBe(201);
    ids.push(identified.parse(answer.body).id);
  }
  return { tenant, ids };
}

async function cartOf({ slug }: MintedTenant, items: readonly object[], more: object = london) {
  const headers = { "X-Tenant": slug };
  const opened = await send("post", "/v1/store/carts", { headers, body: { items } });
  const { id } = identified.parse(opened.body);
  const path = `/v1/store/carts/${id}`;
  const patch = (body: object) => send("patch", path, { headers, body });
  await patch(more);
  const options = async () => (await send("get", `${path}/shipping-options`, { headers })).body;
  return { id, patch, options };
}

const checkout = ({ slug }: MintedTenant, body: object) =>
  send("post", "/v1/store/checkout", {
    headers: { "X-Tenant": slug, "Idempotency-Key": crypto.randomUUID() },
    body,
  });

const letter = { name: "Letter", zones: ["GB"], rules: [{ maxWeight: 500, prices: [usd(100)] }] };
const parcel = { name: "Parcel", prices: [usd(700)], freeFrom: [usd(3_000)], minDays: 1, maxDays: 3 };

it("a cart is offered what fits its address and its goods, and pays for what it chooses", async () => {
  const { tenant, ids } = await shopWith(letter, parcel);
  const variantId = await sell(tenant, 300);
  const cart = await cartOf(tenant, [{ variantId, quantity: 1 }]);
  expect(await cart.options()).toMatchObject({
    items: [
      { id: ids[0], name: "Letter", price: usd(100), kind: "delivery" },
      { id: ids[1], name: "Parcel", price: usd(700), minDays: 1, maxDays: 3 },
    ],
  });
  const chosen = await cart.patch({ shippingOptionId: ids[0] });
  expect(chosen.body).toMatchObject({ shippingOption: { name: "Letter" }, totals: { total: usd(1_100) } });
  await cart.patch({ shippingAddress: { firstName: "Ada", country: "FR" } });
  expect(await cart.options()).toMatchObject({ items: [{ name: "Parcel" }] });
});

it("an option that no longer fits is not paid for, and the cart can't be completed with it", async () => {
  const { tenant, ids } = await shopWith(letter, parcel);
  const variantId = await sell(tenant, 300);
  const cart = await cartOf(tenant, [{ variantId, quantity: 1 }], { ...london, shippingOptionId: ids[0] });
  const headers = { "X-Tenant": tenant.slug };
  const grown = await send("post", `/v1/store/carts/${cart.id}/items`, {
    headers,
    body: { variantId, quantity: 2 },
  });
  expect(grown.body).toMatchObject({ shippingOption: null, totals: { shipping: usd(0) } });
  expect(await complete(send, tenant, cart.id)).toMatchObject({
    status: 422,
    body: { code: "checkout-incomplete", errors: [{ pointer: "/shippingOptionId", code: "missing" }] },
  });
  await cart.patch({ shippingOptionId: ids[1] });
  expect((await complete(send, tenant, cart.id)).body).toMatchObject({
    shippingOption: { name: "Parcel", price: usd(0) },
    totals: { total: usd(3_000) },
  });
});

it("what is picked up needs no shipping address, and is taxed at home", async () => {
  const pickup = { name: "Collect", kind: "pickup", prices: [usd(0)] };
  const { tenant, ids } = await shopWith(pickup, parcel);
  const settings = { taxRates: [{ country: "GB", rate: 2_000 }], homeCountry: "GB" };
  await send("patch", "/v1/admin/settings", { key: tenant.adminKey, body: settings });
  const items = [{ variantId: await sell(tenant, 300), quantity: 1 }];
  const cart = await cartOf(tenant, items, { email: london.email, shippingOptionId: ids[0] });
  expect((await complete(send, tenant, cart.id)).body).toMatchObject({
    shippingAddress: null,
    shippingOption: { name: "Collect" },
    totals: { shipping: usd(0), tax: usd(200), total: usd(1_200) },
  });
  const shipped = await checkout(tenant, { email: london.email, items, shippingOptionId: ids[1] });
  expect(shipped.body).toMatchObject({
    code: "checkout-incomplete",
    errors: [{ pointer: "/shippingAddress" }],
  });
});

it("a cart with goods of two profiles pays the sum of both", async () => {
  const freight = { name: "Freight", profile: "bulky", prices: [usd(4_000)] };
  const { tenant, ids } = await shopWith({ name: "Post", prices: [usd(500)] }, freight);
  const items = [
    { variantId: await sell(tenant, 300), quantity: 1 },
    { variantId: await sell(tenant, 40_000, { shippingProfile: "bulky" }), quantity: 1 },
  ];
  const cart = await cartOf(tenant, items);
  expect(await cart.options()).toMatchObject({
    items: [
      { name: "Post", price: usd(4_500) },
      { name: "Freight", price: usd(4_500) },
    ],
  });
  await cart.patch({ shippingOptionId: ids[0] });
  expect((await complete(send, tenant, cart.id)).body).toMatchObject({
    shippingOption: { name: "Post", price: usd(4_500) },
    totals: { shipping: usd(4_500), total: usd(6_500) },
  });
});

it("one request takes the only option that fits, and none if there is a choice or nothing", async () => {
  const { tenant } = await shopWith(letter, { ...parcel, zones: ["FR", "GB"] });
  const light = [{ variantId: await sell(tenant, 300), quantity: 1 }];
  const heavy = [{ variantId: await sell(tenant, 600), quantity: 1 }];
  expect((await checkout(tenant, { ...london, items: heavy })).body).toMatchObject({
    shippingOption: { name: "Parcel", price: usd(700) },
  });
  const missing = { code: "checkout-incomplete", errors: [{ pointer: "/shippingOptionId" }] };
  expect((await checkout(tenant, { ...london, items: light })).body).toMatchObject(missing);
  const abroad = { ...london, shippingAddress: { firstName: "Ada", country: "US" } };
  expect((await checkout(tenant, { ...abroad, items: heavy })).body).toMatchObject(missing);
});

it("the store shows the options of a country before there is a cart", async () => {
  const { tenant } = await shopWith(letter, parcel);
  const headers = { "X-Tenant": tenant.slug };
  const names = async (query: string) => {
    const { body } = await send("get", `/v1/store/shipping-options${query}`, { headers });
    return z
      .object({ items: z.array(z.looseObject({ name: z.string() })) })
      .parse(body)
      .items.map(({ name }) => name);
  };
  expect(await names("?country=GB")).toEqual(["Letter", "Parcel"]);
  expect(await names("?country=FR")).toEqual(["Parcel"]);
  expect(await names("")).toEqual(["Letter", "Parcel"]);
});
