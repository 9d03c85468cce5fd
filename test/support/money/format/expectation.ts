import * as z from "zod";

/** An integer in the minor unit of the basket's currency. */
const amount = z.int().min(0);
const taxes = z.array(z.strictObject({ name: z.string(), rate: z.int(), amount }));

/** Why a promotion took something off, or did not. */
export const reason = z.enum([
  "applied",
  "not-active",
  "not-started",
  "ended",
  "no-code",
  "used-up",
  "condition-not-met",
  "excluded",
  "does-not-stack",
  "nothing-to-discount",
  "budget-spent",
]);

const item = z.strictObject({
  unitPrice: amount,
  /** Absent: nothing to compare with. */
  compareAtPrice: amount.optional(),
  subtotal: amount,
  discount: amount,
  /** In the order in which they were made; none of 0. `code` is spelled as the promotion has it. */
  adjustments: z.array(
    z.strictObject({ promotionId: z.string(), code: z.string().nullable(), amount: z.int().min(1) }),
  ),
  taxes,
  tax: amount,
  total: amount,
});

/** What a basket costs, and why. */
export const expectation = z.strictObject({
  /** As the basket has them. */
  items: z.array(item),
  /** Of the order and of shipping. Those of the order are in the items too, line by line. */
  adjustments: z.array(
    z.strictObject({
      promotionId: z.string(),
      target: z.enum(["order", "shipping"]),
      amount: z.int().min(1),
    }),
  ),
  shipping: z.strictObject({ subtotal: amount, discount: amount, taxes }),
  totals: z.strictObject({
    subtotal: amount,
    discount: amount,
    shipping: amount,
    tax: amount,
    total: amount,
  }),
  /** All of the shop, in the order in which they are considered. */
  promotions: z.array(z.strictObject({ id: z.string(), applied: z.boolean(), reason })),
  /** As typed. Absent: the basket has none. */
  codes: z.array(z.strictObject({ code: z.string(), applied: z.boolean() })).optional(),
});
