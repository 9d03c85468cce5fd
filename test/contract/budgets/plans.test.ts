import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import type { Condition } from "../../../src/kernel/access/extent.ts";
import type { Grants, Permission } from "../../../src/kernel/access/permission.ts";
import type { ViewQuery } from "../../../src/kernel/read/query.ts";
import type { ReadModel } from "../../../src/kernel/storage/storage.ts";
import { groupSorts } from "../../../src/modules/collections/view/sorts.ts";
import { customerSorts } from "../../../src/modules/customers/view/filters.ts";
import { adminSorts } from "../../../src/modules/listing/view/lists/list-admin.ts";
import { storeSorts } from "../../../src/modules/listing/view/lists/sorts.ts";
import { orderSorts } from "../../../src/modules/orders/view/filters.ts";
import { highestNumber } from "../../../src/modules/orders/view/highest-number.ts";
import { readTenant } from "../../../src/modules/tenants/index.ts";
import { readMailbox, readMailHtml } from "../../../src/platform/mail/mailbox.ts";
import { selectOpenKinds, selectReached } from "../../../src/projection/failures/dead-letter-reads.ts";
import { readChangedTags, selectRevision } from "../../../src/projection/positions/cache-tags.ts";
import { positionOf } from "../../../src/projection/positions/positions.ts";
import { registry } from "../../../src/registry.ts";
import { many, openLargeShop } from "../../support/budgets/large-shop.ts";
import { costly, recording } from "../../support/budgets/plans.ts";
import { openInvoker } from "../../support/invoker.ts";
import { commentInputs } from "./comments.ts";
import { contentConditions, contentInputs, countingWalks, gridWalks } from "./content.ts";

const page = { limit: 20, after: null, count: false };

/** Inputs of every read of the read model. A new one has to be added. */
const inputs: Readonly<Record<string, readonly object[]>> = {
  "audit.compareTrail": [{ links: [{ epoch: 1, seq: 1, hash: null, state: "intact" }] }],
  "audit.readEntries": [page, { ...page, actor: "key_1" }, { ...page, resource: "prod_1" }],
  "catalogue.listCategories": groupSorts.map((sort) => ({ ...page, sort })),
  "catalogue.listCollections": groupSorts.map((sort) => ({ ...page, sort })),
  "catalogue.listProducts": [page, { ...page, q: "lamp" }, ...adminSorts.map((sort) => ({ ...page, sort }))],
  "catalogue.listRelatedProducts": [{ handle: "lamp" }],
  "catalogue.listStoreCategories": groupSorts.map((sort) => ({ ...page, sort })),
  "catalogue.listStoreCollections": groupSorts.map((sort) => ({ ...page, sort })),
  "catalogue.listStoreProducts": [
    page,
    { ...page, facets: true },
    { ...page, q: "lamp" },
    { ...page, count: true },
    ...storeSorts.map((sort) => ({ ...page, sort })),
  ],
  "catalogue.listVariants": [page, { ...page, sku: ["LAMP"] }],
  "catalogue.readExportPage": [{ after: "" }],
  "catalogue.readMostOptions": [{}],
  "catalogue.readStoreCategory": [{ handle: "lights" }],
  "catalogue.readStoreCollection": [{ handle: "lights" }],
  "catalogue.readStoreProduct": [{ handle: "lamp" }],
  ...commentInputs(page),
  ...contentInputs(page),
  "seo.listRedirects": [page, { ...page, after: ["/old", "redir_01J00000000000000000000000"] }],
  "seo.findRedirect": [{ path: "/old" }],
  "seo.readSitemapIndex": [{}],
  "seo.readSitemap": [
    { name: "products", from: null, to: null },
    { name: "posts", from: "node_01J00000000000000000000000", to: "node_01J00000000000000000000001" },
  ],
  "customers.listCustomers": [
    page,
    { ...page, q: "ada" },
    { ...page, q: "ada lovelace 44", status: ["active"], group: ["wholesale"] },
    { ...page, email: ["ada@example.com"] },
    { ...page, status: ["active", "disabled"] },
    { ...page, group: ["wholesale"] },
    { ...page, updatedSince: "2026-01-01T00:00:00.000Z", status: ["active"] },
    ...customerSorts.flatMap((sort) => [
      { ...page, sort },
      { ...page, sort, updatedSince: "2026-01-01T00:00:00.000Z" },
      { ...page, sort, after: ["2026-01-01T00:00:00.000Z", "cus_01J00000000000000000000000"] },
    ]),
  ],
  "customers.listGroups": [page],
  "media.findFile": [{ id: "med_01J00000000000000000000000" }],
  "media.listMedia": [
    page,
    { ...page, q: "lamp" },
    { ...page, q: "lamp desk", type: ["image"], from: "2026-01-01T00:00:00.000Z" },
    { ...page, type: ["image", "video"] },
    { ...page, from: "2026-01-01T00:00:00.000Z", to: "2026-02-01T00:00:00.000Z" },
    { ...page, after: ["2026-01-01T00:00:00.000Z", "med_01J00000000000000000000000"] },
  ],
  "ops.countAllOpen": [{}],
  "ops.countDeadLetters": [{}],
  "ops.countOpenDeadLetters": [{}],
  "ops.findAllDeadLetters": [page, { ...page, status: "open" }],
  "ops.findDeadLetter": [{ id: "dl_1" }],
  "ops.findDeadLetters": [page, { ...page, status: "open" }],
  "webhooks.findDeliveries": [
    { ...page, id: "whk_01J00000000000000000000000" },
    { ...page, id: "whk_01J00000000000000000000000", status: "failed" },
  ],
  "webhooks.findDelivery": [{ id: "whk_01J00000000000000000000000", deliveryId: "whd_1" }],
  "ops.readAllDelivery": [{ tenantIds: ["ten_1", "ten_2"] }],
  "ops.readPositions": [{}],
  "orders.listOrders": [
    page,
    { ...page, status: ["confirmed"] },
    { ...page, customerId: ["cus_large"] },
    ...orderSorts.map((sort) => ({ ...page, sort })),
  ],
  "orders.listOrdersOfCustomer": [
    { ...page, customerId: "cus_large" },
    { ...page, customerId: "cus_large", after: ["2026-01-01T00:00:00.000Z", 1_500] },
  ],
  "tenants.listTenants": [page],
  "tenants.readStore": [{}],
};

/** Reads that take longer the more there is. Each is known, and has a reason. */
const walks: Readonly<Record<string, readonly string[]>> = {
  // An export, which reads all products anyway.
  "catalogue.readMostOptions": ["SEARCH products USING INDEX products_updated (tenant_id=?)"],
  // Metrics, a few times a minute. Dead letters are rare, but those that were settled are kept.
  "ops.countDeadLetters": ["SEARCH dead_letters USING INDEX dead_letters_event (tenant_id=?)"],
  // It ends at 10,000, and what is open waits for an operator, so there is little of it.
  "ops.countAllOpen": ["SCAN dead_letters USING COVERING INDEX dead_letters_open"],
  "ops.countOpenDeadLetters": ["SEARCH dead_letters USING COVERING INDEX dead_letters_open (tenant_id=?)"],
  "ops.readAllDelivery": ["SEARCH dead_letters USING COVERING INDEX dead_letters_open (tenant_id=?)"],
  // Right counts of what a tag or category finds. Answers are kept until a post changes.
  ...countingWalks,
  // Product grids that are not sorted by hand read all members of their collection.
  "content.readStorePost": gridWalks,
  "content.readStorePage": gridWalks,
  // It ends at the first one.
  "what the open dead letters are about": ["SCAN dead_letters USING INDEX dead_letters_open_newest"],
};

const views = [...registry.operationByName.values()].filter((operation) => operation.kind === "view");

let shop: Awaited<ReturnType<typeof openLargeShop>>;
beforeAll(async () => {
  shop = await openLargeShop();
});

it("a large shop has 10,000 products and orders, and others are beside it", () => {
  const { rows } = shop.platform.readModel;
  for (const table of ["products", "variant_prices", "orders", "customers", "audit", "product_groups"]) {
    const [row] = rows(`SELECT count(*) AS n, count(DISTINCT tenant_id) AS tenants FROM ${table}`);
    expect(Number(row?.n), table).toBeGreaterThan(many);
    expect(Number(row?.tenants), table).toBeGreaterThan(100);
  }
});

it("every read of the read model has inputs here", () => {
  expect(views.map(({ name }) => name).sort()).toEqual(Object.keys(inputs).sort());
});

it.each(views.map((view) => ({ name: view.name, view })))(
  "$name reads no more of a large shop than it answers",
  async ({ name, view }) => {
    for (const [index, input] of (inputs[name] ?? []).entries()) {
      const { model, seen } = recording(shop.platform.readModel);
      const items = await read(view, input, model);
      if (items !== null && index === 0) expect(items).toBe(20);
      const found = seen.flatMap((statement) => costly(shop.platform.readModel, statement));
      expect(found, JSON.stringify(input)).toEqual(walks[name] ?? []);
    }
  },
);

/** `?count=true` counts what a caller asks for. The storefront counts only up to a bound. */
const counted = [
  "tenants.listTenants",
  "catalogue.listCollections",
  "catalogue.listStoreCollections",
  "catalogue.listProducts",
  "catalogue.listVariants",
  "orders.listOrders",
  "customers.listCustomers",
  "customers.listGroups",
  "comments.listComments",
  "content.listPosts",
  "content.listPages",
  "content.listStorePosts",
  "content.listTags",
  "content.listContentCategories",
  "seo.listRedirects",
];

it.each(counted)("%s counts with one walk along an index, when it is asked to", async (name) => {
  const view = views.find((one) => one.name === name);
  if (view === undefined) throw new Error(`there is no ${name}`);
  const { model, seen } = recording(shop.platform.readModel);
  await read(view, { ...page, count: true }, model);
  const found = seen.flatMap((statement) => costly(shop.platform.readModel, statement));
  expect(found).toEqual([
    expect.stringMatching(/ USING (?:COVERING )?(?:INDEX|PRIMARY KEY) |^SCAN tenants$/),
  ]);
});

it.each([
  ["SELECT id FROM products WHERE version = 1", /^SCAN products/],
  [
    "SELECT id FROM products WHERE tenant_id = 'ten_1' ORDER BY version LIMIT 20",
    /^SEARCH products .*\(tenant_id=\?\)/,
  ],
  [
    "SELECT o.id FROM orders AS o WHERE o.tenant_id = 'ten_1' AND o.status = 'paid' ORDER BY o.state LIMIT 1",
    /^SEARCH orders/,
  ],
  ["SELECT count(*) FROM orders WHERE tenant_id = 'ten_1'", /^SEARCH orders/],
])("a statement that takes longer in a large shop is noticed: %s", (sql, step) => {
  const { readModel } = shop.platform;
  expect(costly(readModel, { sql, params: [] })).toEqual([expect.stringMatching(step)]);
});

/** Reads that are no operations. */
const others: readonly (readonly [string, (model: ReadModel, tenantId: string) => Promise<unknown>])[] = [
  ["a tenant by its id", (model) => readTenant(model, { by: "id", value: "ten_01J00000000000000000000007" })],
  ["a tenant by its slug", (model) => readTenant(model, { by: "slug", value: "shop-7" })],
  ["a tenant by its host", (model) => readTenant(model, { by: "host", value: "shop-7.example" })],
  ["the mailbox", (model, id) => readMailbox(model, id, { limit: 20, after: null })],
  ["one mail", (model, id) => readMailHtml(model, id, "mail7")],
  ["what has changed lately", (model, id) => readChangedTags(model, id)],
  ["where the read model is", (model, id) => model.all(selectRevision(id))],
  ["the position of a subscription", (model, id) => positionOf({ readModel: model }, id, "read-model")],
  ["whether a write is there", (model, id) => model.all(selectReached(id, 1, 9))],
  ["the highest order number", (model, id) => model.all(highestNumber(id))],
  ["what the open dead letters are about", (model) => model.all(selectOpenKinds(200))],
];

it.each(others)("%s: reads no more of a large platform than it answers", async (name, ask) => {
  const { model, seen } = recording(shop.platform.readModel);
  await ask(model, shop.tenant.id);
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.flatMap((statement) => costly(shop.platform.readModel, statement))).toEqual(walks[name] ?? []);
});

/** Conditions under which callers may read resources of a kind. All of the large shop meets the first, nothing the last. */
const conditions: Readonly<Record<string, readonly Condition[]>> = {
  products: [{ vendor: ["Harbour"] }, { vendor: ["Harbour"], type: ["lamp"], tag: ["new", "sale"] }],
  orders: [{ country: ["GB", "DE"] }, { country: ["DE"], currency: ["EUR"] }],
  ...contentConditions,
};

/** An export reads all products that the caller may see anyway. */
const limited = views.filter(({ name, isLimited }) => isLimited && name !== "catalogue.readMostOptions");

it.each(limited.map((view) => ({ name: view.name, view })))(
  "$name reads no more of a large shop under a grant with conditions",
  async ({ name, view }) => {
    for (const input of inputs[name] ?? []) {
      const { model, seen } = recording(shop.platform.readModel);
      const extent = conditions[view.access.replace(/:.*/, "")];
      if (extent === undefined) throw new Error(`add conditions for ${view.access}`);
      await read(view, input, model, new Map([[view.access as Permission, extent]]));
      const found = seen.flatMap((statement) => costly(shop.platform.readModel, statement));
      expect(found, JSON.stringify(input)).toEqual(walks[name] ?? []);
    }
  },
);

/** The threads that have all replies are named when there are any. */
function inShop(input: object): object {
  const ids = new Map([
    ["the thread", shop.review],
    ["the post's thread", shop.postComment],
    ["the page's thread", shop.pageComment],
  ]);
  const id = "id" in input ? ids.get(String(input.id)) : undefined;
  return id === undefined ? input : { ...input, id };
}

async function read(view: ViewQuery, input: object, model: ReadModel, grants?: Grants) {
  const { readModel, ...platform } = shop.platform;
  const invoke = openInvoker({ ...platform, readModel: { ...readModel, ...model } }, shop.tenant);
  const owner = view.access === "customer" ? { actor: { kind: "customer", id: "cus_1" } as const } : {};
  const result = await invoke(
    view,
    view.input.parse(inShop(input)),
    grants === undefined ? owner : { grants },
  );
  if (!result.ok) expect(result.refusal.code).toBe("not-found");
  const items = z.object({ items: z.array(z.unknown()) }).safeParse(result.ok ? result.value : null);
  return items.data?.items.length ?? null;
}
