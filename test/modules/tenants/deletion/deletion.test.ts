import { describe, expect, it } from "vitest";
import { tablesOfTenants } from "../../../../src/projection/erasure/tables.ts";
import { openReadModel } from "../../../support/node/read-model.ts";
import { dayMs, openWithRecords, rowsOf, tablesWithTenants } from "./given.ts";

/** The platform's own: who there was. */
const kept = ["deleted_tenants"];

describe("a tenant that is deleted", () => {
  it("can be kept until its grace period is over, as it was before", async () => {
    const { platform, records, run, recordOf, makeTenant, requestDeletion } = openWithRecords();
    const tenant = await makeTenant("harbour");
    requestDeletion(tenant.id, 30);
    await platform.passTime(records, 29 * dayMs);
    expect(run("tenants.cancelDeletion", { id: tenant.id })).toMatchObject({
      status: "active",
      deletion: null,
    });
    await platform.passTime(records, 2 * dayMs);
    expect(recordOf(tenant.id)).toMatchObject({ status: "active", slug: "harbour" });
    expect(rowsOf(platform.readModel, tenant.id)).toMatchObject({ products: 2, tenant_hosts: 1 });
  });

  it("leaves no row in any table once its grace period is over, and nothing of another tenant is touched", async () => {
    const { platform, records, makeTenant, requestDeletion, run } = openWithRecords();
    const [tenant, neighbour] = [await makeTenant("harbour"), await makeTenant("quay")];
    const before = rowsOf(platform.readModel, neighbour.id);
    expect(rowsOf(platform.readModel, tenant.id)).toMatchObject({
      products: 2,
      search_documents: 2,
      customers: 1,
    });
    requestDeletion(tenant.id, 30);
    await platform.passTime(records, 31 * dayMs);
    expect(Object.keys(rowsOf(platform.readModel, tenant.id))).toEqual(kept);
    expect(rowsOf(platform.readModel, neighbour.id)).toEqual(before);
    const [row] = platform.readModel.rows("SELECT record FROM tenants WHERE id = ?1", tenant.id);
    expect(JSON.parse(String(row?.record))).toMatchObject({
      ...{ status: "deleted", slug: tenant.id, domains: [] },
      deletion: { before: "active", formerSlug: "harbour", deletedAt: expect.any(String) },
    });
    // Its names are free.
    const again = run("tenants.reserve", { slug: "harbour", domains: ["harbour.example"], region: null });
    expect(again.id).not.toBe(tenant.id);
  });

  it("stays deleted when messages come late, from its first event on", async () => {
    const { platform, records, makeTenant, requestDeletion } = openWithRecords();
    const tenant = await makeTenant("harbour");
    const slice = tenant.core.eventsAfter(0, 100);
    requestDeletion(tenant.id, 0);
    await platform.passTime(records, dayMs);
    const late = { tenantId: tenant.id, subscription: "read-model" };
    await platform.deliver([{ ...late, events: slice.events }]);
    await platform.deliver([
      { ...late, events: [] },
      { ...late, events: [], rebuild: true },
    ]);
    expect(Object.keys(rowsOf(platform.readModel, tenant.id))).toEqual(kept);
  });

  it("is erased to the end if the database fails on the way", async () => {
    const { platform, records, recordOf, makeTenant, requestDeletion } = openWithRecords();
    const tenant = await makeTenant("harbour");
    requestDeletion(tenant.id, 0);
    let failures = 0;
    await platform.passTimeUntil(records, () => {
      if (recordOf(tenant.id).status === "erasing" && failures < 5) {
        failures += 1;
        platform.readModel.faults.failAtStatement = 3;
      }
      return recordOf(tenant.id).status === "deleted";
    });
    expect(failures).toBe(5);
    platform.readModel.faults.failAtStatement = null;
    // The last fault may have hit a projection, which is repeated after a while.
    const left = () => Object.keys(rowsOf(platform.readModel, tenant.id));
    await platform.passTimeUntil(records, () => left().length <= kept.length);
    expect(left()).toEqual(kept);
  });
});

describe("the list of tables with rows of tenants", () => {
  it("is complete: another table has to be named there", () => {
    const readModel = openReadModel();
    const ofPlatform = ["deleted_tenants", "tenant_hosts"];
    const tables = tablesWithTenants(readModel).filter((table) => !ofPlatform.includes(table));
    expect(Object.keys(tablesOfTenants).toSorted()).toEqual(tables.toSorted());
  });

  it.each(Object.entries(tablesOfTenants))("has the key of a row of %s", (table, key) => {
    const rows = openReadModel().rows(
      `SELECT name FROM pragma_table_info('${table}') WHERE pk > 0 AND name <> 'tenant_id' ORDER BY pk`,
    );
    const columns = rows.map(({ name }) => String(name));
    const named = columns.length === 0 ? ["tenant_id"] : columns;
    expect([["rowid"], named]).toContainEqual([...key]);
  });
});
