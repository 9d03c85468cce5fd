import { z } from "zod";
import { localeSchema } from "../values/locale.ts";

/** A filter that may be repeated, meaning any of its values. */
export const repeatable = z
  .union([z.string().min(1).max(255), z.array(z.string().min(1).max(255)).max(50)])
  .optional()
  .transform((value) => (value === undefined ? [] : typeof value === "string" ? [value] : value));

/** `true` or `false`, null where it is left out. */
export const flag = z
  .enum(["true", "false"])
  .optional()
  .transform((value) => (value === undefined ? null : value === "true"));

/** An amount in minor units, null where it is left out. */
export const amountParameter = z
  .string()
  .regex(/^\d{1,15}$/, "a whole number of minor units")
  .optional()
  .transform((value) => (value === undefined ? null : Number(value)));

/** What every storefront read takes: a language, and a currency of the tenant's. */
export const storefrontQuery = {
  locale: localeSchema.optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
};
