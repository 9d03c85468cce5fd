import { z } from "zod";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import { type Rebuild, rebuild } from "../../../src/modules/ops/schema.ts";
import type { LocalPlatform, LocalTenant } from "./platform.ts";

/** Asks for a rebuild or replay as an operator does. Answers its id. */
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

/** Every row of every view, without what says when it was written. */
export function viewRows({ readModel }: LocalPlatform, except: readonly string[] = []) {
  const bookkeeping = ["positions", "rebuilds", "dead_letters", "audit", "audit_resources", ...except];
  const tables = readModel
    // An index of words writes its own tables, and a document's number says nothing but where its terms are.
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

/** The same without tombstones, which a rebuild need not make again. */
export function aliveRows(platform: LocalPlatform) {
  return Object.fromEntries(
    Object.entries(viewRows(platform)).map(([table, rows]) => [
      table,
      rows.filter((row) => (row.deleted_at ?? null) === null && !(table === "notes" && row.text === null)),
    ]),
  );
}
