import {
  GraphQLBoolean,
  type GraphQLInputFieldConfig,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLNullableInputType,
  GraphQLString,
} from "graphql";
import * as z from "zod";
import type { Enums } from "./enums.ts";
import { capitalized, type TypeNames } from "./names.ts";
import { jsonScalar, numberScalar, textScalar } from "./scalars.ts";
import { bare, descriptionOf, enumValues, isNamed, shownValue } from "./shapes.ts";

/** The GraphQL types of what callers send. */
export interface InputTypes {
  readonly of: (schema: z.core.$ZodType, hint: string, field?: string) => GraphQLInputType;
  /** The input fields of several schemas of objects. */
  readonly fields: (
    schemas: Readonly<Record<string, z.core.$ZodType>>,
    hint: string,
  ) => Record<string, GraphQLInputFieldConfig>;
}

interface Parts {
  readonly names: TypeNames;
  readonly enums: Enums;
  readonly nameOf: (schema: z.core.$ZodType) => string | undefined;
}

/** Derives types from schemas. The schemas parse the values afterwards, so the types only say what can be said in GraphQL. */
export function createInputTypes({ names, enums, nameOf }: Parts): InputTypes {
  const objects = new Map<string, GraphQLInputObjectType>();

  const of: InputTypes["of"] = (schema, hint, field = "") => {
    const shown = shownValue(schema);
    if (shown !== undefined) return of(shown, hint, field);
    const { schema: inner, isNullable, isOptional } = bare(schema);
    const type = nullable(inner, hint, field);
    return isNullable || isOptional ? type : new GraphQLNonNull(type);
  };

  const nullable = (schema: z.core.$ZodType, hint: string, field: string): GraphQLNullableInputType => {
    const values = enumValues(schema);
    if (values !== null) return enums.of(schema, values, hint);
    if (schema instanceof z.ZodArray) return new GraphQLList(of(schema.element, hint, field));
    if (schema instanceof z.ZodObject) return object(schema, hint);
    if (schema instanceof z.ZodBoolean) return GraphQLBoolean;
    if (schema instanceof z.ZodNumber) return numberScalar(schema);
    if (schema instanceof z.ZodLiteral)
      return typeof schema.def.values[0] === "boolean" ? GraphQLBoolean : GraphQLString;
    if (isNamed(schema)) return new GraphQLList(new GraphQLNonNull(namedInput(schema)));
    if (schema instanceof z.ZodUnion) return union(schema, field);
    return schema instanceof z.ZodRecord || schema instanceof z.ZodUnknown
      ? jsonScalar
      : textScalar(schema, field);
  };

  const object = (schema: z.ZodObject, hint: string): GraphQLInputObjectType => {
    const name = names.input(nameOf(schema) ?? hint);
    const known = objects.get(name);
    if (known !== undefined) return known;
    const made = new GraphQLInputObjectType({
      name,
      description: descriptionOf(schema),
      fields: () => fields(schema.shape, name.replace(/Input$/, "")),
    });
    objects.set(name, made);
    return made;
  };

  const fields: InputTypes["fields"] = (schemas, hint) =>
    Object.fromEntries(
      Object.entries(schemas).map(([key, schema]) => {
        const description = descriptionOf(schema);
        return [
          key,
          {
            type: of(schema, hint + capitalized(key), key),
            ...(description === undefined ? {} : { description }),
          },
        ];
      }),
    );

  return { of, fields };
}

/** A text, or a list of them, is a list: GraphQL takes one value for a list of one. Of other unions, only texts have a type. */
function union(schema: z.ZodUnion, field: string): GraphQLNullableInputType {
  const options = schema.options.map((option) => bare(option).schema);
  const text = options.find((option) => option instanceof z.ZodString || option instanceof z.ZodISODateTime);
  const isList = options.some((option) => option instanceof z.ZodArray);
  if (text === undefined) return jsonScalar;
  return isList ? new GraphQLList(new GraphQLNonNull(textScalar(text, field))) : GraphQLString;
}

/** A filter's values are repeated under their name, those of a record are a list. */
function namedInput(schema: z.ZodRecord): GraphQLInputObjectType {
  return bare(schema.valueType).schema instanceof z.ZodArray ? namedValues : namedValue;
}

const name = { type: new GraphQLNonNull(GraphQLString) };
const text = new GraphQLNonNull(GraphQLString);

const namedValue = new GraphQLInputObjectType({
  name: "NamedValueInput",
  description:
    "A value and its name, such as an option. A filter takes a name several times, and matches any of its values.",
  fields: { name, value: { type: text } },
});

const namedValues = new GraphQLInputObjectType({
  name: "NamedValuesInput",
  description: "Values and their name.",
  fields: { name, values: { type: new GraphQLNonNull(new GraphQLList(text)) } },
});
