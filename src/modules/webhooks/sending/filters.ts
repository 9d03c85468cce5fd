/** Whether an endpoint's event types and prefixes include a type. */
export function includesType(filters: readonly string[], type: string): boolean {
  return filters.some((filter) => matches(filter, type));
}

/** The position of the first filter that no type matches. Null if there is none. */
export function unmatchedFilter(filters: readonly string[], types: readonly string[]): number | null {
  const index = filters.findIndex((filter) => !types.some((type) => matches(filter, type)));
  return index === -1 ? null : index;
}

function matches(filter: string, type: string): boolean {
  if (filter === "*") return true;
  return filter.endsWith(".*") ? type.startsWith(filter.slice(0, -1)) : filter === type;
}
