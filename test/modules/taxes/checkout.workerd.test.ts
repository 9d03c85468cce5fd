import { expect, it } from "vitest";
import { z } from "zod";
import { complete, shopperOf } from "../../support/http/carts.ts";
import { productBody, publishProduct } from "../../support/http/products.ts";
import { send } from "../../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../../support/http/tenants.ts";

const withVariants = z.looseObject({ variants: z.array(z.looseObject({ id: z.string() })) });
const usd = (amount: number) => ({ amount, currency: "USD" });

async function sell({ adminKey }: MintedTenant, title: string, amount: number, more: object = {}) {
  const variants = [{ prices: [{ ...usd(amount) }], stocked: 10 }];
  const { answer } = await publishProduct(send, adminKey, productBody(title, { variants, ...more }));
  return withVariants.parse(answer.body).variants[0]?.id ?? "";
}

async function must(method: "post" | "patch" | "delete", path: string, sent: Parameters<typeof send>[2]) {
  const answer = await send(method, path, sent);
  expect(answer.status, answer.text).toBeLessThan(300);
  return z.looseObject({ id: z.string() }).catch({ id: "" }).parse(answer.body);
}

const zone = (name: string, country: string, place: object, rates: Readonly<Record<string, number>>) => ({
  name,
  countries: [{ country, ...place }],
  rates: Object.entries(rates).map(([category, rate]) => ({ name, category, rate })),
});

async function shopOf(settings: object, zones: readonly object[]): Promise<MintedTenant> {
  const tenant = await mintTenant();
  await must("patch", "/v1/admin/settings", { key: tenant.adminKey, body: settings });
  for (const body of zones) await must("post", "/v1/admin/tax-zones", { key: tenant.adminKey, body });
  return tenant;
}

const spain = [
  zone("IVA", "ES", {}, { standard: 2_100, books: 400 }),
  zone("IGIC", "ES", { postalPrefixes: ["35", "38"] }, { standard: 700, books: 0 }),
];
const shippedTo = (postalCode: string) => ({
  shippingAddress: { firstName: "Ada", city: "Spain", country: "ES", postalCode },
});

it("a cart and its order are taxed by category and by the postal code they go to, shipping too", async () => {
  const tenant = await shopOf({ taxShipping: "category" }, spain);
  const headers = { "X-Tenant": tenant.slug };
  const items = [
    { variantId: await sell(tenant, "Lamp", 1_000), quantity: 1 },
    { variantId: await sell(tenant, "Book", 500, { taxCategory: "books" }), quantity: 2 },
  ];
  const { id } = await must("post", "/v1/store/carts", { headers, body: { items } });
  const path = `/v1/store/carts/${id}`;
  const mainland = { ...shopperOf(tenant), ...shippedTo("28001") };
  expect((await send("patch", path, { headers, body: mainland })).body).toMatchObject({
    items: [
      { tax: usd(210), taxes: [{ name: "IVA", rate: 2_100, amount: usd(210) }] },
      { tax: usd(40), taxes: [{ name: "IVA", rate: 400, amount: usd(40) }] },
    ],
    shippingTaxes: [{ name: "IVA", rate: 2_100, amount: usd(105) }],
    totals: { shipping: usd(500), tax: usd(355), total: usd(2_855) },
  });
  expect((await send("patch", path, { headers, body: shippedTo("38-001") })).body).toMatchObject({
    items: [{ tax: usd(70) }, { taxes: [{ name: "IGIC", rate: 0, amount: usd(0) }] }],
    totals: { tax: usd(105), total: usd(2_605) },
  });
  const placed = await complete(send, tenant, id);
  expect(placed.body).toMatchObject({
    items: [
      { taxRate: 700, tax: usd(70) },
      { taxRate: 0, tax: usd(0) },
    ],
    shippingTaxes: [{ name: "IGIC", rate: 700, amount: usd(35) }],
    totals: { tax: usd(105), total: usd(2_605) },
  });
});

it("an order in one request is taxed alike, also where prices include tax", async () => {
  const tenant = await shopOf({ pricesIncludeTax: true, taxShipping: "proportional" }, spain);
  const headers = { "X-Tenant": tenant.slug, "Idempotency-Key": crypto.randomUUID() };
  const items = [{ variantId: await sell(tenant, "Lamp", 1_210), quantity: 2 }];
  const body = { ...shopperOf(tenant), ...shippedTo("28001"), items };
  const placed = await send("post", "/v1/store/checkout", { headers, body });
  expect(placed.body).toMatchObject({
    items: [{ tax: usd(420), taxes: [{ name: "IVA", rate: 2_100, amount: usd(420) }] }],
    shippingTaxes: [{ name: "IVA", rate: 2_100, amount: usd(87) }],
    totals: { tax: usd(507), total: usd(2_920) },
  });
});

it("a price that the destination changes is no changed price: the cart can be completed", async () => {
  const home = { pricesIncludeTax: true, homeCountry: "ES", priceStays: "net" };
  const tenant = await shopOf(home, [...spain, zone("TVA", "FR", {}, { standard: 2_000 })]);
  const headers = { "X-Tenant": tenant.slug };
  const items = [{ variantId: await sell(tenant, "Lamp", 1_210), quantity: 1 }];
  const { id } = await must("post", "/v1/store/carts", { headers, body: { items } });
  const toFrance = { ...shopperOf(tenant), shippingAddress: { firstName: "Ada", country: "FR" } };
  const path = `/v1/store/carts/${id}`;
  expect((await send("patch", path, { headers, body: toFrance })).body).toMatchObject({
    items: [{ unitPrice: usd(1_200), tax: usd(200), priceChanged: false }],
  });
  expect((await complete(send, tenant, id)).body).toMatchObject({
    items: [{ unitPrice: usd(1_200), tax: usd(200), total: usd(1_200) }],
    totals: { total: usd(1_700) },
  });
});

it("only who may see and change settings sees and changes zones", async () => {
  const tenant = await mintTenant();
  const body = spain[0];
  expect(
    (await send("post", "/v1/admin/tax-zones", { headers: { "X-Tenant": tenant.slug }, body })).status,
  ).toBe(401);
  const { id } = await must("post", "/v1/admin/tax-zones", { key: tenant.adminKey, body });
  const other = await mintTenant();
  expect((await send("get", `/v1/admin/tax-zones/${id}`, { key: other.adminKey })).status).toBe(404);
  await must("delete", `/v1/admin/tax-zones/${id}`, { key: tenant.adminKey });
  expect((await send("get", `/v1/admin/tax-zones/${id}`, { key: tenant.adminKey })).status).toBe(404);
});

it.each([
  ["/countries/0/country", { countries: [{ country: "XX" }] }],
  ["/countries", { countries: [] }],
  ["/countries/0/postalPrefixes/0", { countries: [{ country: "ES", postalPrefixes: ["-"] }] }],
  ["/rates/0/rate", { rates: [{ name: "IVA", category: "standard", rate: 10_001 }] }],
  ["/rates/0/category", { rates: [{ name: "IVA", category: "Standard", rate: 1 }] }],
])("a zone that is not well-formed is refused at %s", async (pointer, wrong) => {
  const { adminKey: key } = await mintTenant();
  const body = { ...spain[0], ...wrong };
  expect(await send("post", "/v1/admin/tax-zones", { key, body })).toMatchObject({
    status: 400,
    body: { code: "validation-failed", errors: [{ pointer }] },
  });
});
