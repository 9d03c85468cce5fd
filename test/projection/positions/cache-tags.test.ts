import { describe, expect, it } from "vitest";
import type { Module } from "../../../src/kernel/module.ts";
import {
  type ChangedTags,
  readChangedTags,
  recordChange,
  selectNewestTags,
  selectRevision,
} from "../../../src/projection/positions/cache-tags.ts";
import { rebuildTenant } from "../../../src/projection/rebuild/rebuild.ts";
import { replayDeadLetter } from "../../../src/projection/replay.ts";
import { sweepReadModel } from "../../../src/projection/sweep.ts";
import { deadLettersOf } from "../../support/node/ops.ts";
import { type LocalPlatform, type LocalTenant, openPlatform } from "../../support/node/platform.ts";
import { finish, request, stateOf } from "../../support/node/rebuilds.ts";
import { erase, write, writeMany } from "../../support/node/requests.ts";
import { poisonedModules } from "../../support/notes/poison.ts";

/** The platform, with a cache tag for each note. */
function open() {
  const { modules, poisonByText } = poisonedModules();
  const platform = openPlatform(modules.map(withTags));
  return { platform, tenant: platform.tenant(), poisonByText };
}

function withTags(module: Module): Module {
  if (module.name !== "notes") return module;
  const views = module.views.map((view) => ({
    ...view,
    cacheTags: (run: Parameters<typeof view.project>[0]) => [
      "notes",
      ...run.map(({ aggregate }) => aggregate.id),
    ],
  }));
  return { ...module, views };
}

async function changed(
  { readModel }: LocalPlatform,
  { id }: LocalTenant,
  limit?: number,
): Promise<ChangedTags> {
  const tags = await readChangedTags(readModel, id, limit);
  if (tags === null) throw new Error("nothing was projected");
  return tags;
}

/** The tags that have changed after a revision. */
const since = ({ tags }: ChangedTags, revision: number) =>
  tags.flatMap(([tag, at]) => (at > revision ? [tag] : [])).toSorted();

describe("what a run of events changes", () => {
  it("is recorded by its tags, at a higher revision than all before", async () => {
    const { platform, tenant } = open();
    writeMany(tenant, 2);
    await platform.deliverAll();
    const first = await changed(platform, tenant);
    expect(since(first, 0)).toEqual(["n1", "n2", "notes"]);
    expect(first).toMatchObject({ epoch: 1, seq: 2, floor: 0 });
    tenant.core.execute(write([["n2", "again"]]));
    await platform.deliverAll();
    const second = await changed(platform, tenant);
    expect(since(second, first.revision)).toEqual(["n2", "notes"]);
    expect(second.revision).toBeGreaterThan(first.revision);
  });

  it("is recorded once, with the rows, or not at all", async () => {
    const { platform, tenant } = open();
    writeMany(tenant, 1);
    await platform.deliverAll();
    const before = await changed(platform, tenant);
    tenant.core.execute(erase("n1"));
    platform.readModel.faults.failAtStatement = 1;
    await platform.deliver();
    expect(await changed(platform, tenant)).toEqual(before);
    await platform.passTimeUntil(
      tenant,
      () => platform.readModel.rows("SELECT text FROM notes")[0]?.text === null,
    );
    expect(since(await changed(platform, tenant), before.revision)).toEqual(["n1", "notes"]);
  });

  it("is of its own tenant only", async () => {
    const { platform, tenant } = open();
    const other = platform.tenant();
    writeMany(tenant, 1);
    await platform.deliverAll();
    expect(await readChangedTags(platform.readModel, other.id)).toBeNull();
    writeMany(other, 1, 7);
    await platform.deliverAll();
    expect(since(await changed(platform, tenant), 0)).toEqual(["n1", "notes"]);
  });

  it("is everything of the tenant if it is much, as in an import", async () => {
    const { platform, tenant } = open();
    tenant.core.execute(write(Array.from({ length: 200 }, (_, index) => [`n${index}`, "imported"])));
    await platform.deliverAll();
    expect(since(await changed(platform, tenant), 0)).toEqual(["*"]);
  });

  it("is nothing where no cached answer shows it", async () => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    writeMany(tenant, 3);
    await platform.deliverAll();
    expect(await changed(platform, tenant)).toEqual({ epoch: 1, seq: 3, revision: 0, floor: 0, tags: [] });
  });

  it("has a higher revision even if a worker's clock is slow", async () => {
    const { platform, tenant } = open();
    await platform.readModel.batch(recordChange(tenant.id, ["a"], 5_000));
    await platform.readModel.batch(recordChange(tenant.id, ["b"], 1_000));
    expect(await platform.readModel.all(selectNewestTags(tenant.id, 9))).toEqual([
      { tag: "b", revision: 5_001 },
      { tag: "a", revision: 5_000 },
    ]);
  });
});

describe("what changes without an event", () => {
  it("by a rebuild: an answer from before any of its pages has changed, although the position has not", async () => {
    const { platform, tenant } = open();
    writeMany(tenant, 320);
    await platform.deliverAll();
    const { readModel } = platform;
    readModel.run("UPDATE notes SET text = 'damaged'");
    const rows = () => JSON.stringify(readModel.rows("SELECT id, text FROM notes ORDER BY id"));
    const id = request(tenant);
    await platform.settle();
    platform.queue.take();
    const pages: (readonly string[])[] = [];
    const watched = {
      all: readModel.all,
      async batch(statements: Parameters<typeof readModel.batch>[0]) {
        const before = { rows: rows(), ...(await changed(platform, tenant)) };
        const answer = await readModel.batch(statements);
        const after = await changed(platform, tenant);
        if (rows() !== before.rows) pages.push(since(after, before.revision));
        expect(after.seq).toBe(before.seq);
        return answer;
      },
    };
    while (stateOf(tenant, id).status === "running")
      await rebuildTenant({ ...platform.projectorDeps, readModel: watched }, tenant.id);
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flatMap((tags) => (tags.length > 0 ? [] : ["a page without tags"]))).toEqual([]);
  });

  it("by the end of a rebuild, which removes what is left over: everything has changed", async () => {
    const { platform, tenant } = open();
    writeMany(tenant, 2);
    await platform.deliverAll();
    const before = await changed(platform, tenant);
    await finish(platform, tenant, request(tenant));
    const after = await changed(platform, tenant);
    expect(since(after, before.revision)).toContain("*");
    // An answer that is read now is kept, although no further event comes.
    expect(since(after, after.revision)).toEqual([]);
  });

  it("by the replay of a dead letter: answers that depend on its aggregate have changed", async () => {
    const { platform, tenant, poisonByText } = open();
    poisonByText.set("poison", "throws");
    tenant.core.execute(write([["bad", "poison"]]));
    await platform.passTimeUntil(
      tenant,
      () => platform.readModel.rows("SELECT id FROM dead_letters").length > 0,
    );
    await platform.deliverAll();
    const before = await changed(platform, tenant);
    expect(since(before, 0)).toEqual([]);
    poisonByText.clear();
    const [letter] = await deadLettersOf(platform, tenant);
    if (letter === undefined) throw new Error("no dead letter");
    await replayDeadLetter(platform.projectorDeps, tenant.id, letter, "fixed");
    expect(since(await changed(platform, tenant), before.revision)).toEqual(["bad", "notes"]);
  });
});

describe("the tags that an isolate learns", () => {
  it("are the last changed ones, and of answers from before them it can't tell", async () => {
    const { platform, tenant } = open();
    for (let index = 1; index <= 5; index += 1) {
      writeMany(tenant, 1, index);
      await platform.deliverAll();
    }
    const { tags, floor, revision } = await changed(platform, tenant, 3);
    expect(tags.map(([tag]) => tag).toSorted()).toEqual(["n4", "n5", "notes"]);
    expect(floor).toBe(revision - 1);
    expect(await changed(platform, tenant, 6)).toMatchObject({ floor: 0 });
  });

  it("are forgotten after an hour without a change, long after the answers from before it", async () => {
    const { platform, tenant } = open();
    writeMany(tenant, 1);
    await platform.deliverAll();
    platform.clock.advance(59 * 60_000);
    writeMany(tenant, 1, 2);
    await platform.deliverAll();
    const sweep = () => sweepReadModel(platform.registry, platform.readModel, platform.clock.now());
    await sweep();
    expect(since(await changed(platform, tenant), 0)).toEqual(["n1", "n2", "notes"]);
    platform.clock.advance(2 * 60_000);
    await sweep();
    expect(since(await changed(platform, tenant), 0)).toEqual(["n2", "notes"]);
  });

  it.each([
    [
      "the newest tags",
      selectNewestTags("ten_1", 500),
      [/SEARCH cache_tags USING COVERING INDEX cache_tags_newest \(tenant_id=\?\)/],
    ],
    [
      "the revision",
      selectRevision("ten_1"),
      [
        /SEARCH positions USING PRIMARY KEY/,
        /SEARCH cache_tags USING COVERING INDEX cache_tags_newest \(tenant_id=\?\)/,
      ],
    ],
    ["what is recorded", recordChange("ten_1", ["a"], 0)[0], [/cache_tags_newest \(tenant_id=\?\)/]],
  ])("%s: read from an index, without sorting", async (_, statement = { sql: "", params: [] }, steps) => {
    const { readModel } = openPlatform();
    const rows = await readModel.all({ ...statement, sql: `EXPLAIN QUERY PLAN ${statement.sql}` });
    const plan = rows.map(({ detail }) => String(detail)).join("\n");
    for (const step of steps) expect(plan).toMatch(step);
    expect(plan).not.toMatch(/TEMP B-TREE|SCAN (?:cache_tags|positions)/);
  });
});
