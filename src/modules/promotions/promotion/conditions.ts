import * as z from "zod";
import { countrySchema } from "../../../kernel/values/country.ts";
import { handleSchema } from "../../../kernel/values/handle.ts";
import { amountSchema, currencySchema } from "../../../kernel/values/money.ts";
import { selector } from "./selector.ts";

export const money = z.strictObject({ amount: amountSchema, currency: currencySchema });
export const units = z.int().min(1).max(1_000_000);

const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, "is no time zone of the IANA database, such as Europe/Berlin");

/** What must hold before a promotion applies. What is not known yet, such as the country, does not hold. */
export const condition = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("subtotal"),
    min: money.describe("What is left of all lines. Another currency than the basket's is not met."),
  }),
  z.strictObject({ kind: z.literal("quantity"), min: units, selector: selector.optional() }),
  z.strictObject({ kind: z.literal("contains"), selector }),
  z.strictObject({ kind: z.literal("country"), in: z.array(countrySchema).min(1).max(250) }),
  z.strictObject({
    kind: z.literal("customerGroup"),
    in: z.array(handleSchema).min(1).max(100).describe("Handles of customer groups."),
  }),
  z.strictObject({ kind: z.literal("firstOrder") }),
  z.strictObject({
    kind: z.literal("weekday"),
    in: z.array(z.int().min(1).max(7)).min(1).max(7).describe("1 is Monday, 7 is Sunday."),
    timeZone,
  }),
]);
export type Condition = z.infer<typeof condition>;

function isTimeZone(text: string): boolean {
  // An offset such as +01:00 knows no summer time.
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(text)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
