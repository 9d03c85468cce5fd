import { productBody } from "../../support/http/products.ts";
import { openShop } from "../../support/node/shop.ts";
import { insertStored } from "../../support/stored.ts";
import { allComments } from "./comments.ts";
import { fillContent } from "./content.ts";
import { manyFiles } from "./media.ts";
import { openMetered } from "./metered.ts";
import { at, idOf, many, sample } from "./rows.ts";

export type LargeShop = Awaited<ReturnType<typeof openLargeShop>>;

export const largeKey = "key_01J0000000000000000000000Q";
export const largeEndpoint = "whk_01J00000000000000000000000";
const text = (index: number) => `${index} ${"x".repeat(300_000)}`;

/** A shop with a few large resources of each kind, and all that there can be of what is small. */
export async function openLargeShop() {
  const { readModel, largest } = openMetered();
  const shop = openShop(undefined, readModel);
  shop.must("tenants.changeSettings", { locales: ["en", "de", "fr"] });
  const variantId = fillCatalogue(shop);
  fillObject(shop);
  await shop.platform.deliverAll();
  fillContent(shop.must);
  // In between, since the relay sends only so much at a time.
  await shop.platform.deliverAll();
  const priceListId = fillPriceLists(shop, variantId);
  const promotionId = fillPromotions(shop);
  addEndpoint(shop);
  addQueries(shop);
  await shop.platform.deliverAll();
  const [product] = readModel.rows("SELECT product_id AS id FROM product_handles WHERE handle = 'lamp-0'");
  const [productId, tenantId] = [String(product?.id), shop.tenant.id];
  insertStored(readModel.run, {
    orders: many(order).map((row) => ({ tenant_id: tenantId, ...row })),
    customers: many(customer, 120).map((row) => ({ tenant_id: tenantId, ...row })),
    comments: allComments(readModel.rows, tenantId, productId),
    redirects: many(redirectRow, 120).map((row) => ({ tenant_id: tenantId, ...row })),
    customer_groups: many(customerGroup, 50).map((row) => ({ tenant_id: tenantId, ...row })),
    media: manyFiles().map((row) => ({ tenant_id: tenantId, ...row })),
    audit: many(auditEntry).map((row) => ({ tenant_id: tenantId, ...row })),
    dead_letters: many(deadLetter, 110).map((row) => ({ tenant_id: tenantId, ...row })),
    webhook_deliveries: many(delivery, 110).map((row) => ({ tenant_id: tenantId, ...row })),
    mailbox: many(mail).map((row) => ({ tenant_id: tenantId, ...row })),
    tenants: many(tenantRow, 60),
    tenant_settings: many(settingsRow, 60),
  });
  return { ...shop, readModel, largest, variantId, priceListId, promotionId };
}

/** Products, collections and categories. Returns the id of a variant. */
function fillCatalogue({ must, platform }: ReturnType<typeof openShop>): string {
  const images = Array.from({ length: 75 }, (_, index) => ({
    url: `https://images.example/${index}${"x".repeat(4_000)}`,
  }));
  const variantIds = many((index) => {
    platform.clock.advance(1_000);
    const variants = [{ prices: [{ amount: 100 + (index % 3), currency: "USD" }], stocked: 3 }];
    const made = must("catalogue.createProduct", productBody(`Lamp ${index % 4}`, { images, variants }));
    must("catalogue.publishProduct", { id: String(Object(made).id) });
    return String(Object(made).variants[0].id);
  });
  const translations = (index: number) =>
    ["en", "de", "fr"].map((locale) => ({
      locale,
      title: `Lights ${index}`,
      description: "x".repeat(99_000),
    }));
  many((index) => must("catalogue.createCollection", { translations: translations(index) }));
  many((index) => must("catalogue.createCategory", { translations: translations(index) }));
  return variantIds[0] ?? "";
}

function redirectRow(index: number) {
  const id = `redir_${String(index).padStart(26, "0")}`;
  const [from, to] = [`/${index}/${"x".repeat(1_900)}`, `/new/${"y".repeat(1_900)}`];
  const at = "2026-01-01T00:00:00.000Z";
  const state = JSON.stringify({ id, from, to, status: 301, createdAt: at, updatedAt: at });
  return { id, version: 1, from_path: from, state, state_version: 1, deleted_at: null };
}

/** Notes, and all that there can be of small resources, each as large as it can be. */
function fillObject({ must, platform }: ReturnType<typeof openShop>): void {
  many((index) => must("notes.write", { notes: [{ id: `note-${index}`, text: text(index) }] }));
  const name = "é".repeat(200);
  for (let index = 0; index < 99; index += 1) {
    platform.clock.advance(1_000);
    must("inventory.createLocation", { name });
    must("shipping.createOption", { name, prices: [{ amount: 1_000_000_000_000, currency: "USD" }] });
    must("taxes.createZone", largeZone);
    must("notes.addReader", { id: `reader-${index}`, url: "https://reader.example" });
  }
}

/** A zone of nearly as many bytes as it can have. */
const postalPrefixes = Array.from({ length: 500 }, (_, index) => `${10_000 + index}`);
const largeZone = {
  name: "é".repeat(100),
  countries: [{ country: "DE", postalPrefixes }],
  rates: Array.from({ length: 30 }, () => ({ name: "é".repeat(30), category: "standard", rate: 1_900 })),
};
/** All price lists that there can be, and the prices of a variant in one of them. Answers its id. */
function fillPriceLists({ must, platform }: ReturnType<typeof openShop>, variantId: string): string {
  const customerGroups = many((index) => `${"g".repeat(250)}${index}`, 50);
  const ids = many((index) => {
    platform.clock.advance(1_000);
    const list = { name: `${index} ${"é".repeat(190)}`, kind: "sale", status: "draft" };
    return String(Object(must("pricing.createPriceList", { ...list, rules: { customerGroups } })).id);
  }, 200);
  const prices = many(
    (index) => ({ variantId, amount: 1, currency: "USD", minQuantity: index + 1, maxQuantity: index + 1 }),
    250,
  );
  must("pricing.replaceListPrices", { id: ids[0], prices });
  return ids[0] ?? "";
}

/** Promotions of nearly as many bytes as they can have, and the codes of one. Answers its id. */
function fillPromotions({ must, platform }: ReturnType<typeof openShop>): string {
  const tags = Array.from({ length: 500 }, (_, index) => `${index} ${"x".repeat(100)}`);
  const ids = many((index) => {
    platform.clock.advance(1_000);
    const made = must("promotions.createPromotion", {
      name: `${index}`,
      codes: [],
      action: { kind: "fixedPrice", amounts: [{ amount: 1, currency: "USD" }], selector: { tags } },
    });
    return String(Object(made).id);
  }, 25);
  must("promotions.addCodes", { id: ids[0], seed: "a seed of more than twenty characters", count: 250 });
  return ids[0] ?? "";
}

/** A webhook endpoint that is sent nothing. Its deliveries are written below. */
function addEndpoint({ must }: ReturnType<typeof openShop>): void {
  must("webhooks.createEndpoint", {
    ...{ id: largeEndpoint, url: "https://hooks.example.com/", events: ["*"], status: "paused" },
    secret: { stored: "", sealed: "" },
  });
}

/** A publishable key with 100 registered queries of 64 KiB. */
function addQueries({ must }: ReturnType<typeof openShop>): void {
  const minted = { id: largeKey, hash: "", sealed: "sealed" };
  must("access.createApiKey", { name: "App", kind: "publishable", queries: "registered", minted });
  const queries = many(
    (index) => ({ hash: `${index}`.padStart(64, "0"), query: "x".repeat(64 * 1024) }),
    100,
  );
  must("access.storeQueries", { keyId: largeKey, queries });
}

function order(index: number) {
  const first = sample("order.v1");
  const id = idOf("ord", index);
  const state = { ...first, id, number: index + 1, placedAt: at(index), cancelReason: text(index) };
  return {
    id,
    version: 1,
    number: index + 1,
    placed_at: at(index),
    status: state.status,
    payment_status: state.paymentStatus,
    fulfillment_status: state.fulfillmentStatus,
    email: null,
    customer_id: "cus_large",
    state: JSON.stringify(state),
  };
}

/** A customer in 50 groups. */
function customer(index: number) {
  const name = "é".repeat(100);
  const person = { email: `${index}@example.com`, firstName: name, lastName: name, phone: name };
  const groupIds = many((group) => idOf("cgr", group), 50);
  const id = idOf("cus", index);
  const state = {
    ...sample("customer.v1"),
    id,
    person,
    groupIds,
    createdAt: at(index),
    updatedAt: at(index),
  };
  return {
    id,
    version: 1,
    created_at: at(index),
    updated_at: at(index),
    status: "active",
    email: person.email,
    state: JSON.stringify(state),
    state_version: 1,
  };
}

function customerGroup(index: number) {
  const times = { created_at: at(index), updated_at: at(index) };
  return {
    id: idOf("cgr", index),
    version: 1,
    name: "é".repeat(100),
    handle: `${"g".repeat(250)}${index}`,
    ...times,
  };
}

function auditEntry(index: number) {
  const fields = { title: text(index) };
  const change = { type: "product", id: "prod_1", version: 1, events: ["a"], before: null, after: fields };
  return {
    epoch: 1,
    seq: 100_000 + index,
    at: at(index),
    actor_kind: "apiKey",
    actor_id: "key_large",
    action: "catalogue.createProduct",
    outcome: "allowed",
    code: null,
    resources: JSON.stringify([{ type: "product", id: "prod_1" }]),
    changes: JSON.stringify([change]),
    correlation_id: "01J00000000000000000000000",
    address: null,
  };
}

function delivery(index: number) {
  return {
    endpoint_id: largeEndpoint,
    id: idOf("whd", index),
    event_id: "01J00000000000000000000000",
    seq: index,
    type: "order.placed",
    aggregate_type: "order",
    aggregate_id: idOf("ord", index),
    status: "failed",
    attempts: 9,
    code: 500,
    answer: "é".repeat(512),
    error: "HTTP 500",
    duration_ms: 10_000,
    first_at: at(index),
    last_at: at(index),
  };
}

function deadLetter(index: number) {
  return {
    id: `letter-${String(index).padStart(4, "0")}`,
    subscription: "notes.readers/ada",
    epoch: 1,
    seq: index,
    type: "notes.note.written",
    version: 1,
    aggregate_type: "note",
    aggregate_id: "a",
    aggregate_version: 1,
    correlation_id: "01J00000000000000000000000",
    occurred_at: at(index),
    attempts: 5,
    error: "x".repeat(1_000),
    failed_at: at(index),
    status: "open",
    settled_at: null,
    reason: null,
    event: text(index),
  };
}

function mail(index: number) {
  return {
    id: `mail-${index}`,
    recipient: "ada@example.com",
    subject: `Mail ${index}`,
    text: text(index),
    sent_at: at(index),
    times: 1,
  };
}

function tenantRow(index: number) {
  const id = idOf("ten", index);
  const domains = Array.from({ length: 20 }, (_, host) => `${"h".repeat(60)}.${host}.example`);
  const record = { ...sample("tenant.v2"), id, slug: `shop-${index}`, status: "active", domains };
  return {
    id,
    version: 1,
    slug: record.slug,
    status: "active",
    record: JSON.stringify(record),
    state_version: 2,
  };
}

function settingsRow(index: number) {
  const taxRates = Array.from({ length: 300 }, () => ({ country: "GB", rate: 10_000 }));
  const corsOrigins = Array.from({ length: 50 }, () => `https://${"o".repeat(290)}`);
  const settings = { ...sample("settings.v1"), taxRates, corsOrigins, disabledModules: [] };
  return { tenant_id: idOf("ten", index), version: 1, settings: JSON.stringify(settings) };
}
