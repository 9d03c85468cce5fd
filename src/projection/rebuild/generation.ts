import { getTableConfig, type SQLiteColumn, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { readModelName } from "../../kernel/delivery/subscription.ts";
import type { Statement } from "../../kernel/storage/storage.ts";

/*
 * Rows carry the generation in which they were written. It is read from the position inside the very batch that writes
 * them, so no consumer can write with one that it remembers from before.
 */

/** The column that a view's table has for it. */
export const generationColumn = "generation";

/** In SQL: a number of the position of the tenant whose log is projected. */
export function ofPosition(column: "generation" | "epoch_generation", owner: string): string {
  return `COALESCE((SELECT ${column} FROM positions WHERE tenant_id = ${owner} AND subscription = '${readModelName}'), 0)`;
}

/** Binds what a view's statements leave open: whose log it is, and whether a row of the same version is written again. */
export function bindGeneration(
  statements: readonly Statement[],
  tenantId: string,
  again: "newer-only" | "same-version-too",
): readonly Statement[] {
  const leeway = again === "newer-only" ? 0 : 1;
  return statements.map((statement): Statement => {
    const { sql, params, generationBinding } = statement;
    if (generationBinding === undefined) return statement;
    return {
      sql,
      params: generationBinding === "owner" ? [...params, tenantId] : [...params, tenantId, leeway],
    };
  });
}

/** Removes what a rebuild has left over. A table without a tenant's column belongs to the platform's own log. */
export function sweepLeftovers(table: SQLiteTable, tenantId: string, generation: number): Statement | null {
  const { name, columns } = getTableConfig(table);
  if (columns.some((column: SQLiteColumn) => column.name === "tenant_id")) {
    return {
      sql: `DELETE FROM ${name} WHERE tenant_id = ?1 AND generation < ?2`,
      params: [tenantId, generation],
    };
  }
  return tenantId === "platform"
    ? { sql: `DELETE FROM ${name} WHERE generation < ?1`, params: [generation] }
    : null;
}
