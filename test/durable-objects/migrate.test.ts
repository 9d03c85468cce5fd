import { describe, expect, it } from "vitest";
import { isProvisioned, migrate } from "../../durable-objects/storage/migrate.ts";
import { openStorage } from "../../local/node/object-storage.ts";

const one = { name: "0001_one", sql: "CREATE TABLE one (id TEXT PRIMARY KEY) STRICT;" };
const two = {
  name: "0002_two",
  sql: "CREATE TABLE two (id TEXT PRIMARY KEY) STRICT; CREATE INDEX two_id ON two (id);",
};
const broken = { name: "0003_broken", sql: "CREATE TABLE three (id TEXT); CREATE TABEL four (id TEXT);" };

const tablesOf = (storage: ReturnType<typeof openStorage>) =>
  storage.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").map(({ name }) => name);
const applied = (storage: ReturnType<typeof openStorage>) =>
  storage.rows("SELECT name FROM migrations ORDER BY rowid").map(({ name }) => name);

describe("an object's migrations", () => {
  it("are applied once each, in order, and remembered", () => {
    const storage = openStorage();
    expect(isProvisioned(storage)).toBe(false);
    migrate(storage, [one]);
    migrate(storage, [one, two]);
    migrate(storage, [one, two]);
    expect(isProvisioned(storage)).toBe(true);
    expect(applied(storage)).toEqual(["0001_one", "0002_two"]);
    expect(tablesOf(storage)).toEqual(["migrations", "one", "two"]);
  });

  it.each([
    ["edited", [{ ...one, sql: `${one.sql} -- harmless` }, two]],
    ["renamed", [{ ...one, name: "0001_uno" }, two]],
    ["put in another order", [two, one]],
  ])("stop the object when one that was applied is %s", (_, list) => {
    const storage = openStorage();
    migrate(storage, [one]);
    expect(() => migrate(storage, list)).toThrow(/0001_one was applied/);
    expect(tablesOf(storage)).toEqual(["migrations", "one"]);
  });

  it("let older code live with what newer code has applied", () => {
    const storage = openStorage();
    migrate(storage, [one, two]);
    expect(() => migrate(storage, [one])).not.toThrow();
    expect(applied(storage)).toEqual(["0001_one", "0002_two"]);
  });

  it("are undone together when one fails, and the database's own words are shown", () => {
    const storage = openStorage();
    migrate(storage, [one]);
    expect(() => migrate(storage, [one, two, broken])).toThrow(/0003_broken failed: .*TABEL/);
    expect(tablesOf(storage)).toEqual(["migrations", "one"]);
    expect(applied(storage)).toEqual(["0001_one"]);
  });
});
