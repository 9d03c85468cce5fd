import * as z from "zod";
import { shownType } from "../../kernel/api/query-parameters.ts";

/** A schema without what only says whether a value has to be there. */
export interface Bare {
  readonly schema: z.core.$ZodType;
  readonly isNullable: boolean;
  readonly isOptional: boolean;
}

/** Takes off `nullable`, `optional`, `default` and the like. Of a transformation, it is what goes in. */
export function bare(schema: z.core.$ZodType): Bare {
  if (schema instanceof z.ZodNullable) return { ...bare(schema.unwrap()), isNullable: true };
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return { ...bare(schema.def.innerType), isOptional: true };
  if (schema instanceof z.ZodNonOptional) return { ...bare(schema.def.innerType), isOptional: false };
  if (schema instanceof z.ZodReadonly) return bare(schema.def.innerType);
  if (schema instanceof z.ZodPipe) return bare(schema.def.in);
  return { schema, isNullable: false, isOptional: false };
}

/** The texts that an enum allows. Null if the schema is none. */
export function enumValues(schema: z.core.$ZodType): readonly string[] | null {
  if (!(schema instanceof z.ZodEnum)) return null;
  return schema.options.map(String);
}

/** The options of a union that are objects. Null if one is not. */
export function objectOptions(schema: z.core.$ZodType): readonly z.ZodObject[] | null {
  if (!(schema instanceof z.ZodUnion)) return null;
  const options = schema.options.map((option) => bare(option).schema);
  const objects = options.filter((option): option is z.ZodObject => option instanceof z.ZodObject);
  return objects.length === options.length ? objects : null;
}

/** Whether a record's values are of a kind that can be listed with their names. */
export function isNamed(schema: z.core.$ZodType): schema is z.ZodRecord {
  return schema instanceof z.ZodRecord && !(bare(schema.valueType).schema instanceof z.ZodUnknown);
}

/** What a schema says of itself. */
export function descriptionOf(schema: z.core.$ZodType): string | undefined {
  return z.globalRegistry.get(schema)?.description;
}

/** The fields of an object. None of anything else. */
export function fieldsOf(schema: z.core.$ZodType | undefined): Readonly<Record<string, z.core.$ZodType>> {
  return schema instanceof z.ZodObject ? schema.shape : {};
}

/** The value that a parameter stands for. Undefined if it is the text itself. */
export function shownValue(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  // A description makes another schema, of which the first is the parent.
  const { parent } = schema._zod;
  return shownType(schema) ?? (parent === undefined ? undefined : shownType(parent));
}
