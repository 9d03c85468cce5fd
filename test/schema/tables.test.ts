import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readSources } from "../architecture/sources.ts";
import { declaredIn } from "./declared.ts";
import { migratedIn } from "./migrated.ts";

/** A view's tables are D1's, all others are the object's. */
const isView = (path: string) => /\/view\/|\/view\.ts$/.test(path);

async function exportedBy(belongs: (path: string) => boolean) {
  const declaring = readSources("src", "durable-objects")
    .filter(({ path, text }) => belongs(path) && /\bsqliteTable\(/.test(text))
    .map(({ path }) => path);
  return Promise.all(
    declaring.map(async (path): Promise<Readonly<Record<string, unknown>>> => import(resolve(path))),
  );
}

// Written in SQL alone: they have no row to map.
const sqlOnly = [
  "migrations",
  "positions",
  "cache_tags",
  "dead_letters",
  "rebuilds",
  "mailbox",
  "erased",
  "deleted_tenants",
];

describe.each([
  ["the tenant's object", "migrations/tenant", await exportedBy((path) => !isView(path))],
  ["the read model", "migrations/d1", await exportedBy(isView)],
])("the tables of %s", (_, folder, exported) => {
  const declared = declaredIn(exported);
  const migrated = migratedIn(folder);

  it("are the same in code and in migrations", () => {
    expect(declared.size).toBeGreaterThan(5);
    const bySql = [...migrated.keys()].filter((name) => !sqlOnly.includes(name));
    expect([...declared.keys()].filter((name) => !sqlOnly.includes(name)).sort()).toEqual(bySql.sort());
  });

  it.each([...declared.keys()])("%s has the same columns, keys and indexes in both", (name) => {
    const inCode = declared.get(name);
    const inSql = migrated.get(name);
    expect(inSql?.columns).toEqual(inCode?.columns);
    expect(inSql?.primaryKey).toEqual(inCode?.primaryKey);
    expect(inSql?.indexes).toEqual(inCode?.indexes);
  });
});
