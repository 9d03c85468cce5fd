import * as z from "zod";
import { type Json, ref } from "../json.ts";

/** For each name, the named shape that it extends. */
export type Bases = ReadonlyMap<string, string>;

/**
 * Finds shapes that were made of others: one extends another if it has all of its fields, unchanged. Shapes that allow no other
 * fields can't be extended in JSON Schema.
 */
export function basesOf(nameBySchema: ReadonlyMap<z.core.$ZodType, string>): Bases {
  const shapes = [...nameBySchema].flatMap(([schema, name]) =>
    schema instanceof z.ZodObject && schema.def.catchall === undefined ? [{ name, shape: schema.shape }] : [],
  );
  return new Map(
    shapes.flatMap(({ name, shape }) => {
      const [base] = shapes
        .filter((other) => isPartOf(other.shape, shape))
        .sort((one, other) => sizeOf(other.shape) - sizeOf(one.shape));
      return base === undefined ? [] : [[name, base.name] as const];
    }),
  );
}

/** A component, as what it adds to its base if that is a component too. */
export function extended(
  name: string,
  json: Json,
  components: ReadonlyMap<string, Json>,
  bases: Bases,
): Json {
  const base = bases.get(name);
  const inherited = base === undefined ? undefined : (components.get(base) as ObjectSchema | undefined);
  if (base === undefined || inherited === undefined) return json;
  const { properties, required = [], description, ...type } = json as ObjectSchema;
  const isOwn = (field: string) => !Object.hasOwn(inherited.properties, field);
  const own = Object.fromEntries(Object.entries(properties).filter(([field]) => isOwn(field)));
  return {
    ...(description === undefined ? {} : { description }),
    allOf: [ref("schemas", base), { ...type, properties: own, required: required.filter(isOwn) }],
  };
}

type ObjectSchema = Json & {
  readonly properties: Json;
  readonly required?: readonly string[];
  readonly description?: string;
};

function isPartOf(part: z.core.$ZodShape, whole: z.core.$ZodShape): boolean {
  return sizeOf(part) < sizeOf(whole) && Object.entries(part).every(([key, schema]) => whole[key] === schema);
}

function sizeOf(shape: z.core.$ZodShape): number {
  return Object.keys(shape).length;
}
