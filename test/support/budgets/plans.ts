import type { ReadModel, Statement } from "../../../src/kernel/storage/storage.ts";
import type { LocalReadModel } from "../node/read-model.ts";

/** A read model that notes the statements it runs. */
export function recording(readModel: ReadModel): { readonly model: ReadModel; readonly seen: Statement[] } {
  const seen: Statement[] = [];
  return {
    seen,
    model: {
      all(statement) {
        seen.push(statement);
        return readModel.all(statement);
      },
      batch(statements) {
        seen.push(...statements);
        return readModel.batch(statements);
      },
    },
  };
}

interface Step {
  readonly parent: number;
  readonly detail: string;
}

/**
 * The steps of a plan that take longer the larger a shop is: a scan of a table, and a walk along a part of one that is then
 * sorted or grouped, so that a LIMIT does not cut it short.
 */
export function costly(database: LocalReadModel, { sql, params }: Statement): readonly string[] {
  const bound = params.map((param) => (typeof param === "number" ? param : String(param)));
  const steps = database
    .rows(`EXPLAIN QUERY PLAN ${sql}`, ...bound)
    .map(({ parent, detail }): Step => ({ parent: Number(parent), detail: String(detail) }));
  const tables = tablesOf(database, sql);
  const ofTable = steps.filter(({ detail }) => tables.has(aliasIn(detail)));
  const scans = ofTable.filter(({ detail }) => detail.startsWith("SCAN"));
  const walks = ofTable.filter(
    (step) => !isPoint(step.detail) && !scans.includes(step) && steps.some((other) => sorts(other, step)),
  );
  // An aggregate of all rows has no end before them. The highest value of an index is one row.
  const counts =
    /\b(?:count\(|max\((?!\w+\)))/.test(sql) && !/LIMIT/.test(sql)
      ? ofTable.filter((step) => !isPoint(step.detail))
      : [];
  const found = [...new Set([...scans, ...walks, ...counts])];
  return found.map(({ detail }) => detail.replace(aliasIn(detail), tables.get(aliasIn(detail)) ?? ""));
}

function sorts({ parent, detail }: Step, step: Step): boolean {
  // Within an index's order, only what is alike is sorted: a LIMIT cuts it short all the same.
  return parent === step.parent && /^USE TEMP B-TREE (?!FOR LAST )/.test(detail);
}

/** Columns of which a value has one row, or the few of one thing. */
const points = [
  "rowid",
  "id",
  "product_id",
  "variant_id",
  "order_id",
  "node_id",
  "term_id",
  "handle",
  "host",
  "slug",
  "number",
  "seq",
];

function isPoint(detail: string): boolean {
  // A group has few handles, and many products.
  if (detail.includes("INDEX group_handles_group")) return true;
  return points.some((column) => new RegExp(`\\b${column}=\\?`).test(detail));
}

function aliasIn(detail: string): string {
  return /^(?:SEARCH|SCAN) (\w+)/.exec(detail)?.[1] ?? "";
}

/** Tables by their names in a statement, except those that stay small. */
function tablesOf(database: LocalReadModel, sql: string): ReadonlyMap<string, string> {
  const all = database
    .rows("SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
    .map(({ name }) => String(name))
    .filter((name) => !small.has(name));
  const named = [...sql.matchAll(/(\w+) AS (\w+)/g)].map(
    ([, table = "", alias = ""]): readonly [string, string] => [alias, table],
  );
  return new Map([
    ...all.map((name) => [name, name] as const),
    ...named.filter(([, table]) => all.includes(table)),
  ]);
}

const small = new Set(["catalogue_locales", "catalogue_currencies", "tenant_settings", "price_lists"]);
