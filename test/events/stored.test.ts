import { describe, expect, it } from "vitest";
import { z } from "zod";
import { changesBetween } from "../../durable-objects/audit/changes.ts";
import { recall } from "../../durable-objects/write/idempotency.ts";
import { platformToken } from "../../src/kernel/access/actor.ts";
import { readAdminPage } from "../../src/modules/listing/view/lists/list-admin.ts";
import { readOrderPage } from "../../src/modules/orders/view/list-orders.ts";
import { readTenant } from "../../src/modules/tenants/index.ts";
import { modules } from "../../src/modules.ts";
import { projectTenant } from "../../src/projection/follow.ts";
import { openPlatform } from "../support/node/platform.ts";
import { openReadModel } from "../support/node/read-model.ts";
import { finish, request } from "../support/node/rebuilds.ts";
import { openStoredObject, readStored } from "../support/stored.ts";

const stored = readStored("object");
const [identity] = z
  .array(z.object({ tenant_id: z.string(), epoch: z.int(), head: z.int() }))
  .parse(stored.object);
const tenantId = identity?.tenant_id ?? "";
const rows = readStored("read-model");
const oldest = Math.min(...(stored.events ?? []).map(({ seq }) => Number(seq)));

/** The same code as today, on what older code has stored. */
function openOld() {
  const platform = openPlatform(modules);
  const tenant = platform.tenant(tenantId, openStoredObject("object"));
  platform.readModel.run(
    `INSERT INTO positions (tenant_id, subscription, epoch, seq) VALUES ('${tenantId}', 'read-model', 1, ${oldest - 1})`,
  );
  const ask = (query: string, input: unknown) => tenant.core.ask({ query, input, actor: platformToken });
  return { platform, tenant, ask };
}

/** The states that the views hold, carried to the newest version. */
function statesIn(
  read: (sql: string) => readonly Record<string, unknown>[],
  registry: ReturnType<typeof openOld>["platform"]["registry"],
) {
  const tables = [
    { table: "products", column: "state", type: () => "product" },
    { table: "product_groups", column: "state", type: (row: Record<string, unknown>) => String(row.kind) },
    { table: "variant_stock", column: "stock", type: () => "inventory" },
    { table: "orders", column: "state", type: () => "order" },
  ];
  return tables.map(({ table, column, type }) =>
    read(`SELECT * FROM ${table} ORDER BY 2`).map((row) =>
      registry.stateByType.get(type(row))?.readJson(Number(row.state_version), String(row[column])),
    ),
  );
}

describe("a tenant's object written by older code", () => {
  it("is a log with events of the first envelope", () => {
    expect(stored.events?.length).toBeGreaterThan(30);
    expect(stored.events?.[0]).not.toHaveProperty("state_version");
  });

  it("is read as events of the newest envelope, with states of the newest versions", () => {
    const { platform, tenant } = openOld();
    const { events } = tenant.core.eventsAfter(oldest - 1, 1_000);
    expect(events).toHaveLength(stored.events?.length ?? 0);
    const read = events.map((event) => {
      const state = platform.registry.stateByType.get(event.aggregate.type);
      expect(event.data, event.type).not.toHaveProperty("after");
      return { state: state?.in(event), checked: state?.in(event) && state.schema.parse(state.in(event)) };
    });
    for (const { state, checked } of read) expect(checked).toEqual(state);
    expect(read.filter(({ state }) => state !== undefined).length).toBeGreaterThan(20);
  });

  it("is projected to what the older code had projected", async () => {
    const { platform, tenant } = openOld();
    await projectTenant(platform.projectorDeps, tenant.id);
    // What older code has projected is rebuilt, which is an event of its own.
    expect(platform.position(tenant)).toMatchObject({ seq: Number(identity?.head) + 1 });
    const old = openReadModel(rows);
    expect(statesIn(platform.readModel.rows, platform.registry)).toEqual(
      statesIn(old.rows, platform.registry),
    );
  });

  it("is rebuilt to the same, over the rows of the older code", async () => {
    const readModel = openReadModel(rows);
    const before = statesIn(readModel.rows, openOld().platform.registry);
    const platform = openPlatform(modules, {}, readModel);
    const tenant = platform.tenant(tenantId, openStoredObject("object"));
    readModel.run(
      `INSERT INTO positions (tenant_id, subscription, epoch, seq) VALUES ('${tenantId}', 'read-model', 1, ${identity?.head})`,
    );
    expect(await finish(platform, tenant, request(tenant))).toMatchObject({ status: "completed" });
    // Of what is in the groups, the sample has a few products only.
    const withoutMembers = (name: string, value: unknown) => (name === "productIds" ? undefined : value);
    const compared = (states: unknown): unknown => JSON.parse(JSON.stringify(states, withoutMembers));
    expect(compared(statesIn(readModel.rows, platform.registry))).toEqual(compared(before));
  });

  it("answers queries and accepts changes", () => {
    const { ask, tenant } = openOld();
    const [product] = stored.products ?? [];
    const [order] = stored.orders ?? [];
    expect(ask("catalogue.readProduct", { id: product?.id })).toMatchObject({ ok: true });
    expect(ask("orders.readOrder", { id: order?.id })).toMatchObject({ ok: true });
    expect(ask("tenants.settings", {})).toMatchObject({ ok: true });
    const changed = tenant.core.execute({
      command: "catalogue.updateProduct",
      input: { id: product?.id, patch: { vendor: "Another" } },
      actor: platformToken,
      correlationId: "01J00000000000000000000000",
    });
    expect(changed).toMatchObject({ ok: true, answer: { vendor: "Another" } });
  });

  it("says what a command has changed", () => {
    const { tenant, platform } = openOld();
    const paid = stored.events?.find(({ type }) => type === "order.payment.captured");
    const seq = Number(paid?.seq);
    const {
      changes: [change],
    } = changesBetween(tenant.storage.database, platform.registry, seq, seq + 1);
    expect(change).toMatchObject({
      type: "order",
      before: { paymentStatus: "unpaid", status: "confirmed" },
      after: { paymentStatus: "paid", status: "paid" },
    });
  });

  it("answers a repeated request in the words of then", () => {
    const { tenant } = openOld();
    const [kept] = z
      .array(z.looseObject({ scope: z.string(), fingerprint: z.string() }))
      .parse(stored.idempotency);
    const key = { scope: kept?.scope ?? "", fingerprint: kept?.fingerprint ?? "", retentionMs: 1 };
    expect(recall(tenant.storage.database, key, 0)).toMatchObject({ found: "answer" });
  });
});

describe("a read model written by older code", () => {
  const page = { limit: 100, after: null, count: false };
  const model = openReadModel(rows);

  it("is a tenant", async () => {
    expect(await readTenant(model, { by: "id", value: tenantId })).toMatchObject({ id: tenantId });
  });

  it("is a list of products", async () => {
    const tenant = await readTenant(model, { by: "id", value: tenantId });
    if (tenant === null) throw new Error("there is no tenant");
    const none = {
      q: null,
      status: [],
      vendor: [],
      type: [],
      tag: [],
      sku: [],
      handle: [],
      updatedSince: null,
    };
    const listed = await readAdminPage(model, tenant, none, page);
    expect(listed.items).toHaveLength(rows.products?.length ?? 0);
  });

  it("is a list of orders", async () => {
    const none = { status: [], paymentStatus: [], fulfillmentStatus: [], number: [], email: [] };
    const filters = {
      ...none,
      country: [],
      sku: [],
      customerId: [],
      q: null,
      from: null,
      to: null,
      updatedSince: null,
    };
    const listed = await readOrderPage(model, tenantId, filters, page);
    expect(listed.items).toHaveLength(rows.orders?.length ?? 0);
  });
});

describe("a platform object written by older code", () => {
  it("is projected to a tenant of the newest version", async () => {
    const platform = openPlatform(modules);
    const object = platform.tenant("platform", openStoredObject("platform"));
    await projectTenant(platform.projectorDeps, object.id);
    expect(platform.readModel.rows("SELECT id, status, state_version FROM tenants")).toEqual([
      { id: tenantId, status: "active", state_version: 3 },
    ]);
  });
});
