import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { problemShape } from "../support/http/documented.ts";
import { routes, send } from "../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../support/http/tenants.ts";
import { makeThing } from "../support/http/things.ts";

// `send` fails if any pointer of any refusal in any test doesn't lead into the body that was sent. Here are refusals whose
// reason lies outside the body, or in something that the caller left out.

let tenant: MintedTenant;
let other: Awaited<ReturnType<typeof sized>>;
let order: string;

beforeAll(async () => {
  tenant = await mintTenant();
  other = await sized();
  const capture = routes.find(({ path }) => path === "/v1/admin/orders/{id}/capture");
  if (capture === undefined) throw new Error("there is no such route");
  order = (await makeThing(send, capture, tenant)) ?? "";
  await write("post", `/v1/admin/orders/${order}/capture`, undefined);
});

const price = (currency: string, amount = 1_000) => ({ amount, currency });

/** A product in two sizes, with prices in dollars. */
async function sized() {
  const body = {
    translations: [{ locale: "en", title: "Shirt" }],
    options: [{ name: "Size", values: ["S", "L", "XL"] }],
    variants: ["S", "L"].map((size) => ({
      sku: `SHIRT-${size}`,
      options: { Size: size },
      prices: [price("USD")],
      inventoryPolicy: "continue",
    })),
  };
  const shape = z.object({ id: z.string(), variants: z.array(z.object({ id: z.string() })) });
  const created = shape.parse((await write("post", "/v1/admin/products", body)).body);
  await write("post", `/v1/admin/products/${created.id}/publish`, undefined);
  return created;
}

function write(method: string, path: string, body: unknown) {
  const headers = { "Idempotency-Key": crypto.randomUUID() };
  return send(method, path, { key: tenant.adminKey, body, headers });
}

async function cartOf(): Promise<string> {
  const items = [{ variantId: other.variants[0]?.id, quantity: 1 }];
  const answer = await send("post", "/v1/store/carts", {
    headers: { "X-Tenant": tenant.slug, "Idempotency-Key": crypto.randomUUID() },
    body: { items },
  });
  return z.object({ id: z.string() }).parse(answer.body).id;
}

type Case = readonly [
  what: string,
  method: string,
  path: () => string | Promise<string>,
  body: unknown,
  pointers: readonly string[],
];

const cases: readonly Case[] = [
  ["capturing an order twice", "post", () => `/v1/admin/orders/${order}/capture`, undefined, []],
  ["confirming a paid order", "post", () => `/v1/admin/orders/${order}/confirm`, {}, []],
  [
    "cancelling a paid order without a refund",
    "post",
    () => `/v1/admin/orders/${order}/cancel`,
    { reason: "gone" },
    ["/refund"],
  ],
  [
    "refunding more than was paid",
    "post",
    () => `/v1/admin/orders/${order}/refunds`,
    { reason: "gone", amount: price("USD", 10_000_000) },
    ["/amount/amount"],
  ],
  [
    "shipping what the order doesn't have",
    "post",
    () => `/v1/admin/orders/${order}/ship`,
    { trackingNumber: "1", carrier: "x", items: [{ itemId: "itm_01J00000000000000000000000", quantity: 1 }] },
    ["/items/0"],
  ],
  ["publishing twice", "post", () => `/v1/admin/products/${other.id}/publish`, undefined, []],
  [
    "a product without the values of its options",
    "post",
    () => "/v1/admin/products",
    {
      translations: [{ locale: "en", title: "Lamp" }],
      options: [{ name: "Size", values: ["S"] }],
      variants: [{ prices: [price("USD")] }],
    },
    ["/variants/0/options"],
  ],
  [
    "options that the variants don't have",
    "patch",
    () => `/v1/admin/products/${other.id}`,
    { options: [{ name: "Colour", values: ["Red"] }] },
    ["/options"],
  ],
  [
    "a variant without the value of an option",
    "post",
    () => `/v1/admin/products/${other.id}/variants`,
    { prices: [price("USD")] },
    ["/options"],
  ],
  [
    "a variant with the values of another",
    "post",
    () => `/v1/admin/products/${other.id}/variants`,
    { options: { Size: "S" }, prices: [price("USD")] },
    ["/options"],
  ],
  [
    "a cart in a currency that an item has no price in",
    "patch",
    async () => `/v1/store/carts/${await cartOf()}`,
    { currency: "EUR" },
    ["/currency"],
  ],
  [
    "an address without its country",
    "patch",
    async () => `/v1/store/carts/${await cartOf()}`,
    { shippingAddress: { city: "Paris" } },
    ["/shippingAddress/country"],
  ],
  ["a checkout without anything", "post", () => "/v1/store/checkout", {}, ["/email"]],
  [
    "an unknown field with a name of 300 letters",
    "post",
    () => "/v1/admin/locations",
    { name: "Here", ["x".repeat(300)]: 1 },
    [""],
  ],
];

it.each(cases)("a refusal of %s points into the request", async (_, method, path, body, pointers) => {
  const isStore = String(await path()).startsWith("/v1/store");
  const headers = {
    "Idempotency-Key": crypto.randomUUID(),
    ...(isStore ? { "X-Tenant": tenant.slug } : {}),
  };
  const answer = await send(method, await path(), {
    ...(isStore ? {} : { key: tenant.adminKey }),
    body,
    headers,
  });
  expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
  const found = problemShape.parse(answer.body).errors?.map(({ pointer }) => pointer) ?? [];
  for (const pointer of pointers) expect(found).toContain(pointer);
});
