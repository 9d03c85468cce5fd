import * as z from "zod";

const quantity = z.int().min(1).max(1_000_000);

/** The lower end of a stored range. One unit is where a range without a lower end starts. */
export const minQuantity = z.int().nullable();

/** The quantities that a price is for, as a request says them. Both are included. */
export const quantityRange = z.object({
  minQuantity: quantity
    .nullable()
    .optional()
    .transform((value) => (value === undefined || value === 1 ? null : value))
    .describe("The lowest quantity that the price is for. One if it is left out."),
  maxQuantity: quantity
    .nullable()
    .optional()
    .transform((value) => value ?? null)
    .describe("The highest quantity that the price is for. There is none if it is left out."),
});

type Range = z.infer<typeof quantityRange>;

/** Refuses a range that ends before it starts. */
export function endingAfterStart<Schema extends z.ZodType<Range>>(schema: Schema): Schema {
  return schema.refine(
    ({ minQuantity, maxQuantity }) => maxQuantity === null || (minQuantity ?? 1) <= maxQuantity,
    {
      path: ["maxQuantity"],
      error: "is below minQuantity",
    },
  );
}

/** A range of quantities as prices are shown with it: null is no end. */
export const shownRange = { minQuantity: z.int().nullable(), maxQuantity: z.int().nullable() };
