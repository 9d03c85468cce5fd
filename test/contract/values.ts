import { z } from "zod";
import type { Route } from "../../src/kernel/api/route.ts";

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The fields of a route's body, as its JSON schema has them. */
export function propertiesOf(route: Route): readonly (readonly [string, JsonSchema])[] {
  if (route.body === undefined) return [];
  const { properties = {} } = z.toJSONSchema(route.body, { io: "input", unrepresentable: "any" });
  return Object.entries(properties).flatMap(([name, schema]) =>
    typeof schema === "object" ? [[name, schema] as const] : [],
  );
}

const valueByType = { object: { unheard: "of" }, array: [], string: "?", number: 1.5, boolean: true };

/** A value of a JSON type that the schema does not take; undefined where it takes all of them. */
export function wrongValueFor(schema: JsonSchema): unknown {
  const taken = typesOf(schema);
  return Object.entries(valueByType).find(([type]) => !taken.has(type))?.[1];
}

function typesOf(schema: JsonSchema): ReadonlySet<string> {
  const own = [schema.type ?? []].flat().map((type) => (type === "integer" ? "number" : type));
  const values = [...(schema.enum ?? []), ...(schema.const === undefined ? [] : [schema.const])].map(
    (value) => typeof value,
  );
  const nested = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const all = [
    ...own,
    ...values,
    ...nested.flatMap((part) => (typeof part === "object" ? [...typesOf(part)] : [])),
  ];
  // What says nothing of its type takes every one.
  return new Set(all.length === 0 ? Object.keys(valueByType) : all);
}
