import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { describe, expect, it } from "vitest";
import { bindGeneration } from "../../src/projection/rebuild/generation.ts";
import { upsertNewer } from "../../src/projection/statements.ts";
import { openReadModel } from "../support/node/read-model.ts";

const things = sqliteTable(
  "things",
  { tenantId: text("tenant_id").notNull(), id: text().notNull(), version: integer().notNull(), text: text() },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

function open() {
  const model = openReadModel();
  model.run(`CREATE TABLE things (tenant_id TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, text TEXT,
    PRIMARY KEY (tenant_id, id)) STRICT, WITHOUT ROWID`);
  const write = (...rows: readonly (readonly [string, string, number, string | null])[]) =>
    model.batch(
      bindGeneration(
        upsertNewer(
          things,
          rows.map(([tenantId, id, version, text]) => ({ tenantId, id, version, text })),
        ),
        "t",
        "newer-only",
      ),
    );
  const texts = () => model.rows("SELECT text FROM things ORDER BY tenant_id, id").map((row) => row.text);
  return { model, write, texts };
}

describe("a row of a view", () => {
  it("is replaced by a newer version only", async () => {
    const { write, texts } = open();
    await write(["t", "a", 2, "two"]);
    await write(["t", "a", 1, "one"]);
    expect(texts()).toEqual(["two"]);
    await write(["t", "a", 2, "two again"]);
    expect(texts()).toEqual(["two"]);
    await write(["t", "a", 3, null]);
    expect(texts()).toEqual([null]);
  });

  it("is another for every tenant", async () => {
    const { write, texts } = open();
    await write(["t", "a", 1, "mine"], ["u", "a", 1, "theirs"]);
    await write(["t", "a", 2, "mine, newer"]);
    expect(texts()).toEqual(["mine, newer", "theirs"]);
  });

  it("keeps its text, whatever it is", async () => {
    const { write, texts } = open();
    const words = ["'; DROP TABLE things; --", '{"json": [1]}', "🧣\u2028", "", "null", "1e3", "\\u0041"];
    await write(...words.map((word, index) => ["t", String(index), 1, word] as const));
    expect(texts()).toEqual(words);
  });
});

describe("many rows", () => {
  it("travel in few statements, none of them near D1's limit", async () => {
    const { model, texts } = open();
    // Three bytes each, so that characters and bytes differ.
    const rows = Array.from({ length: 1_000 }, (_, index) => {
      return { tenantId: "t", id: String(index).padStart(4, "0"), version: 1, text: "€".repeat(1_000) };
    });
    const statements = upsertNewer(things, rows);
    expect(statements.length).toBeGreaterThan(1);
    expect(statements.length).toBeLessThan(6);
    for (const { params } of statements)
      expect(new TextEncoder().encode(String(params[0])).length).toBeLessThan(1_000_000);
    await model.batch(bindGeneration(statements, "t", "newer-only"));
    expect(texts()).toHaveLength(1_000);
  });

  it("are no statement at all where there are none", () => {
    expect(upsertNewer(things, [])).toEqual([]);
  });
});
