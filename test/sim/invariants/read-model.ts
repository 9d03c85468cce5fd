import { z } from "zod";
import { readModelName } from "../../../src/kernel/delivery/subscription.ts";
import { createRegistry, type Registry } from "../../../src/kernel/registry.ts";
import type { Envelope } from "../../../src/kernel/write/event.ts";
import { bindGeneration } from "../../../src/projection/rebuild/generation.ts";
import type { Simulation } from "../simulation.ts";
import { Broken } from "../violation.ts";
import { type Database, openDatabase, ownTables } from "../world/database/read-model.ts";
import type { Host } from "../world/object/host.ts";
import { simulatedModules } from "../world/world.ts";

const registry: Registry = createRegistry(simulatedModules);
/** Positions are not content, and the audit log's subscription is checked after every step. */
const notCompared: ReadonlySet<string> = new Set([
  ...ownTables,
  "positions",
  "cache_tags",
  "dead_letters",
  "rebuilds",
  "audit",
  "audit_resources",
  "erased",
]);
const runLength = 200;

/** Checks, once settled, that every row equals a single in-order projection of the logs into an empty database. */
export async function checkReadModel({ world: { hosts, database }, logs }: Simulation): Promise<void> {
  const fresh = openDatabase();
  for (const { index, tenantId } of hosts) await projectAll(fresh, tenantId, logs[index]?.events() ?? []);
  const terms = termsOf(fresh);
  for (const table of fresh.sqlite.tables().filter((name) => !notCompared.has(name))) {
    const expected = new Set(liveRows(fresh, table, terms));
    for (const text of liveRows(database, table, terms)) {
      if (!expected.delete(text))
        throw new Broken("the read model is the write model", `${table} has ${short(text)}`);
    }
    const [missing] = expected;
    if (missing !== undefined)
      throw new Broken("the read model is the write model", `${table} lacks ${short(missing)}`);
  }
  fresh.sqlite.close();
  for (const host of hosts) checkVersions(host, database);
}

/** Rows as text, without columns that depend on when they were written: generations and row numbers. */
function liveRows({ sqlite }: Database, table: string, terms: ReadonlySet<unknown>): readonly string[] {
  return (
    sqlite
      .dump(table)
      // A rebuild leaves no tombstones.
      .filter((row) => typeof row.deleted_at !== "string")
      .flatMap((row) => withoutDeletedTerms(table, row, terms))
      .map(({ generation: _, ...row }) =>
        JSON.stringify(typeof row.id === "number" ? { ...row, id: 0 } : row),
      )
  );
}

type Row = Readonly<Record<string, unknown>>;

/** The categories and tags of content that there are. */
function termsOf({ sqlite }: Database): ReadonlySet<unknown> {
  return new Set(sqlite.rows("SELECT id FROM content_terms WHERE deleted_at IS NULL").map(({ id }) => id));
}

const named = z.looseObject({ tagIds: z.array(z.string()), categoryIds: z.array(z.string()) });

/** A deleted term leaves nodes as they were, so their rows name it until they change or are rebuilt. No read shows it. */
function withoutDeletedTerms(table: string, row: Row, terms: ReadonlySet<unknown>): readonly Row[] {
  const isKept = (id: unknown) => terms.has(id);
  if (table === "node_terms" && (row.kind === "tag" || row.kind === "contentCategory"))
    return isKept(row.term) ? [row] : [];
  if (table !== "nodes") return [row];
  const state = named.parse(JSON.parse(String(row.state)));
  const kept = { tagIds: state.tagIds.filter(isKept), categoryIds: state.categoryIds.filter(isKept) };
  return [{ ...row, state: JSON.stringify({ ...state, ...kept }) }];
}

async function projectAll(fresh: Database, tenantId: string, events: readonly Envelope[]): Promise<void> {
  const subscription = registry.subscriptionByName.get(readModelName);
  if (subscription?.follows !== "events") return;
  for (let from = 0; from < events.length; from += runLength) {
    const statements = await subscription.project(events.slice(from, from + runLength), tenantId);
    fresh.batch(bindGeneration(statements, tenantId, "newer-only"));
  }
}

/** The table of each aggregate type, with one row per aggregate. */
const tableByType: Readonly<Record<string, readonly [table: string, column: string]>> = {
  product: ["products", "id"],
  collection: ["product_groups", "id"],
  category: ["product_groups", "id"],
  inventory: ["variant_stock", "variant_id"],
  settings: ["tenant_settings", "tenant_id"],
  order: ["orders", "id"],
  node: ["nodes", "id"],
  contentCategory: ["content_terms", "id"],
  tag: ["content_terms", "id"],
  comment: ["comments", "id"],
  menu: ["menus", "id"],
  redirect: ["redirects", "id"],
};

/** Checks that every aggregate has a row with the object's version. */
function checkVersions({ sqlite, tenantId }: Host, database: Database): void {
  for (const { type, id, version } of sqlite.rows(
    "SELECT type, id, version FROM aggregates WHERE deleted = 0",
  )) {
    const [table, column] = tableByType[String(type)] ?? [];
    if (table === undefined) continue;
    const [row] = database.sqlite.rows(
      `SELECT version FROM ${table} WHERE tenant_id = ?1 AND ${column} = ?2`,
      tenantId,
      String(id),
    );
    if (row?.version !== version)
      throw new Broken(
        "the read model is the write model",
        `${type} ${id} is ${row?.version}, not ${version}`,
      );
  }
}

function short(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
