import { z } from "zod";
import { pageQuery } from "../../../kernel/read/page.ts";
import { canonicalEmail } from "../../../kernel/text/email.ts";
import { fold } from "../../../kernel/values/fold.ts";
import { fulfillmentStatus, orderStatus, paymentStatus } from "../schema.ts";

/** One or several values; an empty list if omitted. */
function several<Value>(value: z.ZodType<Value, string>) {
  return z
    .union([value.transform((one) => [one]), z.array(value).max(50)])
    .optional()
    .transform((values): readonly Value[] => values ?? []);
}

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
export const orderListQuery = z
  .object({
    ...pageQuery,
    q: absent(z.string().min(1).max(200)),
    number: several(
      z
        .string()
        .regex(/^\d{1,15}$/, "must be a whole number")
        .transform(Number),
    ),
    email: several(
      z
        .string()
        .min(1)
        .max(320)
        .transform((text) => fold(canonicalEmail(text.trim()) ?? text)),
    ),
    status: several(orderStatus),
    paymentStatus: several(paymentStatus),
    fulfillmentStatus: several(fulfillmentStatus),
    from: absent(from),
    to: absent(to),
    format: z.enum(["json", "csv"]).optional(),
  })
  .strict();
