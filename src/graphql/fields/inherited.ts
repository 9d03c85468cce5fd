import type { GraphQLResolveInfo } from "graphql";
import type { FieldContext, Parameters } from "../execution/field-context.ts";

/** The parameters of a root field that count for everything beneath it. */
const names = ["locale", "currency"] as const;

const byContext = new WeakMap<FieldContext, Map<string, Parameters>>();

/** Remembers the language and the currency that a root field was asked in. */
export function passDown(context: FieldContext, info: GraphQLResolveInfo, query: Parameters): void {
  const entries = names.flatMap((name) => (query[name] === undefined ? [] : [[name, query[name]] as const]));
  if (entries.length === 0) return;
  const byField = byContext.get(context) ?? new Map<string, Parameters>();
  byContext.set(context, byField);
  byField.set(rootOf(info), Object.fromEntries(entries));
}

/** The language and the currency of the root field above. */
export function inherited(context: FieldContext, info: GraphQLResolveInfo): Parameters {
  return byContext.get(context)?.get(rootOf(info)) ?? {};
}

function rootOf({ path }: GraphQLResolveInfo): string {
  let place = path;
  while (place.prev !== undefined) place = place.prev;
  return String(place.key);
}
