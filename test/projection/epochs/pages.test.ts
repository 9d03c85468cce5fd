import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { describe, expect, it } from "vitest";
import type { RebuildTask, SnapshotCursor } from "../../../src/kernel/delivery/rebuild.ts";
import type { Subscription } from "../../../src/kernel/delivery/subscription.ts";
import { createRegistry } from "../../../src/kernel/registry.ts";
import { modules } from "../../../src/modules.ts";
import { projectorVersion } from "../../../src/projection/positions/version.ts";
import type { ProjectorDeps, TenantLog } from "../../../src/projection/projector.ts";
import { bindGeneration, sweepLeftovers } from "../../../src/projection/rebuild/generation.ts";
import { rebuildTenant } from "../../../src/projection/rebuild/rebuild.ts";
import { openReadModel } from "../../support/node/read-model.ts";
import { notes, readModelTable } from "../../support/notes/index.ts";
import { auditEntry, noteEvent, tenantId } from "../given.ts";

const registry = createRegistry([...modules, notes]);
const requested: RebuildTask = {
  id: "rbd_1",
  kind: "rebuild",
  subscription: "read-model",
  view: null,
  fromSeq: null,
  reason: "requested",
  epoch: 1,
  head: 40,
  beganAt: 0,
};

/** A rebuild of one tenant, whose object hands out one note a page. */
function openRebuild(pages: number, more: Partial<RebuildTask> = {}) {
  const readModel = openReadModel();
  readModel.run(readModelTable);
  const task = { ...requested, ...more };
  const told: (readonly unknown[])[] = [];
  const asked: (SnapshotCursor | null)[] = [];
  const tell =
    (name: string) =>
    async (...args: readonly unknown[]) =>
      void told.push([name, ...args]);
  const log: Partial<TenantLog> = {
    rebuild: async () => task,
    async snapshotsAfter(_, after) {
      asked.push(after);
      const number = Number(after?.id ?? 0) + 1;
      const snapshot = {
        ...noteEvent(number),
        state: { id: `n${number}`, text: "text", words: 1 },
        stateVersion: 1,
      };
      return { snapshots: [snapshot], next: number < pages ? { type: "note", id: String(number) } : null };
    },
    auditLogAfter: async (after, limit) => ({
      ...{ epoch: 1, beganAt: 0, oldest: 1, head: pages },
      items: Array.from({ length: Math.min(limit, pages - after) }, (_, index) =>
        auditEntry(after + 1 + index),
      ),
    }),
    rebuildProgressed: tell("progressed"),
    rebuildCompleted: tell("completed"),
    rebuildFailed: tell("failed"),
  };
  const deps: ProjectorDeps = {
    registry,
    readModel,
    log: () => log as TenantLog,
    now: () => Date.parse("2026-03-01T12:00:00Z"),
    random: () => 0.5,
    report: () => undefined,
    outside: Object.create(null),
  };
  return {
    ...{ readModel, log, told, asked, deps },
    work: (with_: Partial<ProjectorDeps> = {}) => rebuildTenant({ ...deps, ...with_ }, tenantId),
    written: () => readModel.rows("SELECT id FROM notes").length,
    checkpoint: () => readModel.rows("SELECT stage, cursor, aggregates FROM rebuilds")[0],
    position: () =>
      readModel.rows("SELECT seq, projector FROM positions WHERE subscription = 'read-model'")[0],
    /** A row that no aggregate has any more. */
    leaveOver: () =>
      readModel.run(
        `INSERT INTO notes (tenant_id, id, version, text) VALUES ('${tenantId}', 'left over', 1, 'x')`,
      ),
    isLeftOver: () => readModel.rows("SELECT id FROM notes WHERE id = 'left over'").length === 1,
    auditedSeqs: () => readModel.rows("SELECT seq FROM audit ORDER BY seq").map(({ seq }) => Number(seq)),
    isAt: (subscription: string, seq: number) =>
      readModel.run(`INSERT INTO positions (tenant_id, subscription, epoch, seq, projector, projector_seq)
        VALUES ('${tenantId}', '${subscription}', 1, ${seq}, 1, ${seq})`),
  };
}

/** The subscription to the events, whose views throw. */
function brokenViews(): ReadonlyMap<string, Subscription> {
  const broken: Subscription = {
    name: "read-model",
    follows: "events",
    project: () => [],
    projectState() {
      throw new TypeError("no such field");
    },
  };
  return new Map([["read-model", broken]]);
}

describe("a rebuild", () => {
  it("writes twenty pages a call, says how far it is, and goes on from there", async () => {
    const { work, told, written, checkpoint } = openRebuild(25);
    await work();
    expect(told).toEqual([["progressed", "rbd_1", 20]]);
    expect(checkpoint()).toMatchObject({ stage: "pages", aggregates: 20 });
    await work();
    expect(told.at(-1)).toEqual(["completed", "rbd_1", 25]);
    expect(written()).toBe(25);
    expect(checkpoint()).toMatchObject({ stage: "done", aggregates: 25 });
  });

  it("asks for each page by the last aggregate of the one before", async () => {
    const { work, asked } = openRebuild(3);
    await work();
    expect(asked).toEqual([null, { type: "note", id: "1" }, { type: "note", id: "2" }]);
  });

  it("that another worker has finished is only reported again", async () => {
    const { work, told, asked } = openRebuild(2);
    await work();
    await work();
    expect(asked).toHaveLength(2);
    expect(told).toEqual([
      ["completed", "rbd_1", 2],
      ["completed", "rbd_1", 2],
    ]);
  });

  it("that nobody has asked for, or of a subscription that the code does not know, does nothing", async () => {
    for (const task of [null, { ...requested, subscription: "gone" }]) {
      const { work, log, checkpoint } = openRebuild(2);
      log.rebuild = async () => task;
      await work();
      expect(checkpoint()).toBeUndefined();
    }
  });

  it("that was cancelled writes no more, and reports nothing", async () => {
    const { work, log, told, written } = openRebuild(2);
    log.snapshotsAfter = async () => null;
    await work();
    expect([told, written()]).toEqual([[], 0]);
  });

  it("stops for an aggregate that no view can take, and says why", async () => {
    const { work, told, checkpoint } = openRebuild(2);
    await work({ registry: { ...registry, subscriptionByName: brokenViews() } });
    expect(told).toEqual([["failed", "rbd_1", "TypeError: no such field"]]);
    expect(checkpoint()).toMatchObject({ stage: "pages", aggregates: 0 });
  });

  it("stops for rows that the database refuses, and says why", async () => {
    const { work, readModel, told } = openRebuild(2);
    readModel.run("DROP TABLE notes");
    await work();
    expect(told).toEqual([["failed", "rbd_1", expect.stringMatching(/no such table/)]]);
  });

  it("is tried again from the same page when the database was away", async () => {
    const { work, readModel, told, checkpoint } = openRebuild(1);
    readModel.faults.failAtStatement = 0;
    await expect(work()).rejects.toThrow("Network connection lost");
    expect(checkpoint()).toBeUndefined();
    // It is claimed, begun and claimed again before the page.
    const failAfter = (batches: number) => async () => {
      if (batches === 0) readModel.faults.failAtStatement = 1;
      else readModel.faults.beforeBatch = failAfter(batches - 1);
    };
    readModel.faults.beforeBatch = failAfter(3);
    await expect(work()).rejects.toThrow("Network connection lost");
    expect(checkpoint()).toMatchObject({ cursor: "", aggregates: 0 });
    expect(told).toEqual([]);
    await work();
    expect(told).toEqual([["completed", "rbd_1", 1]]);
  });
});

describe("two workers of one rebuild", () => {
  it("may both begin it", async () => {
    const { work, readModel, told, written } = openRebuild(2);
    readModel.faults.beforeBatch = () => work();
    await work();
    expect(written()).toBe(2);
    expect(told).toEqual([
      ["completed", "rbd_1", 2],
      ["completed", "rbd_1", 2],
    ]);
  });

  it("write a page once: the later one leaves the rest to the other", async () => {
    const { work, log, told, asked } = openRebuild(3);
    const { snapshotsAfter } = log;
    let raced = false;
    log.snapshotsAfter = async (id, after) => {
      if (!raced) {
        raced = true;
        await work();
      }
      return (await snapshotsAfter?.(id, after)) ?? null;
    };
    await work();
    expect(told).toEqual([["completed", "rbd_1", 3]]);
    expect(asked).toHaveLength(4);
  });
});

describe("at its end, a rebuild", () => {
  /** Older code has projected up to seq 10, and left a row over. */
  async function ended(more: Partial<RebuildTask>) {
    const rebuild = openRebuild(2, more);
    rebuild.isAt("read-model", 10);
    rebuild.readModel.run("UPDATE positions SET projector = 0");
    rebuild.leaveOver();
    await rebuild.work();
    return rebuild;
  }

  it("of all views has everything up to the head, in the newest version, and nothing left over", async () => {
    const { position, isLeftOver } = await ended({});
    expect([position(), isLeftOver()]).toEqual([{ seq: 40, projector: projectorVersion }, false]);
  });

  it("of one view leaves nothing over, but other views are where they were, and as old", async () => {
    const { position, isLeftOver } = await ended({ view: "notes" });
    expect([position(), isLeftOver()]).toEqual([{ seq: 10, projector: 0 }, false]);
  });

  it("that is a replay removes nothing, and moves no position", async () => {
    const { position, isLeftOver } = await ended({ kind: "replay", fromSeq: 1 });
    expect([position(), isLeftOver()]).toEqual([{ seq: 10, projector: 0 }, true]);
  });

  it("removes rows that all tenants share only if it is the platform's", () => {
    const shared = sqliteTable("slugs", { slug: text().primaryKey() });
    expect(sweepLeftovers(shared, tenantId, 3)).toBeNull();
    expect(sweepLeftovers(shared, "platform", 3)).toMatchObject({ params: [3] });
  });
});

describe("a statement of a view", () => {
  it("gets the tenant, and whether to write over the same version, if it asks for them", () => {
    const sql = "SELECT 1";
    const statements = [
      { sql, params: ["row"] },
      { sql, params: ["row"], generationBinding: "owner" },
      { sql, params: ["row"], generationBinding: "owner-and-leeway" },
    ] as const;
    const paramsOf = (overwrite: Parameters<typeof bindGeneration>[2]) =>
      bindGeneration(statements, "t", overwrite).map(({ params }) => params);
    expect(paramsOf("newer-only")).toEqual([["row"], ["row", "t"], ["row", "t", 0]]);
    expect(paramsOf("same-version-too")).toEqual([["row"], ["row", "t"], ["row", "t", 1]]);
  });
});

describe("a replay of the audit trail", () => {
  const replay = { kind: "replay", subscription: "audit" } as const;

  it("writes its entries from a seq on, and none that are still to come", async () => {
    const { work, isAt, auditedSeqs, position, told } = openRebuild(9, { ...replay, fromSeq: 3 });
    isAt("audit", 6);
    await work();
    expect(auditedSeqs()).toEqual([3, 4, 5, 6]);
    expect(position()).toBeUndefined();
    expect(told).toEqual([["completed", "rbd_1", 4]]);
  });

  it("begins with the first entry if no seq is named, and takes two hundred a page", async () => {
    const { work, isAt, auditedSeqs, told } = openRebuild(450, replay);
    isAt("audit", 450);
    await work();
    expect(auditedSeqs()).toHaveLength(450);
    expect(auditedSeqs()[0]).toBe(1);
    expect(told).toEqual([["completed", "rbd_1", 450]]);
  });

  it("ends at once if the log has nothing", async () => {
    for (const slice of [null, { epoch: 1, beganAt: 0, oldest: 10, head: 9, items: [] }]) {
      const { work, log, isAt, auditedSeqs, told } = openRebuild(9, replay);
      isAt("audit", 9);
      log.auditLogAfter = async () => slice;
      await work();
      expect(told).toEqual([["completed", "rbd_1", 0]]);
      expect(auditedSeqs()).toEqual([]);
    }
  });
});
