import { describe, expect, it } from "vitest";
import { z } from "zod";
import { eventually } from "../../support/e2e/eventually.ts";
import { useRunning } from "../../support/e2e/home.ts";
import { ask, roundTripsOf } from "../../support/graphql/client.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import { productBody } from "../../support/http/products.ts";
import type { Send } from "../../support/http/sender.ts";

const running = useRunning();
const made = z.looseObject({
  id: z.string(),
  variants: z.array(z.looseObject({ id: z.string() })).optional(),
});

async function make(send: Send, { adminKey: key }: MintedTenant, path: string, body: unknown) {
  const answer = await send("post", path, { key, body, headers: { "Idempotency-Key": crypto.randomUUID() } });
  expect(answer.status, answer.text).toBeLessThan(300);
  return made.parse(answer.body);
}

/** A shop of 50 products, each in one of five collections and one of five categories. */
async function shopOf(send: Send, tenant: MintedTenant) {
  const groups = ["collections", "categories"] as const;
  const [collections, categories] = await Promise.all(
    groups.map((kind) =>
      Promise.all(
        [1, 2, 3, 4, 5].map((number) =>
          make(send, tenant, `/v1/admin/${kind}`, {
            translations: [{ locale: "en", title: `${kind} ${number}` }],
          }),
        ),
      ),
    ),
  );
  const variantIds: string[] = [];
  for (let index = 0; index < 50; index += 1) {
    const body = {
      ...productBody(`Lamp ${index}`),
      variants: [{ prices: [{ amount: 1_000, currency: "USD" }], stocked: 100, sku: `LAMP-${index}` }],
    };
    const { id, variants = [] } = await make(send, tenant, "/v1/admin/products", body);
    await make(send, tenant, `/v1/admin/products/${id}/publish`, {});
    await make(send, tenant, `/v1/admin/collections/${collections?.[index % 5]?.id}/products/${id}`, {});
    await make(send, tenant, `/v1/admin/categories/${categories?.[index % 5]?.id}/products/${id}`, {});
    variantIds.push(variants[0]?.id ?? "");
  }
  return variantIds;
}

const page = `query ($first: Int!) { products(first: $first, currency: "USD") { totalCount nodes {
  title description variants { sku price { amount currency } availability quantityAvailable }
  collections { title products(first: 3) { nodes { title } } }
  categories { title products(first: 3) { nodes { title } } } } } }`;

describe("a page takes as many round trips as one item", () => {
  it("of products with all that belongs to them", { timeout: 120_000 }, async () => {
    const { send, mintTenant } = running();
    const tenant = await mintTenant();
    const variantIds = await shopOf(send, tenant);
    const read = (first: number) => ask(send, tenant, page, { variables: { first } });
    await eventually(
      20_000,
      () => read(50),
      ({ data }) =>
        Object(data?.products).nodes?.every(isGrouped) === true && Object(data.products).totalCount === 50,
    );
    const [few, many] = [await read(5), await read(50)];
    const { nodes } = Object(many.data.products);
    expect(nodes).toHaveLength(50);
    expect(nodes[0]).toMatchObject({
      variants: [{ price: { amount: 1_000, currency: "USD" }, availability: "in_stock" }],
      collections: [{ products: { nodes: [{}, {}, {}] } }],
      categories: [{ products: { nodes: [{}, {}, {}] } }],
    });
    expect(roundTripsOf(few)).toEqual(roundTripsOf(many));
    // The products; their collections and categories with what summaries leave out; and the products of those.
    expect(roundTripsOf(many).d1).toBeLessThanOrEqual(3);
    expect(roundTripsOf(many).objects).toBe(0);
    await ordersOf(send, tenant, variantIds);
  });
});

const isGrouped = ({ collections, categories }: Record<string, { products: { nodes: unknown[] } }[]>) =>
  [collections, categories].every((groups) => groups?.[0]?.products.nodes.length === 3);

/** The same for orders, of the same shop. */
async function ordersOf(send: Send, tenant: MintedTenant, variantIds: readonly string[]) {
  for (const variantId of variantIds) {
    const answer = await send("post", "/v1/store/checkout", {
      headers: { "X-Tenant": tenant.slug, "Idempotency-Key": crypto.randomUUID() },
      body: {
        currency: "USD",
        items: [{ variantId, quantity: 1 }],
        email: "ada@example.com",
        shippingAddress: { firstName: "Ada", country: "GB" },
      },
    });
    expect(answer.status, answer.text).toBe(201);
  }
  const query = `query ($first: Int!) { adminOrders(first: $first) { totalCount nodes { number customer { email }
    items { title quantity variant { sku price { amount } quantityAvailable } product { title } } } } }`;
  const read = (first: number) => ask(send, tenant, query, { variables: { first }, key: tenant.adminKey });
  await eventually(
    20_000,
    () => read(5),
    ({ data }) => Object(data?.adminOrders).totalCount === 50,
  );
  const [few, many] = [await read(5), await read(50)];
  expect(Object(many.data.adminOrders).nodes[0].items[0].variant).toMatchObject({ price: { amount: 1_000 } });
  expect(roundTripsOf(few)).toEqual(roundTripsOf(many));
  expect(roundTripsOf(many).d1).toBeLessThanOrEqual(3);
}
