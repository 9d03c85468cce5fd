import { z } from "zod";
import { localeSchema } from "../values/locale.ts";

/** A filter that can be repeated and matches any of its values. */
export const repeatable = z
  .union([z.string().min(1).max(255), z.array(z.string().min(1).max(255)).max(50)])
  .optional()
  .transform((value) => (value === undefined ? [] : typeof value === "string" ? [value] : value));

/** `true` or `false`; null if omitted. */
export const flag = z
  .enum(["true", "false"])
  .optional()
  .transform((value) => (value === undefined ? null : value === "true"));

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
