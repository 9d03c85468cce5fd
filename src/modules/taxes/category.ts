import * as z from "zod";
import { handleSchema } from "../../kernel/values/handle.ts";

/** What decides by which rates of a tax zone something is taxed. */
export const taxCategory = handleSchema
  .max(64)
  .describe("The rates of a tax zone for this category apply, such as `standard` or `food`.");

/** The name of products that are shipped by options of their own. */
export const shippingProfile = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .describe("Shipping options with this profile ship it.");

/** The category of what names no other. */
export const standardCategory = "standard";
