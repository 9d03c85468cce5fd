import type { TenantDatabase } from "../storage/storage.ts";
import type { Context } from "./command.ts";

/**
 * Reads something at most once per command or query, however many parts of it ask. The value is the one from before the
 * command wrote anything: what answers with the new state reads the table itself.
 */
export function oncePerCommand<Value>(
  read: (database: TenantDatabase, context: Pick<Context, "tenantId">) => Value,
): (database: TenantDatabase, context: Pick<Context, "tenantId">) => Value {
  const valueByContext = new WeakMap<object, { readonly value: Value }>();
  return (database, context) => {
    const known = valueByContext.get(context) ?? { value: read(database, context) };
    valueByContext.set(context, known);
    return known.value;
  };
}
