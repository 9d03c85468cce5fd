import { z } from "zod";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import { type Rebuild, rebuild } from "../../../src/modules/ops/schema.ts";
import type { LocalPlatform, LocalTenant } from "./platform.ts";

/** Requests a rebuild or replay as an operator does. Returns its id. */
export function request(tenant: LocalTenant, wanted: Partial<Rebuild> = {}): string {
  const result = tenant.core.execute({
    command: "ops.requestRebuild",
    input: {
      kind: "rebuild",
      subscription: "read-model",
      view: null,
      fromSeq: null,
      reason: "requested",
      ...wanted,
    },
    actor: platformToken,
    correlationId: "01J00000000000000000000000",
  });
  if (!result.ok) throw new Error(result.refusal.detail);
  return z.object({ id: z.string() }).parse(result.answer).id;
}

/** The current state of a rebuild. */
export function stateOf(tenant: LocalTenant, id: string): Rebuild {
  const result = tenant.core.ask({ query: "ops.rebuild", input: { id }, actor: platformToken });
  if (!result.ok) throw new Error(result.refusal.detail);
  return rebuild.parse(result.value);
}

/** Advances time until the rebuild ends. */
export async function finish(platform: LocalPlatform, tenant: LocalTenant, id: string): Promise<Rebuild> {
  await platform.deliverAll();
  if (stateOf(tenant, id).status === "running")
    await platform.passTimeUntil(tenant, () => stateOf(tenant, id).status !== "running");
  await platform.deliverAll();
  return stateOf(tenant, id);
}

/** Every row of every view, without write times. */
export function viewRows({ readModel }: LocalPlatform, except: readonly string[] = []) {
  const bookkeeping = [
    "positions",
    "cache_tags",
    "rebuilds",
    "dead_letters",
    "audit",
    "audit_resources",
    ...except,
  ];
  const tables = readModel
    // A full-text index writes its own tables. A document's number only locates its terms.
    .rows(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    .map(({ name }) => String(name))
    .filter((name) => !bookkeeping.includes(name));
  return Object.fromEntries(
    tables.map((table) => [
      table,
      readModel
        .rows(`SELECT * FROM ${table}`)
        .map(({ generation: _, id, ...row }) => (typeof id === "number" ? row : { id, ...row }))
        .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    ]),
  );
}

/** The same without tombstones, which a rebuild needn't recreate. */
export function aliveRows(platform: LocalPlatform) {
  return Object.fromEntries(
    Object.entries(viewRows(platform)).map(([table, rows]) => [
      table,
      rows.filter((row) => (row.deleted_at ?? null) === null && !(table === "notes" && row.text === null)),
    ]),
  );
}
