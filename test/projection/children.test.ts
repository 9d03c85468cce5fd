import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { describe, expect, it } from "vitest";
import { bindGeneration } from "../../src/projection/rebuild/generation.ts";
import { insertRows, keepNewest, replaceChildren, upsertNewer } from "../../src/projection/statements.ts";
import { openReadModel } from "../support/node/read-model.ts";

const albums = sqliteTable(
  "albums",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

const tracks = sqliteTable(
  "tracks",
  {
    tenantId: text("tenant_id").notNull(),
    albumId: text("album_id").notNull(),
    title: text().notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.albumId, table.title] }),
    index("tracks_album").on(table.tenantId, table.albumId),
  ],
);

const shops = sqliteTable("shops", { id: text().primaryKey(), version: integer().notNull(), name: text() });

function open() {
  const model = openReadModel();
  model.run(`
    CREATE TABLE albums (tenant_id TEXT, id TEXT, version INTEGER, generation INTEGER DEFAULT 0, PRIMARY KEY (tenant_id, id));
    CREATE TABLE tracks (tenant_id TEXT, album_id TEXT, title TEXT, version INTEGER, generation INTEGER DEFAULT 0,
      PRIMARY KEY (tenant_id, album_id, title));
    CREATE INDEX tracks_album ON tracks (tenant_id, album_id);
    CREATE TABLE shops (id TEXT PRIMARY KEY, version INTEGER, name TEXT);`);
  type Batch = Parameters<typeof bindGeneration>[0];
  const batch = (statements: Batch, overwrite: "newer-only" | "same-version-too" = "newer-only") =>
    model.batch(bindGeneration(statements, "t", overwrite));
  const rowsOf = (albumId: string, version: number, titles: readonly string[]) =>
    titles.map((title) => ({ tenantId: "t", albumId, title, version }));
  return {
    model,
    batch,
    /** Writes an album with its tracks, as a view does. */
    release(id: string, version: number, titles: readonly string[], overwrite?: "same-version-too") {
      const parent = { table: albums, property: "albumId", index: "album" };
      return batch(
        [
          ...upsertNewer(albums, [{ tenantId: "t", id, version }]),
          ...replaceChildren(tracks, parent, "t", [{ id, version }], rowsOf(id, version, titles)),
        ],
        overwrite,
      );
    },
    /** Writes the tracks of a tenant as one list. */
    list: (version: number, titles: readonly string[]) =>
      batch([...insertRows(tracks, rowsOf("list", version, titles)), keepNewest(tracks, "t")]),
    inGeneration: (generation: number, epochGeneration = generation) =>
      model.run(`INSERT INTO positions (tenant_id, subscription, epoch, seq, generation, epoch_generation)
        VALUES ('t', 'read-model', 1, 0, ${generation}, ${epochGeneration})
        ON CONFLICT DO UPDATE SET generation = excluded.generation, epoch_generation = excluded.epoch_generation`),
    tracksOf: (id: string) =>
      model.rows("SELECT title FROM tracks WHERE album_id = ? ORDER BY title", id).map(({ title }) => title),
  };
}

describe("the children of a row", () => {
  it("are those of its newest version", async () => {
    const { release, tracksOf } = open();
    await release("a", 1, ["one", "two"]);
    await release("a", 2, ["two", "three"]);
    expect(tracksOf("a")).toEqual(["three", "two"]);
    await release("a", 1, ["one"]);
    expect(tracksOf("a")).toEqual(["three", "two"]);
  });

  it("of other rows and other tenants stay", async () => {
    const { model, release, tracksOf } = open();
    await release("a", 1, ["one"]);
    await release("b", 1, ["two"]);
    model.run("INSERT INTO tracks (tenant_id, album_id, title, version) VALUES ('u', 'a', 'theirs', 0)");
    await release("a", 2, []);
    expect(tracksOf("a")).toEqual(["theirs"]);
    expect(tracksOf("b")).toEqual(["two"]);
  });

  it("are written again by a rebuild, which removes those of the same version that should not be there", async () => {
    const { model, release, tracksOf } = open();
    await release("a", 1, ["one"]);
    model.run("INSERT INTO tracks (tenant_id, album_id, title, version) VALUES ('t', 'a', 'left over', 1)");
    await release("a", 1, ["one"]);
    expect(tracksOf("a")).toEqual(["left over", "one"]);
    await release("a", 1, ["one"], "same-version-too");
    expect(tracksOf("a")).toEqual(["one"]);
  });

  it("of a version that a restore has undone go, although that version was greater", async () => {
    const { release, tracksOf, inGeneration } = open();
    inGeneration(1);
    await release("a", 9, ["undone"]);
    inGeneration(2);
    await release("a", 3, ["what happened"]);
    expect(tracksOf("a")).toEqual(["what happened"]);
  });

  it("have to name their parent", () => {
    const parent = { table: albums, property: "label", index: "album" };
    expect(() => replaceChildren(tracks, parent, "t", [], [])).toThrow("tracks has no label");
  });
});

describe("a list of a tenant", () => {
  it("is what was written last", async () => {
    const { list, tracksOf } = open();
    await list(1, ["one", "two"]);
    await list(2, ["two", "three"]);
    expect(tracksOf("list")).toEqual(["three", "two"]);
  });

  it("that is written late changes nothing", async () => {
    const { list, tracksOf } = open();
    await list(2, ["two"]);
    await list(1, ["one"]);
    expect(tracksOf("list")).toEqual(["two"]);
  });

  it("of before a restore goes", async () => {
    const { list, tracksOf, inGeneration } = open();
    inGeneration(1);
    await list(9, ["undone"]);
    inGeneration(2);
    await list(3, ["what happened"]);
    expect(tracksOf("list")).toEqual(["what happened"]);
  });
});

describe("a row", () => {
  it("has the generation that its tenant is in", async () => {
    const { model, release, inGeneration } = open();
    inGeneration(4);
    await release("a", 1, ["one"]);
    expect(model.rows("SELECT generation FROM albums UNION ALL SELECT generation FROM tracks")).toEqual([
      { generation: 4 },
      { generation: 4 },
    ]);
  });

  it("of a table with one key and no generation is replaced by its newer version", async () => {
    const { model, batch } = open();
    for (const [version, name] of [
      [1, "old"],
      [2, "new"],
      [1, "late"],
    ] as const)
      await batch(upsertNewer(shops, [{ id: "s", version, name }]));
    await batch(insertRows(shops, [{ id: "r", version: 1, name: "another" }]));
    expect(model.rows("SELECT name FROM shops ORDER BY name")).toEqual([
      { name: "another" },
      { name: "new" },
    ]);
  });
});

describe("rows of one statement", () => {
  const taking = (bytes: number) => ({
    id: "x".repeat(bytes - JSON.stringify({ id: "", version: 1 }).length),
    version: 1,
  });
  const statements = (...bytes: readonly number[]) => insertRows(shops, bytes.map(taking)).length;

  it("take 900 kB together, with their commas", () => {
    expect(statements(449_999, 449_999)).toBe(1);
    expect(statements(449_999, 450_000)).toBe(2);
    expect(statements(299_999, 299_999, 299_999)).toBe(1);
    expect(statements(299_999, 299_999, 300_000)).toBe(2);
    expect(statements(899_999, 449_999, 449_999)).toBe(2);
  });
});
