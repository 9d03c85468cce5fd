import { expect, it } from "vitest";
import { createRegistry } from "../../src/kernel/registry.ts";
import { modules } from "../../src/modules.ts";
import { sweepReadModel } from "../../src/projection/sweep.ts";
import { openReadModel } from "../support/node/read-model.ts";
import { notes } from "../support/notes/index.ts";
import { readModelTable } from "../support/notes/view.ts";

const now = Date.parse("2026-03-08T12:00:00Z");
const readModel = () => {
  const opened = openReadModel();
  opened.run(readModelTable);
  return opened;
};

/** Notes whose version is the day on which they were erased. */
const sweptNotes = {
  ...notes,
  views: notes.views.map((view) => ({
    ...view,
    sweep: (before: string) => [{ sql: "DELETE FROM notes WHERE text < ?1", params: [before] }],
  })),
};

it("the row of a deleted item is removed seven days later, not before", async () => {
  const model = readModel();
  const add = (id: string, at: string) =>
    model.run(`INSERT INTO notes (tenant_id, id, version, text) VALUES ('t', '${id}', 1, '${at}')`);
  add("old", "2026-03-01T11:59:59.999Z");
  add("younger", "2026-03-01T12:00:00.000Z");
  await sweepReadModel(createRegistry([...modules, sweptNotes]), model, now);
  expect(model.rows("SELECT id FROM notes")).toEqual([{ id: "younger" }]);
});

it("says how many statements it ran", async () => {
  const registry = createRegistry([...modules, notes]);
  const without = await sweepReadModel(registry, readModel(), now);
  expect(without).toBeGreaterThan(0);
  const more = createRegistry([...modules, sweptNotes]);
  expect(await sweepReadModel(more, readModel(), now)).toBe(without + 1);
});

it("removes expired entries of the audit trail and of what reactions did, too", async () => {
  const swept = createRegistry([...modules, notes]);
  const registry = { ...swept, modules: [] };
  const ran: string[] = [];
  const batch = async (statements: readonly { readonly sql: string }[]) => {
    ran.push(...statements.map(({ sql }) => sql.replace(/ WHERE.*/s, "")));
    return [];
  };
  await sweepReadModel(registry, { all: async () => [], batch }, now);
  const logs = [...swept.reactionByName.values()].flatMap(({ log }) => log?.sweep(now) ?? []);
  expect(logs.length).toBeGreaterThan(0);
  expect(ran).toEqual(
    expect.arrayContaining([
      "DELETE FROM audit",
      "DELETE FROM cache_tags",
      logs[0]?.sql.replace(/ WHERE.*/s, ""),
    ]),
  );
});
