import { z } from "zod";
import { pageQuery } from "../../../kernel/read/page.ts";
import { fold } from "../../../kernel/values/fold.ts";
import { fulfillmentStatus, orderStatus, paymentStatus } from "../schema.ts";

/** One value or several; none where it is left out. */
function several<Value>(value: z.ZodType<Value, string>) {
  return z
    .union([value.transform((one) => [one]), z.array(value).max(50)])
    .optional()
    .transform((values): readonly Value[] => values ?? []);
}

/** Null where it is left out. */
function absent<Value>(value: z.ZodType<Value, string>) {
  return value.optional().transform((given) => given ?? null);
}

const day = z.iso.date();
const instant = z.union([day, z.iso.datetime({ offset: true })]);

/** A day begins and ends in UTC; both ends are included. */
const from = instant.transform((text) => new Date(text).toISOString());
const to = instant.transform((text) =>
  new Date(day.safeParse(text).success ? `${text}T23:59:59.999Z` : text).toISOString(),
);

/** What a list of orders takes. */
export const orderListQuery = z
  .object({
    ...pageQuery,
    q: absent(z.string().min(1).max(200)),
    number: several(
      z
        .string()
        .regex(/^\d{1,15}$/, "a whole number")
        .transform(Number),
    ),
    email: several(z.string().min(1).max(320).transform(fold)),
    status: several(orderStatus),
    paymentStatus: several(paymentStatus),
    fulfillmentStatus: several(fulfillmentStatus),
    from: absent(from),
    to: absent(to),
  })
  .strict();
