import * as z from "zod";

const id = z.string().min(1).max(100);
const instant = z.iso.datetime();
const amount = z.int().min(0).max(1_000_000_000_000);
const count = z.int().min(1);
const rate = z.int().min(0).max(10_000);
const money = z.strictObject({ amount, currency: z.string().regex(/^[A-Z]{3}$/) });

/** Any of the lists matches. A selector with no list matches everything. What `exclude` matches is left out. */
export interface Selector {
  readonly products?: readonly string[] | undefined;
  readonly variants?: readonly string[] | undefined;
  readonly collections?: readonly string[] | undefined;
  /** With their descendants. */
  readonly categories?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly vendors?: readonly string[] | undefined;
  readonly exclude?: Selector | undefined;
}

const names = z.array(z.string()).min(1).optional();
const selector: z.ZodType<Selector> = z.lazy(() =>
  z.strictObject({
    products: names,
    variants: names,
    collections: names,
    categories: names,
    tags: names,
    vendors: names,
    exclude: selector.optional(),
  }),
);

const condition = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("subtotal"), min: money }),
  z.strictObject({ kind: z.literal("quantity"), min: count, selector: selector.optional() }),
  z.strictObject({ kind: z.literal("contains"), selector }),
  z.strictObject({ kind: z.literal("country"), in: z.array(z.string()).min(1) }),
  z.strictObject({ kind: z.literal("customerGroup"), in: z.array(z.string()).min(1) }),
  z.strictObject({ kind: z.literal("firstOrder") }),
  z.strictObject({
    kind: z.literal("weekday"),
    in: z.array(z.int().min(1).max(7)).min(1),
    timeZone: z.string(),
  }),
]);

const on = z.enum(["items", "order", "shipping"]);
const action = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("percent"),
    on,
    rate,
    selector: selector.optional(),
    maxAmount: money.optional(),
    maxQuantity: count.optional(),
  }),
  z.strictObject({
    kind: z.literal("amount"),
    on,
    amounts: z.array(money).min(1),
    per: z.enum(["item", "line", "order"]),
    selector: selector.optional(),
    maxQuantity: count.optional(),
  }),
  z.strictObject({ kind: z.literal("fixedPrice"), amounts: z.array(money).min(1), selector }),
  z.strictObject({
    kind: z.literal("buyGet"),
    buy: z.strictObject({ quantity: count, selector: selector.optional() }),
    get: z.strictObject({ quantity: count, selector: selector.optional(), rate }),
    pick: z.enum(["cheapest", "dearest"]),
    repeat: z.boolean(),
  }),
  z.strictObject({ kind: z.literal("freeShipping"), upTo: z.array(money).optional() }),
  z.strictObject({
    kind: z.literal("tiers"),
    tiers: z.array(z.strictObject({ min: money, rate: rate.optional(), amount: money.optional() })).min(1),
  }),
]);

/** As the admin API has it. */
export const promotion = z.strictObject({
  id,
  name: z.string(),
  status: z.enum(["active", "draft", "archived"]),
  createdAt: instant,
  /** Absent: it needs none. */
  codes: z.array(z.string()).min(1).optional(),
  startsAt: instant.optional(),
  endsAt: instant.optional(),
  priority: z.int(),
  /** Absent: false. */
  exclusive: z.boolean().optional(),
  /** Absent: `all`. */
  stacksWith: z.enum(["all", "none", "other-kinds"]).optional(),
  conditions: z.array(condition),
  action,
  limits: z
    .strictObject({
      uses: count.optional(),
      usesPerCustomer: count.optional(),
      budget: money.optional(),
    })
    .optional(),
  /** How often it was used already. Absent: never. */
  used: z.int().min(0).optional(),
  /** What it took off already. Absent: nothing. */
  usedAmount: money.optional(),
  /** Who used it already, one entry for each use, for `usesPerCustomer`. Absent: nobody. */
  usedBy: z.array(z.strictObject({ customerId: id.optional(), email: z.string().optional() })).optional(),
});
