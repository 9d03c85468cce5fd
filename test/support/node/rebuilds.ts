import { z } from "zod";
import { platformToken } from "../../../src/kernel/actor.ts";
import { type Rebuild, rebuild } from "../../../src/modules/ops/schema.ts";
import type { LocalPlatform, LocalTenant } from "./platform.ts";

/** Asks for a rebuild or replay as an operator does. Answers its id. */
export function request(tenant: LocalTenant, wish: Partial<Rebuild> = {}): string {
  const result = tenant.core.execute({
    command: "ops.requestRebuild",
    input: {
      kind: "rebuild",
      subscription: "read-model",
      view: null,
      fromSeq: null,
      reason: "requested",
      ...wish,
    },
    actor: platformToken,
    correlationId: "01J00000000000000000000000",
  });
  if (!result.ok) throw new Error(result.refusal.detail);
  return z.object({ id: z.string() }).parse(result.answer).id;
}

/** How it is. */
export function stateOf(tenant: LocalTenant, id: string): Rebuild {
  const result = tenant.core.ask({ query: "ops.rebuild", input: { id }, actor: platformToken });
  if (!result.ok) throw new Error(result.refusal.detail);
  return rebuild.parse(result.value);
}

/** Time passes until it is over. */
export async function finish(platform: LocalPlatform, tenant: LocalTenant, id: string): Promise<Rebuild> {
  await platform.deliverAll();
  if (stateOf(tenant, id).status === "running")
    await platform.passTimeUntil(tenant, () => stateOf(tenant, id).status !== "running");
  await platform.deliverAll();
  return stateOf(tenant, id);
}

type Rows = Readonly<Record<string, readonly Record<string, unknown>[]>>;

/** Every row of every view, without what says when it was written; of the full-text index, what stands in it where. */
export function viewRows({ readModel }: LocalPlatform): Rows {
  const { rows, run } = readModel;
  const bookkeeping = ["positions", "rebuilds", "dead_letters", "audit", "audit_resources"];
  run("CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab(main, search_terms, instance)");
  const tables = rows("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    .map(({ name }) => String(name))
    .filter((name) => !bookkeeping.includes(name) && !name.startsWith("sqlite_"));
  const terms = rows(`SELECT d.product_id, t.term, t.col FROM temp.terms AS t
    JOIN search_documents AS d ON d.id = t.doc ORDER BY d.product_id, t.term, t.col`);
  return {
    ...Object.fromEntries(tables.map((table) => [table, rowsOf(readModel, table)])),
    terms,
  };
}

function rowsOf({ rows }: LocalPlatform["readModel"], table: string) {
  // A document's number says nothing but where its terms are.
  if (table === "search_documents")
    return rows(
      "SELECT tenant_id, product_id, version, status, titles, labels, body FROM search_documents ORDER BY 1, 2",
    );
  return rows(`SELECT * FROM ${table}`).map(({ generation: _, ...row }) => row);
}

/** The same without tombstones, which a rebuild need not make again. */
export function aliveRows(platform: LocalPlatform): Rows {
  return Object.fromEntries(
    Object.entries(viewRows(platform)).map(([table, rows]) => [
      table,
      rows.filter((row) => (row.deleted_at ?? null) === null && !(table === "notes" && row.text === null)),
    ]),
  );
}
