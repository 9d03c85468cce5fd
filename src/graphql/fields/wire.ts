import * as z from "zod";
import { bare, isNamed, shownValue } from "../schema/shapes.ts";

/** A value of a GraphQL input as the API's JSON has it: lists of named values become objects. */
export function toWire(schema: z.core.$ZodType, value: unknown): unknown {
  const { schema: inner } = bare(schema);
  if (value === null || value === undefined) return value;
  if (isNamed(inner) && Array.isArray(value)) return recordOf(value);
  if (inner instanceof z.ZodArray && Array.isArray(value))
    return value.map((item) => toWire(inner.element, item));
  if (inner instanceof z.ZodObject && typeof value === "object")
    return Object.fromEntries(
      Object.entries(value).map(([key, field]) => {
        const known = inner.shape[key];
        return [key, known === undefined ? field : toWire(known, field)];
      }),
    );
  return value;
}

/** A value of a GraphQL argument as a query parameter: texts, once or repeated. */
export function toParameter(schema: z.core.$ZodType, value: unknown): unknown {
  const shown = shownValue(schema) ?? bare(schema).schema;
  if (shown !== schema && isNamed(bare(shown).schema) && Array.isArray(value)) return familyOf(value);
  if (Array.isArray(value)) return value.map(String);
  return String(value);
}

interface NamedValue {
  readonly name: string;
  readonly value?: string;
  readonly values?: readonly string[];
}

function recordOf(entries: readonly NamedValue[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(entries.map(({ name, value, values }) => [name, values ?? value]));
}

/** A name that occurs several times has all of its values. */
function familyOf(values: readonly NamedValue[]): Readonly<Record<string, readonly unknown[]>> {
  const byName = Map.groupBy(values, ({ name }) => name);
  return Object.fromEntries([...byName].map(([name, all]) => [name, all.map(({ value }) => value)]));
}
