import { getTableColumns, getTableName } from "drizzle-orm";
import { expect, it } from "vitest";
import { modules } from "../../src/modules.ts";
import { migratedIn } from "./migrated.ts";

const generationTables = modules
  .flatMap(({ views }) => views)
  .flatMap(({ tables }) => tables)
  .map(getTableName);

const versioned = [...migratedIn("migrations/d1")].filter(
  ([name, { columns }]) => "version" in columns && !["dead_letters", "tenant_hosts"].includes(name),
);

it("every versioned table of the read model can be rebuilt: its rows say in which generation they were written", () => {
  const without = versioned.filter(([, { columns }]) => !("generation" in columns)).map(([name]) => name);
  expect(
    without,
    "Add `generation INTEGER NOT NULL DEFAULT 0` in a migration, and `generation: integer().notNull().default(0)` to the table.",
  ).toEqual([]);
});

it("every versioned table is named by the view that writes it, so that a rebuild can sweep it", () => {
  const names = versioned.map(([name]) => name);
  expect(
    names.filter((name) => !generationTables.includes(name)),
    "Name the table in `tables` of its view.",
  ).toEqual([]);
});

it("a table that a view names has the column", () => {
  for (const table of modules.flatMap(({ views }) => views).flatMap(({ tables }) => tables))
    expect(Object.keys(getTableColumns(table)), getTableName(table)).toContain("generation");
});
