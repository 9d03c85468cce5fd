import { GraphQLError, GraphQLFloat, GraphQLID, GraphQLInt, GraphQLScalarType, GraphQLString } from "graphql";
import * as z from "zod";

export const jsonScalar = new GraphQLScalarType<unknown, unknown>({
  name: "JSON",
  description: "Any JSON value.",
});

export const dateTimeScalar = new GraphQLScalarType<string, string>({
  name: "DateTime",
  description: "An instant, as in RFC 3339. Answers have it in UTC, ending in `Z`.",
  specifiedByURL: "https://scalars.graphql.org/andimarek/date-time",
  coerceOutputValue: String,
  coerceInputValue: instant,
});

export const bigIntScalar = new GraphQLScalarType<number, number>({
  name: "BigInt",
  description: "A whole number of up to 53 bits, as a JSON number. Amounts of money are in minor units.",
  coerceOutputValue: Number,
  coerceInputValue: wholeNumber,
});

/** Its schema checks the form, and says what is wrong with it. Any other kind of error would count as a fault of ours. */
function instant(value: unknown): string {
  if (typeof value === "string") return value;
  throw new GraphQLError("DateTime takes a text, as in RFC 3339.");
}

function wholeNumber(value: unknown): number {
  if (Number.isSafeInteger(value)) return Number(value);
  throw new GraphQLError("BigInt takes a whole number of up to 53 bits.");
}

const largestInt = 2 ** 31 - 1;

/** The scalar of a schema of numbers: `Int` only where every value fits. */
export function numberScalar(schema: z.core.$ZodType): GraphQLScalarType {
  if (!(schema instanceof z.ZodNumber) || !schema.isInt) return GraphQLFloat;
  const { minValue, maxValue } = schema;
  const fits = minValue !== null && maxValue !== null && minValue >= -largestInt && maxValue <= largestInt;
  return fits ? GraphQLInt : bigIntScalar;
}

/** The scalar of a schema of texts. A field that is called so is an id. */
export function textScalar(schema: z.core.$ZodType, field: string): GraphQLScalarType {
  if (schema instanceof z.ZodISODateTime) return dateTimeScalar;
  return /^ids?$|Ids?$/.test(field) ? GraphQLID : GraphQLString;
}
