import { getTableConfig, type SQLiteColumn, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { readModelName } from "../../kernel/delivery/subscription.ts";
import type { Statement } from "../../kernel/storage/storage.ts";

/*
 * Each row stores the generation in which it was written. The generation is read from the position in the
 * same batch that writes the row, so no consumer can write with an outdated one.
 */

/** The generation column of a view's table. */
export const generationColumn = "generation";

/** SQL for a generation in the position of the tenant whose log is projected. */
export function ofPosition(column: "generation" | "epoch_generation", owner: string): string {
  return `COALESCE((SELECT ${column} FROM positions WHERE tenant_id = ${owner} AND subscription = '${readModelName}'), 0)`;
}

/**
 * Binds the parameters that a view's statements leave open: the tenant whose log is projected, and whether a
 * row of the same version is overwritten.
 */
export function bindGeneration(
  statements: readonly Statement[],
  tenantId: string,
  overwrite: "newer-only" | "same-version-too",
): readonly Statement[] {
  const leeway = overwrite === "newer-only" ? 0 : 1;
  return statements.map((statement): Statement => {
    const { sql, params, generationBinding } = statement;
    if (generationBinding === undefined) return statement;
    return {
      sql,
      params: generationBinding === "owner" ? [...params, tenantId] : [...params, tenantId, leeway],
    };
  });
}

/**
 * Removes the rows that a rebuild didn't write. A table without a tenant column is projected from the
 * platform's own log.
 */
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
