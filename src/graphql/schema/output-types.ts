import {
  GraphQLBoolean,
  type GraphQLFieldConfig,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLNullableOutputType,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
} from "graphql";
import { z } from "zod";
import type { Enums } from "./enums.ts";
import { capitalized, type TypeNames } from "./names.ts";
import { jsonScalar, numberScalar, textScalar } from "./scalars.ts";
import { bare, descriptionOf, enumValues, isNamed, objectOptions } from "./shapes.ts";

/** The fields of a type, by name. */
export type FieldConfigs = Record<string, GraphQLFieldConfig<unknown, unknown>>;

/** The GraphQL types of what operations answer. */
export interface OutputTypes {
  /** The type of a schema. `hint` names it if the API doesn't; `field` is what its value is called. */
  readonly of: (schema: z.core.$ZodType, hint: string, field?: string) => GraphQLOutputType;
  /** The type of an object, without the mark that it is never null. */
  readonly object: (schema: z.core.$ZodType, hint: string) => GraphQLNullableOutputType;
  /** The schema that has a type's fields. */
  readonly schemaOf: (typeName: string) => z.core.$ZodType | undefined;
}

interface Parts {
  readonly names: TypeNames;
  readonly enums: Enums;
  readonly nameOf: (schema: z.core.$ZodType) => string | undefined;
  readonly shapeOf: (name: string) => z.core.$ZodType | undefined;
  /** Adds fields to a type, or puts others in place of its own. */
  readonly refine: (typeName: string, fields: FieldConfigs, schema: z.core.$ZodType) => FieldConfigs;
}

/** Derives types from schemas. Each is made when it is first asked for. */
export function createOutputTypes(parts: Parts): OutputTypes {
  const objects = new Map<string, { readonly type: GraphQLObjectType; readonly schema: z.core.$ZodType }>();

  const of: OutputTypes["of"] = (schema, hint, field = "") => {
    const { schema: inner, isNullable, isOptional } = bare(schema);
    const type = nullable(inner, hint, field);
    const hasDefault = schema instanceof z.ZodDefault;
    return isNullable || (isOptional && !hasDefault) ? type : new GraphQLNonNull(type);
  };

  const nullable = (schema: z.core.$ZodType, hint: string, field: string): GraphQLNullableOutputType => {
    const values = enumValues(schema);
    if (values !== null) return parts.enums.of(schema, values, hint);
    if (schema instanceof z.ZodArray) return new GraphQLList(of(schema.element, hint, field));
    if (schema instanceof z.ZodObject || objectOptions(schema) !== null) return object(schema, hint);
    if (isNamed(schema)) return new GraphQLList(new GraphQLNonNull(entry(schema, hint)));
    if (schema instanceof z.ZodBoolean) return GraphQLBoolean;
    if (schema instanceof z.ZodNumber) return numberScalar(schema);
    if (schema instanceof z.ZodLiteral) return literal(schema);
    return schema instanceof z.ZodRecord || schema instanceof z.ZodUnknown || schema instanceof z.ZodUnion
      ? jsonScalar
      : textScalar(schema, field);
  };

  const object: OutputTypes["object"] = (schema, hint) => {
    const shape = parts.nameOf(schema) ?? (isMoney(schema) ? "Money" : undefined);
    const name = shape === undefined ? hint : parts.names.output(shape);
    const known = objects.get(name);
    if (known !== undefined) return known.type;
    const whole = shape === undefined ? schema : (parts.shapeOf(parts.names.whole(shape)) ?? schema);
    const type = new GraphQLObjectType({
      name,
      description: descriptionOf(whole),
      fields: () => parts.refine(name, ownFields(whole, name), whole),
    });
    objects.set(name, { type, schema: whole });
    return type;
  };

  const ownFields = (schema: z.core.$ZodType, name: string): FieldConfigs => {
    const options = objectOptions(schema);
    if (options !== null) return mergedFields(options, name);
    const shape = schema instanceof z.ZodObject ? schema.shape : {};
    return Object.fromEntries(
      Object.entries(shape).map(([key, value]) => [key, fieldOf(value, name + capitalized(key), key)]),
    );
  };

  const fieldOf = (schema: z.core.$ZodType, hint: string, key: string) => {
    const description = descriptionOf(schema);
    return {
      type: of(schema, hint, key),
      ...(description === undefined ? {} : { description }),
      ...(isNamed(bare(schema).schema) ? { resolve: (parent: unknown) => entriesOf(parent, key) } : {}),
    };
  };

  /** One type for all members of a union: what only some of them have is null in the others. */
  const mergedFields = (options: readonly z.ZodObject[], name: string): FieldConfigs => {
    const keys = [...new Set(options.flatMap(({ shape }) => Object.keys(shape)))];
    return Object.fromEntries(
      keys.map((key) => {
        const fields = options.flatMap(({ shape }) => {
          const schema = shape[key];
          return schema === undefined ? [] : [fieldOf(schema, name + capitalized(key), key)];
        });
        return [key, mergedField(fields, fields.length === options.length)];
      }),
    );
  };

  const entry = (schema: z.ZodRecord, hint: string): GraphQLObjectType => {
    const { schema: value } = bare(schema.valueType);
    const isList = value instanceof z.ZodArray;
    const type = of(schema.valueType, hint);
    const inner = String(type).replaceAll(/[[\]!]/g, "");
    const name = `Named${inner === "String" ? "" : inner}Value${isList ? "s" : ""}`;
    const known = objects.get(name);
    if (known !== undefined) return known.type;
    const fields = {
      name: { type: new GraphQLNonNull(GraphQLString) },
      [isList ? "values" : "value"]: { type, resolve: (parent: unknown) => Object(parent).value },
    };
    const made = new GraphQLObjectType({ name, description: "A value and its name.", fields });
    objects.set(name, { type: made, schema });
    return made;
  };

  return { of, object, schemaOf: (typeName) => objects.get(typeName)?.schema };
}

function mergedField(
  fields: readonly GraphQLFieldConfig<unknown, unknown>[],
  isInAll: boolean,
): GraphQLFieldConfig<unknown, unknown> {
  const [first, ...others] = fields;
  if (first === undefined) throw new Error("a merged field has no schema");
  const nullableOf = ({ type }: GraphQLFieldConfig<unknown, unknown>) =>
    type instanceof GraphQLNonNull ? (type.ofType as GraphQLNullableOutputType) : type;
  if (others.some((other) => String(nullableOf(other)) !== String(nullableOf(first))))
    return { type: GraphQLString };
  const isRequired = isInAll && fields.every(({ type }) => type instanceof GraphQLNonNull);
  return { ...first, type: isRequired ? first.type : nullableOf(first) };
}

function literal(schema: z.ZodLiteral): GraphQLNullableOutputType {
  const [value] = schema.def.values;
  if (typeof value === "boolean") return GraphQLBoolean;
  return GraphQLString;
}

/** Prices are stored in copies of the shape. */
function isMoney(schema: z.core.$ZodType): boolean {
  return schema instanceof z.ZodObject && Object.keys(schema.shape).toSorted().join() === "amount,currency";
}

/** A record as a list. */
function entriesOf(parent: unknown, key: string): unknown {
  const record: unknown = Object(parent)[key];
  if (typeof record !== "object" || record === null) return record;
  return Object.entries(record).map(([name, value]) => ({ name, value }));
}
