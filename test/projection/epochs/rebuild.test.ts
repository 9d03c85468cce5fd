import { describe, expect, it } from "vitest";
import { rebuildTenant } from "../../../src/projection/rebuild/rebuild.ts";
import { productBody } from "../../support/http/products.ts";
import { live } from "../../support/node/life.ts";
import { type LocalTenant, openPlatform } from "../../support/node/platform.ts";
import { aliveRows, finish, request, stateOf } from "../../support/node/rebuilds.ts";
import { erase, write, writeMany } from "../../support/node/requests.ts";
import { poisonedModules } from "../../support/notes/poison.ts";

/** A shop with everything in it, projected. */
async function openLived() {
  const shop = live();
  await shop.platform.deliverAll();
  return shop;
}

/** Many notes, projected: several pages. */
async function openWithNotes(count = 120) {
  const platform = openPlatform();
  const tenant = platform.tenant();
  const notes = Array.from({ length: count }, (_, index) => [`n${1_000 + index}`, `text ${index}`] as const);
  tenant.core.execute(write(notes));
  await platform.deliverAll();
  return { platform, tenant };
}

const notesOf = (platform: ReturnType<typeof openPlatform>) =>
  platform.readModel.rows("SELECT id, version, text FROM notes WHERE text IS NOT NULL ORDER BY id");

const openTask = (tenant: LocalTenant) => tenant.storage.rows("SELECT id, error FROM rebuild_work");

describe("a rebuild", () => {
  it("makes again exactly what the events had made", async () => {
    const { platform, tenant } = await openLived();
    const before = aliveRows(platform);
    const rebuilt = await finish(platform, tenant, request(tenant));
    expect(rebuilt).toMatchObject({ status: "completed", view: null });
    expect(aliveRows(platform)).toEqual(before);
  });

  it("mends whatever was lost, broken, or left over", async () => {
    const { platform, tenant } = await openLived();
    const before = aliveRows(platform);
    const { readModel } = platform;
    readModel.run("DELETE FROM product_texts; DELETE FROM product_prices; DELETE FROM tenant_settings");
    readModel.run("UPDATE products SET state = '{}', status = 'active'");
    readModel.run(`INSERT INTO variant_stock (tenant_id, variant_id, version, stocked, reserved, stock)
      VALUES ('${tenant.id}', 'var_none', 9, 1, 0, '{}')`);
    readModel.run(
      `INSERT INTO product_titles SELECT tenant_id, locale, 'prod_none', status, folded_title FROM product_titles LIMIT 1`,
    );
    await finish(platform, tenant, request(tenant));
    expect(aliveRows(platform)).toEqual(before);
  });

  it("fills an empty read model although the log no longer begins at the beginning", async () => {
    const { platform, tenant } = await openLived();
    const before = aliveRows(platform);
    tenant.storage.run("DELETE FROM events WHERE seq < 10");
    for (const table of [...Object.keys(before), "positions"]) platform.readModel.run(`DELETE FROM ${table}`);
    // Nobody asks for it: the next event finds that it does not join on.
    tenant.core.execute(write([["a", "one"]]));
    await platform.deliverAll();
    await platform.passTimeUntil(tenant, () => openTask(tenant).length === 0);
    await platform.deliverAll();
    const { notes, ...shop } = aliveRows(platform);
    expect(notes).toMatchObject([{ id: "a", text: "one" }]);
    expect(shop).toEqual({ ...before, notes: undefined });
    expect(platform.position(tenant)).toMatchObject({
      seq: tenant.storage.rows("SELECT head FROM object")[0]?.head,
    });
  });

  it("can be of one view, and touches no other", async () => {
    const { platform, tenant } = await openLived();
    const before = aliveRows(platform);
    platform.readModel.run("DELETE FROM product_groups; DELETE FROM product_texts");
    await finish(platform, tenant, request(tenant, { view: "product-groups" }));
    expect(aliveRows(platform)).toEqual({ ...before, product_texts: [] });
  });

  it("leaves other tenants alone", async () => {
    const { platform, tenant } = await openWithNotes(3);
    const other = platform.tenant();
    writeMany(other, 2);
    await platform.deliverAll();
    await finish(platform, tenant, request(tenant));
    expect(notesOf(platform)).toHaveLength(5);
  });

  it("reports its progress in events and on request", async () => {
    const { platform, tenant } = await openWithNotes(2_500);
    const id = request(tenant);
    expect(stateOf(tenant, id)).toMatchObject({ status: "running", aggregates: 0, head: 2_500 });
    await finish(platform, tenant, id);
    expect(stateOf(tenant, id)).toMatchObject({ status: "completed", aggregates: 2_500 });
    const told = tenant.storage.rows("SELECT type FROM events WHERE aggregate_type = 'rebuild'");
    expect(new Set(told.map(({ type }) => type))).toEqual(
      new Set(["index.rebuild.requested", "index.rebuild.progressed", "index.rebuild.completed"]),
    );
    expect(told.length).toBeLessThan(10);
  });

  it("is one at a time", async () => {
    const { tenant } = await openWithNotes(3);
    request(tenant);
    expect(() => request(tenant)).toThrow(/is running/);
  });
});

describe("while a rebuild runs", () => {
  it("it resumes from its checkpoint after being killed on any page", async () => {
    const { platform, tenant } = await openWithNotes(320);
    const before = notesOf(platform);
    platform.readModel.run("UPDATE notes SET text = 'broken'");
    const id = request(tenant);
    for (let kills = 0; stateOf(tenant, id).status === "running"; kills += 1) {
      expect(kills).toBeLessThan(100);
      let batches = 0;
      const dying = {
        ...platform.projectorDeps,
        readModel: {
          all: platform.readModel.all,
          batch: async (...args: Parameters<typeof platform.readModel.batch>) => {
            batches += 1;
            if (batches > 2) throw new Error("D1_ERROR: Network connection lost.");
            return platform.readModel.batch(...args);
          },
        },
      };
      await rebuildTenant(dying, tenant.id).catch(() => undefined);
      platform.wakeUp(tenant);
    }
    expect(stateOf(tenant, id)).toMatchObject({ status: "completed", aggregates: 320 });
    expect(notesOf(platform)).toEqual(before);
  });

  it("reads find all that is there, at every moment", async () => {
    const { platform, tenant } = await openWithNotes(200);
    const { readModel } = platform;
    const counts = new Set<number>();
    const watching = {
      ...platform.projectorDeps,
      readModel: {
        all: readModel.all,
        batch: async (...args: Parameters<typeof readModel.batch>) => {
          const answer = await readModel.batch(...args);
          counts.add(notesOf(platform).length);
          return answer;
        },
      },
    };
    const id = request(tenant);
    await platform.settle();
    platform.queue.take();
    while (stateOf(tenant, id).status === "running") await rebuildTenant(watching, tenant.id);
    expect([...counts]).toEqual([200]);
  });

  it("writes go on, and nothing that is created, changed or deleted meanwhile is lost or comes back", async () => {
    const { platform, tenant } = await openWithNotes(300);
    const { readModel } = platform;
    const id = request(tenant);
    let writes = 0;
    const interrupted = {
      ...platform.projectorDeps,
      readModel: {
        all: readModel.all,
        batch: async (...args: Parameters<typeof readModel.batch>) => {
          writes += 1;
          // Between a page's snapshots and its batch.
          tenant.core.execute(
            write([
              [`a${writes}`, `new ${writes}`],
              [`z${writes}`, `late ${writes}`],
            ]),
          );
          tenant.core.execute(write([[`n${1_000 + writes}`, `changed ${writes}`]]));
          tenant.core.execute(erase(`n${1_100 + writes}`));
          await platform.deliver(platform.queue.take().filter(({ rebuild }) => rebuild !== true));
          return readModel.batch(...args);
        },
      },
    };
    while (stateOf(tenant, id).status === "running") await rebuildTenant(interrupted, tenant.id);
    await platform.deliverAll();
    const stored = tenant.storage.rows("SELECT id, text FROM notes ORDER BY id");
    expect(notesOf(platform).map(({ version: _, ...row }) => row)).toEqual(stored);
    expect(writes).toBeGreaterThan(5);
  });

  it("two who do the same page do it once", async () => {
    const { platform, tenant } = await openWithNotes(120);
    const id = request(tenant);
    platform.readModel.faults.beforeBatch = async () => {
      await rebuildTenant(platform.projectorDeps, tenant.id);
    };
    await rebuildTenant(platform.projectorDeps, tenant.id);
    expect(stateOf(tenant, id)).toMatchObject({ status: "completed", aggregates: 120 });
    expect(notesOf(platform)).toHaveLength(120);
  });

  it("a consumer that stalled before it began cannot have its rows swept", async () => {
    const { platform, tenant } = await openWithNotes(10);
    tenant.core.execute(write([["late", "was under way"]]));
    await platform.settle();
    const notifications = platform.queue.take();
    let id = "";
    platform.readModel.faults.beforeBatch = async () => {
      id = request(tenant);
      await rebuildTenant(platform.projectorDeps, tenant.id);
    };
    await platform.deliver(notifications);
    expect(stateOf(tenant, id).status).toBe("completed");
    expect(notesOf(platform)).toHaveLength(11);
  });

  it("it can be cancelled: nothing is swept, and the next one can begin", async () => {
    const { platform, tenant } = await openWithNotes(120);
    platform.readModel.run("UPDATE notes SET text = 'broken' WHERE id > 'n1100'");
    const id = request(tenant);
    const cancelled = tenant.core.execute({ ...erase(""), command: "ops.cancelRebuild", input: { id } });
    expect(cancelled).toMatchObject({ ok: true, answer: { id, status: "cancelled" } });
    await platform.deliverAll();
    expect(notesOf(platform)).toHaveLength(120);
    expect(await finish(platform, tenant, request(tenant))).toMatchObject({ status: "completed" });
    expect(notesOf(platform).at(-1)).toMatchObject({ text: "text 119" });
  });

  it("it stops visibly, without sweeping, at an aggregate that cannot be projected", async () => {
    const { modules, poisonByText } = poisonedModules();
    const platform = openPlatform(modules);
    const tenant = platform.tenant();
    writeMany(tenant, 3);
    tenant.core.execute(write([["bad", "poison"]]));
    await platform.deliverAll();
    poisonByText.set("poison", "violates");
    const id = request(tenant);
    await platform.deliverAll();
    expect(openTask(tenant)).toMatchObject([{ id, error: expect.stringMatching(/constraint failed/) }]);
    expect(notesOf(platform)).toHaveLength(4);
    poisonByText.clear();
    expect(await finish(platform, tenant, id)).toMatchObject({ status: "completed" });
  });
});

describe("a replay from a seq on", () => {
  it("projects the current state of aggregates changed since, and moves no position", async () => {
    const { platform, tenant } = await openWithNotes(60);
    const from = 61;
    tenant.core.execute(
      write([
        ["n1005", "newer"],
        ["x", "new"],
      ]),
    );
    tenant.core.execute(erase("n1006"));
    await platform.deliverAll();
    const before = notesOf(platform);
    const position = platform.position(tenant);
    platform.readModel.run("UPDATE notes SET text = 'broken' WHERE id IN ('n1005', 'n1007')");
    platform.readModel.run("DELETE FROM notes WHERE id IN ('n1006', 'x')");
    const id = request(tenant, { kind: "replay", fromSeq: from });
    await finish(platform, tenant, id);
    expect(stateOf(tenant, id)).toMatchObject({ status: "completed", aggregates: 3 });
    expect(notesOf(platform)).toEqual(
      before.map((row) => (row.id === "n1007" ? { ...row, text: "broken" } : row)),
    );
    expect(platform.position(tenant)).toMatchObject({ epoch: 1 });
    expect(Number(Object(platform.position(tenant)).seq)).toBeGreaterThanOrEqual(Object(position).seq);
  });

  it("gives the audit trail its entries again", async () => {
    const { platform, tenant } = await openWithNotes(3);
    writeMany(tenant, 3, 5_000);
    await platform.deliverAll();
    await platform.passTimeUntil(tenant, () => platform.readModel.rows("SELECT * FROM audit").length === 4);
    platform.readModel.run("DELETE FROM audit");
    const id = request(tenant, { kind: "replay", subscription: "audit", fromSeq: 3 });
    await finish(platform, tenant, id);
    const seqs = platform.readModel.rows("SELECT seq FROM audit ORDER BY seq").map(({ seq }) => seq);
    expect(seqs.slice(0, 2)).toEqual([3, 4]);
  });
});

it("a shop keeps working throughout", async () => {
  const { platform, tenant, must } = await openLived();
  const id = request(tenant);
  for (let index = 0; index < 5; index += 1) {
    must("catalogue.createProduct", productBody(`Product ${index}`));
    await platform.deliver();
  }
  await finish(platform, tenant, id);
  const listed = platform.readModel.rows("SELECT id FROM products WHERE deleted_at IS NULL");
  expect(listed).toHaveLength(tenant.storage.rows("SELECT id FROM products").length);
});
