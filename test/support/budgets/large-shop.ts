import { z } from "zod";
import { orderShape } from "../../../src/modules/orders/index.ts";
import { tenantState } from "../../../src/modules/tenants/schema.ts";
import { modules } from "../../../src/modules.ts";
import { productBody } from "../http/products.ts";
import { openShop } from "../node/shop.ts";
import { till } from "../till/index.ts";

/** How many of each thing a large shop has. */
export const many = 10_000;

const made = z.object({ id: z.string(), variants: z.array(z.object({ id: z.string() })).default([]) });

/**
 * A shop of which the read model has 10,000 rows of everything, beside other tenants. One of each thing is written by the
 * platform itself, and then copied.
 */
export async function openLargeShop() {
  const shop = openShop([...modules, till]);
  const product = made.parse(
    shop.must(
      "catalogue.createProduct",
      productBody("Lamp", {
        tags: ["a"],
        vendor: "Harbour",
        type: "Lamps",
        variants: [{ sku: "LAMP", prices: [{ amount: 1_000, currency: "USD" }], stocked: 5 }],
      }),
    ),
  );
  const variantId = product.variants[0]?.id ?? "";
  shop.must("catalogue.publishProduct", { id: product.id });
  const group = { translations: [{ locale: "en", title: "Lights" }] };
  const ids = { productIds: [product.id] };
  const collection = made.parse(shop.must("catalogue.createCollection", group));
  shop.must("catalogue.setProductsOfCollection", { id: collection.id, ...ids });
  const category = made.parse(shop.must("catalogue.createCategory", { ...group, parentId: null }));
  shop.must("catalogue.setProductsOfCategory", { id: category.id, ...ids });
  const order = orderShape.parse(
    shop.must("till.place", { items: [{ variantId, quantity: 1 }], customerId: "cus_large" }),
  );
  const customer = made.parse(shop.must("customers.createCustomer", { email: "ada@example.com" }));
  const wholesale = made.parse(shop.must("customers.createGroup", { name: "Wholesale" }));
  shop.must("customers.addGroupMember", { id: wholesale.id, customerId: customer.id });
  shop.must("tenants.changeSettings", { comments: "guests" });
  const author = { name: "Grace", email: "grace@example.com" };
  const comment = (more: object) => {
    const written = { handle: "lamp", author, body: "Bright, and easy to clean.", ...more };
    const { id } = made.parse(shop.must("comments.createReview", written));
    shop.must("comments.approveComment", { id });
    return id;
  };
  const review = comment({ rating: 5 });
  const reply = comment({ parentId: review });
  const written = writeContent(shop.must);
  const upload = { name: "lamp desk.png", declared: null, size: 10, inParts: false };
  const file = made.parse(shop.must("media.beginUpload", upload));
  const facts = { name: "lamp desk.png", mediaType: "image/png", size: 10, width: 1, height: 1 };
  shop.must("media.recordFile", { id: file.id, ...facts });
  const onPost = { handle: "summer-lights", author, body: "A lamp for every evening." };
  const commentOnPost = (more: object) => {
    const { id } = made.parse(shop.must("comments.createPostComment", { ...onPost, ...more }));
    shop.must("comments.approveComment", { id });
    return id;
  };
  const postComment = commentOnPost({});
  const postReply = commentOnPost({ parentId: postComment });
  const [pageComment, pageReply] = commentOnPage(shop.must, written.page);
  await shop.platform.deliverAll();
  const [sent] = shop.platform.readModel.rows("SELECT id FROM form_submissions");
  addRows(shop.platform.readModel, shop.tenant.id);
  copyRows(shop.platform.readModel, shop.tenant.id, [
    product.id,
    variantId,
    collection.id,
    category.id,
    order.id,
    customer.id,
    wholesale.id,
    review,
    reply,
    postComment,
    postReply,
    pageComment,
    pageReply,
    String(sent?.id),
    ...written.all,
    file.id,
  ]);
  return { ...shop, product, order, review, postComment, pageComment };
}

const withBlocks = z.object({ id: z.string(), blocks: z.array(z.object({ id: z.string() })) });
const form = { type: "contact", data: {} };

/** A post and pages that are published, a tag, a category, a menu, and what was sent with a form. Answers their ids. */
function writeContent(must: ReturnType<typeof openShop>["must"]) {
  const create = (what: string, input: object) => made.parse(must(`content.create${what}`, input)).id;
  const term = { translations: [{ locale: "en", name: "Journal" }] };
  const terms = [create("ContentCategory", term), create("Tag", term)];
  const text = { translations: [{ locale: "en", title: "Summer lights", body: "One lamp, and *more*." }] };
  const nodes = ["Post", "Page"].map((kind) => {
    const id = create(kind, { ...text, tags: ["journal"], categories: ["journal"], blocks: [form] });
    must(`content.publish${kind}`, { id });
    return id;
  });
  const page = withBlocks.parse(must("content.createPage", { ...text, blocks: [form] }));
  must("content.publishPage", { id: page.id });
  const [block] = page.blocks;
  const fields = { email: "ada@example.com", message: "Hello" };
  must("forms.submitForm", { pageId: page.id, blockId: block?.id, fields });
  const item = { translations: [{ locale: "en", title: "Lights" }], pageId: page.id };
  const items = Array.from({ length: 20 }, () => item);
  const menu = made.parse(must("menus.createMenu", { name: "Main", location: "header", items }));
  const redirect = made.parse(must("seo.createRedirect", { from: "/old", to: "/new" }));
  return { page: nodes[1], all: [...terms, ...nodes, page.id, menu.id, redirect.id] };
}

/** A comment on a page, and a reply to it, as an import writes them. Answers their ids. */
function commentOnPage(must: ReturnType<typeof openShop>["must"], pageId: string | undefined) {
  const ids = ["com_01J00000000000000000100000", "com_01J00000000000000000200000"] as const;
  const author = { name: "Grace", email: "grace@example.com" };
  const about = { subject: { type: "page", id: pageId }, status: "approved", author, at: null };
  for (const [index, id] of ids.entries()) {
    const parentId = index === 0 ? null : ids[0];
    must("comments.importComment", { comment: { ...about, id, parentId, body: "Since when?" } });
  }
  return ids;
}

/** What no command of the shop writes. */
function addRows({ run }: Database, tenantId: string): void {
  const id = "'ten_01J' || printf('%023d', value)";
  run(`INSERT INTO dead_letters (tenant_id, id, subscription, epoch, seq, type, version, correlation_id, occurred_at, attempts,
error, failed_at, status) VALUES ('${tenantId}', 'dl_01J00000000000000000000000', 'read-model', 1, 1, 'a', 1, '01J00000000000000000000000',
'2026-01-01T00:00:00.000Z', 3, 'it failed', '2026-01-01T00:00:00.000Z', 'open')`);
  run(`INSERT INTO mailbox (tenant_id, id, recipient, subject, text, sent_at, times)
VALUES ('${tenantId}', 'mail', 'ada@example.com', 'Order', 'Thanks', '2026-01-01T00:00:00.000Z', 1)`);
  run(`INSERT INTO webhook_deliveries (tenant_id, endpoint_id, id, event_id, seq, type, aggregate_type, aggregate_id, status, attempts,
duration_ms, first_at, last_at) VALUES ('${tenantId}', 'whk_01J00000000000000000000000', 'whd_01J00000000000000000000000', '01J00000000000000000000000', 1,
'order.placed', 'order', 'ord_1', 'failed', 9, 10, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')`);
  run(`INSERT OR IGNORE INTO cache_tags (tenant_id, tag, revision) VALUES ('${tenantId}', 'tag', 1)`);
  const record = `json_object('id', ${id}, 'slug', 'shop-' || value, 'status', 'active', 'domains', json_array(),
'region', NULL, 'shard', 0, 'createdAt', '2026-01-01T00:00:00.000Z', 'epoch', 1, 'floors', json_object())`;
  run(`${generated(many)} INSERT INTO tenants (id, version, slug, status, record, state_version)
SELECT ${id}, 1, 'shop-' || value, 'active', ${record}, ${tenantState.version} FROM generated`);
  run(`${generated(many)} INSERT INTO tenant_settings (tenant_id, version, settings, state_version)
SELECT ${id}, version, settings, state_version FROM generated CROSS JOIN tenant_settings WHERE tenant_id = '${tenantId}'`);
  run(`${generated(many)} INSERT INTO tenant_hosts (host, tenant_id, version)
SELECT 'shop-' || value || '.example', ${id}, 1 FROM generated`);
  run(`${generated(many)} INSERT INTO positions (tenant_id, subscription, epoch, seq)
SELECT ${id}, 'read-model', 1, 1 FROM generated`);
}

interface Database {
  readonly rows: (sql: string, ...params: (string | number)[]) => Record<string, unknown>[];
  readonly run: (sql: string) => void;
}

/** What must differ in a copy besides its ids, by table. */
const differing: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  product_handles: { handle: "handle || '-' || i" },
  group_handles: { handle: "handle || '-' || i" },
  dead_letters: { id: "id || i", seq: "i", status: "iif(i % 2, status, 'replayed')" },
  mailbox: { id: "id || i" },
  webhook_deliveries: { id: "'whd_01J' || printf('%023d', i)", status: "iif(i % 2, status, 'delivered')" },
  cache_tags: { tag: "tag || i", revision: "i" },
  group_members: { position: "i" },
  search_documents: { id: "NULL" },
  comments: { subject_id: "subject_id", root_id: "root_id" },
  node_slugs: { handle: "handle || '-' || i" },
  // All have the same tag and category.
  node_terms: { term: "term" },
  content_term_slugs: { handle: "handle || '-' || i" },
  content_documents: { id: "NULL" },
  orders: { number: "number + i" },
  order_terms: { number: "number + i" },
  audit: { seq: "1000 + i" },
  audit_resources: { seq: "1000 + i" },
};

/** Tables with a few rows per tenant, however large it is. */
const small = new Set([
  "catalogue_locales",
  "catalogue_currencies",
  "tenant_settings",
  "tenant_hosts",
  "rebuilds",
  "positions",
]);

function copyRows({ rows, run }: Database, tenantId: string, ids: readonly string[]): void {
  const tables = rows("SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
    .map(({ name }) => String(name))
    .filter((name) => !small.has(name));
  for (const table of tables) {
    const columns = rows("SELECT name, type FROM pragma_table_info(?)", table);
    if (!columns.some(({ name }) => name === "tenant_id")) continue;
    const own = differing[table] ?? {};
    const values = columns.map(
      ({ name, type }) => own[String(name)] ?? copied(String(name), String(type), ids),
    );
    const names = columns.map(({ name }) => name).join(", ");
    const source = `FROM ${table} CROSS JOIN (SELECT value AS i FROM generated) WHERE tenant_id = '${tenantId}'`;
    run(`${generated(many)} INSERT OR IGNORE INTO ${table} (${names}) SELECT ${values.join(", ")} ${source}`);
  }
}

function generated(count: number): string {
  return `WITH RECURSIVE generated (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM generated WHERE value < ${count})`;
}

function copied(name: string, type: string, ids: readonly string[]): string {
  // Every fiftieth copy is another tenant's.
  if (name === "tenant_id") return "iif(i % 50 = 0, 'ten_' || i, tenant_id)";
  if (type !== "TEXT") return name;
  return ids.reduce(
    (value, id) => `replace(${value}, '${id}', '${id.slice(0, -5)}' || printf('%05d', i))`,
    name,
  );
}
