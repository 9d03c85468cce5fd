import type { TenantDatabase } from "../storage/storage.ts";

/**
 * Reads a value at most once per command or query and key. The value predates the command's writes. An answer
 * that needs the new state must read the table itself.
 */
export function oncePerCommand<Context extends object, Key extends readonly string[], Value>(
  read: (database: TenantDatabase, context: Context, ...key: Key) => Value,
): (database: TenantDatabase, context: Context, ...key: Key) => Value {
  const valuesByContext = new WeakMap<Context, Map<string, { readonly value: Value }>>();
  return (database, context, ...key) => {
    const valueByKey = valuesByContext.get(context) ?? new Map<string, { readonly value: Value }>();
    valuesByContext.set(context, valueByKey);
    const name = key.join(" ");
    const known = valueByKey.get(name) ?? { value: read(database, context, ...key) };
    valueByKey.set(name, known);
    return known.value;
  };
}
