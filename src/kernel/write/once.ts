import type { TenantDatabase } from "../storage/storage.ts";

/**
 * Reads something at most once per command or query, however many parts of it ask with the same key. The value is the one
 * from before the command wrote anything: an answer with the new state reads the table itself.
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
