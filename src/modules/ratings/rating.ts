import * as z from "zod";

/** What the reviews of something come to. */
export const rating = z.object({
  average: z
    .number()
    .min(1)
    .max(5)
    .nullable()
    .describe("The average of the stars, rounded to two decimals. Null without reviews."),
  count: z.int().min(0).describe("How many approved reviews have stars."),
});
export type Rating = z.infer<typeof rating>;

/** What nobody has given stars to. */
export const noRating: Rating = { average: null, count: 0 };

/** The average of stars in hundredths, rounded. */
export function hundredthsOf(stars: number, count: number): number {
  return Math.round((stars * 100) / count);
}

/** A rating from the sum of its stars. */
export function ratingOf(stars: number, count: number): Rating {
  return count === 0 ? noRating : { average: hundredthsOf(stars, count) / 100, count };
}
