import { z } from "zod";
import type { Limit } from "../limit.ts";
import { localeSchema } from "../values/locale.ts";

/** A filter that can be repeated and matches any of its values. */
export const repeatable = z
  .union([z.string().min(1).max(255), z.array(z.string().min(1).max(255)).max(50)])
  .optional()
  .transform((value) => (value === undefined ? [] : typeof value === "string" ? [value] : value));

/**
 * Filters whose names callers choose: `option.Size=L` is `{ Size: ["L"] }` of the parameter `option`. Each can be repeated and
 * matches any of its values.
 */
export function parameterFamily({ value: most }: Limit, description: string) {
  return z
    .record(familyName, repeatable)
    .refine((family) => Object.keys(family).length <= most, `at most ${most} names`)
    .default({})
    .describe(description);
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
export const flag = z
  .enum(["true", "false"])
  .optional()
  .transform((value) => (value === undefined ? null : value === "true"));

const day = z.iso.date();

/** The beginning of a time range, as UTC with milliseconds; null if omitted. Days are in UTC. */
export const sinceParameter = z
  .union([day, z.iso.datetime({ offset: true })])
  .optional()
  .transform((text) => (text === undefined ? null : new Date(text).toISOString()));

/** An amount in minor units; null if omitted. */
export const amountParameter = z
  .string()
  .regex(/^\d{1,15}$/, "a whole number of minor units")
  .optional()
  .transform((value) => (value === undefined ? null : Number(value)));

/** The parameters every storefront read accepts: a language and one of the tenant's currencies. */
export const storefrontQuery = {
  locale: localeSchema.optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
};
