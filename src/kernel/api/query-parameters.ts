import * as z from "zod";
import type { Limit } from "../limit.ts";
import { onUse } from "../on-use.ts";
import { opaqueId } from "../values/id.ts";
import { localeSchema } from "../values/locale.ts";

/**
 * Declares the value that a parameter stands for, for documentation only, so it is a function. Every parameter arrives as text, once or
 * repeated; clients know it as a number, a boolean or a list.
 */
export function shownAs<Schema extends z.ZodType>(type: () => z.ZodType, parameter: Schema): Schema {
  typeByParameter.set(parameter, onUse(type));
  return parameter;
}

/** The value that a parameter stands for. Undefined if it is the text itself. */
export function shownType(parameter: z.core.$ZodType): z.ZodType | undefined {
  return typeByParameter.get(parameter)?.();
}

const typeByParameter = new WeakMap<z.core.$ZodType, () => z.ZodType>();

const filterValue = z.string().min(1).max(255);

/** A filter that can be repeated and matches any of its values. */
export const repeatable = shownAs(
  () => z.array(filterValue).max(50).optional(),
  z
    .union([filterValue, z.array(filterValue).max(50)])
    .optional()
    .transform((value) => (value === undefined ? [] : typeof value === "string" ? [value] : value)),
);

/** A filter whose values have a schema. It can be repeated and matches any of them; `shown` is the value that clients know. */
export function repeatableOf<Value>(value: z.ZodType<Value, string>, shown: z.ZodType = value) {
  return shownAs(
    () => z.array(shown).max(50).optional(),
    z
      .union([value.transform((one) => [one]), z.array(value).max(50)])
      .optional()
      .transform((values): readonly Value[] => values ?? []),
  );
}

/** A filter by id that can be repeated. */
export function idsParameter({ value: most }: Limit) {
  return z
    .union([opaqueId, z.array(opaqueId).max(most)])
    .optional()
    .transform((value) => (value === undefined ? [] : typeof value === "string" ? [value] : value));
}

/**
 * Filters whose names callers choose: `option.Size=L` is `{ Size: ["L"] }` of the parameter `option`. Each can be repeated and
 * matches any of its values.
 */
export function parameterFamily({ value: most }: Limit, description: string) {
  return shownAs(
    () => z.record(z.string(), z.string()).optional().describe(description),
    z
      .record(familyName, repeatable)
      .refine((family) => Object.keys(family).length <= most, `at most ${most} names`)
      .default({}),
  );
}

const familyName = z.string().min(1).max(255);

/** The names of the families in a route's query. */
export function familiesIn(query: z.ZodType | undefined): readonly string[] {
  if (!(query instanceof z.ZodObject)) return [];
  return Object.entries(query.shape).flatMap(([name, schema]) =>
    schema instanceof z.ZodDefault && schema.unwrap() instanceof z.ZodRecord ? [name] : [],
  );
}

/** `true` or `false`; null if omitted. */
export const flag = shownAs(
  () => z.boolean().optional(),
  z
    .enum(["true", "false"])
    .optional()
    .transform((value) => (value === undefined ? null : value === "true")),
);

const day = z.iso.date();

/** The beginning of a time range, as UTC with milliseconds; null if omitted. Days are in UTC. */
export const sinceParameter = z
  .union([day, z.iso.datetime({ offset: true })])
  .optional()
  .transform((text) => (text === undefined ? null : new Date(text).toISOString()));

/** An amount in minor units; null if omitted. */
export const amountParameter = shownAs(
  () => z.int().min(0).optional(),
  z
    .string()
    .regex(/^\d{1,15}$/, "must be a whole number of minor units")
    .optional()
    .transform((value) => (value === undefined ? null : Number(value))),
);

/** The parameters every storefront read accepts: a language and one of the tenant's currencies. */
export const storefrontQuery = {
  locale: localeSchema.optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "must be a currency code, such as EUR")
    .optional(),
};
