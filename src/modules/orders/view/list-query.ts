import * as z from "zod";
import { repeatable, repeatableOf, sinceParameter } from "../../../kernel/api/query-parameters.ts";
import { pageQuery } from "../../../kernel/read/page.ts";
import { canonicalEmail } from "../../../kernel/text/email.ts";
import { countrySchema } from "../../../kernel/values/country.ts";
import { fold } from "../../../kernel/values/fold.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { fulfillmentStatus, orderStatus, paymentStatus } from "../schema.ts";
import { orderSorts } from "./filters.ts";

/** Null if omitted. */
function absent<Value>(value: z.ZodType<Value, string>) {
  return value.optional().transform((given) => given ?? null);
}

const day = z.iso.date();
const instant = z.union([day, z.iso.datetime({ offset: true })]);

/** Days are in UTC. Both ends are inclusive. */
const from = instant.transform((text) => new Date(text).toISOString());
const to = instant.transform((text) =>
  new Date(day.safeParse(text).success ? `${text}T23:59:59.999Z` : text).toISOString(),
);

/** Query parameters of the order list. */
export const orderListQuery = z.strictObject({
  ...pageQuery,
  q: absent(z.string().min(1).max(200)),
  number: repeatableOf(
    z
      .string()
      .regex(/^\d{1,15}$/, "must be a whole number")
      .transform(Number),
    z.int().positive(),
  ),
  email: repeatableOf(
    z
      .string()
      .min(1)
      .max(320)
      .transform((text) => fold(canonicalEmail(text.trim()) ?? text)),
  ),
  customerId: repeatableOf(opaqueId),
  status: repeatableOf(orderStatus),
  paymentStatus: repeatableOf(paymentStatus),
  fulfillmentStatus: repeatableOf(fulfillmentStatus),
  country: repeatableOf(countrySchema).describe(
    "The country an order is shipped to, or without a shipping address the one of the billing address.",
  ),
  sku: repeatable,
  from: absent(from),
  to: absent(to),
  updatedSince: sinceParameter,
  sort: z.enum(orderSorts).default("-placedAt"),
  format: z.enum(["json", "csv"]).optional(),
});
