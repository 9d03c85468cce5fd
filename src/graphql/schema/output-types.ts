import {
  GraphQLBoolean,
  type GraphQLFieldConfig,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLNullableOutputType,
  GraphQLObjectType,
  type GraphQLObjectTypeConfig,
  type GraphQLOutputType,
  GraphQLString,
} from "graphql";
import * as z from "zod";
import type { Enums } from "./enums.ts";
import { capitalized, type TypeNames } from "./names.ts";
import { nodeInterface } from "./node.ts";
import { jsonScalar, numberScalar, textScalar } from "./scalars.ts";
import { bare, descriptionOf, enumValues, fieldsOf, isNamed, objectOptions } from "./shapes.ts";

/** The fields of a type, by name. */
export type FieldConfigs = Record<string, GraphQLFieldConfig<unknown, unknown>>;

interface Parts {
  readonly names: TypeNames;
  readonly enums: Enums;
  readonly nameOf: (schema: z.core.$ZodType) => string | undefined;
  readonly shapeOf: (name: string) => z.core.$ZodType | undefined;
  /** Whether things of a shape are read by their ids alone. */
  readonly isNode: (schema: z.core.$ZodType) => boolean;
  /** Adds fields to a type, or puts others in place of its own. */
  readonly refine: (typeName: string, fields: FieldConfigs, schema: z.core.$ZodType) => FieldConfigs;
}

/** Derives types from schemas. Each is made when it is first asked for. */
export class OutputTypes {
  readonly #parts: Parts;
  readonly #objects = new Map<string, GraphQLObjectType>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The type of a schema. `hint` names it if the API doesn't; `field` is what its value is called. */
  of(schema: z.core.$ZodType, hint: string, field = ""): GraphQLOutputType {
    const { schema: inner, isNullable, isOptional } = bare(schema);
    const type = this.#nullable(inner, hint, field);
    const hasDefault = schema instanceof z.ZodDefault;
    return isNullable || (isOptional && !hasDefault) ? type : new GraphQLNonNull(type);
  }

  /** The type of an object, without the mark that it is never null. */
  object(schema: z.core.$ZodType, hint: string): GraphQLObjectType {
    const { names, nameOf, shapeOf, refine } = this.#parts;
    const shape = nameOf(schema) ?? (isMoney(schema) ? "Money" : undefined);
    const name = shape === undefined ? hint : names.output(shape);
    const whole = shape === undefined ? schema : (shapeOf(names.whole(shape)) ?? schema);
    return this.#once(name, () => ({
      description: descriptionOf(whole),
      interfaces: this.#parts.isNode(whole) ? [nodeInterface] : [],
      fields: () => refine(name, this.#fieldsOf(whole, name), whole),
    }));
  }

  #once(
    name: string,
    make: () => Omit<GraphQLObjectTypeConfig<unknown, unknown>, "name">,
  ): GraphQLObjectType {
    const known = this.#objects.get(name);
    if (known !== undefined) return known;
    const made = new GraphQLObjectType({ name, ...make() });
    this.#objects.set(name, made);
    return made;
  }

  #nullable(schema: z.core.$ZodType, hint: string, field: string): GraphQLNullableOutputType {
    const values = enumValues(schema);
    if (values !== null) return this.#parts.enums.of(schema, values, hint);
    if (schema instanceof z.ZodArray) return new GraphQLList(this.of(schema.element, hint, field));
    if (schema instanceof z.ZodObject || objectOptions(schema) !== null) return this.object(schema, hint);
    if (isNamed(schema)) return new GraphQLList(new GraphQLNonNull(this.#entry(schema, hint)));
    if (schema instanceof z.ZodBoolean) return GraphQLBoolean;
    if (schema instanceof z.ZodNumber) return numberScalar(schema);
    if (schema instanceof z.ZodLiteral) return literal(schema);
    return schema instanceof z.ZodRecord || schema instanceof z.ZodUnknown || schema instanceof z.ZodUnion
      ? jsonScalar
      : textScalar(schema, field);
  }

  #fieldsOf(schema: z.core.$ZodType, name: string): FieldConfigs {
    const options = objectOptions(schema);
    if (options !== null) return this.#mergedFields(options, name);
    return Object.fromEntries(
      Object.entries(fieldsOf(schema)).map(([key, value]) => [
        key,
        this.#field(value, name + capitalized(key), key),
      ]),
    );
  }

  #field(schema: z.core.$ZodType, hint: string, key: string): FieldConfigs[string] {
    const description = descriptionOf(schema);
    return {
      type: this.of(schema, hint, key),
      ...(description === undefined ? {} : { description }),
      ...(isNamed(bare(schema).schema) ? { resolve: (parent: unknown) => entriesOf(parent, key) } : {}),
    };
  }

  /** One type for all members of a union: what only some of them have is null in the others. */
  #mergedFields(options: readonly z.ZodObject[], name: string): FieldConfigs {
    const keys = [...new Set(options.flatMap(({ shape }) => Object.keys(shape)))];
    return Object.fromEntries(
      keys.map((key) => {
        const fields = options.flatMap(({ shape }) => {
          const schema = shape[key];
          return schema === undefined ? [] : [this.#field(schema, name + capitalized(key), key)];
        });
        return [key, mergedField(fields, fields.length === options.length)];
      }),
    );
  }

  /** A value of a record, and its name. */
  #entry(schema: z.ZodRecord, hint: string): GraphQLObjectType {
    const type = this.of(schema.valueType, hint);
    const isList = bare(schema.valueType).schema instanceof z.ZodArray;
    const inner = String(type).replaceAll(/[[\]!]/g, "");
    return this.#once(`Named${inner === "String" ? "" : inner}Value${isList ? "s" : ""}`, () => ({
      description: "A value and its name.",
      fields: {
        name: { type: new GraphQLNonNull(GraphQLString) },
        [isList ? "values" : "value"]: { type, resolve: (parent: unknown) => Object(parent).value },
      },
    }));
  }
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
