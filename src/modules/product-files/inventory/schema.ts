import * as z from "zod";
import { opaqueId } from "../../../kernel/values/id.ts";
import { quantity } from "../../inventory/index.ts";

/** The longest texts that a variant can be called by. */
export const longestName = { sku: 255, handle: 1_000, option: 255 } as const;

/** What a file says about one variant at one location. */
export const countedRow = z.object({
  /** Tells the variant if it isn't null. It must be of the handle's product, if there is one. */
  sku: z.string().min(1).max(longestName.sku).nullable(),
  handle: z.string().min(1).max(longestName.handle).nullable(),
  /** The option values, with the names that the file has for the options, if it has any. */
  options: z
    .array(
      z.object({
        name: z.string().max(longestName.option).nullable(),
        value: z.string().max(longestName.option),
      }),
    )
    .max(10),
  locationId: opaqueId,
  stocked: quantity,
});
export type CountedRow = z.infer<typeof countedRow>;

/** The most rows that are sent to the tenant's object at once. */
export const maxRows = 100;

/** What became of a row. `product` is null if the variant wasn't found. */
export const stockOutcome = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.enum(["updated", "unchanged"]), product: z.string() }),
  z.object({ outcome: z.literal("failed"), code: z.string(), detail: z.string() }),
]);
export type StockOutcome = z.infer<typeof stockOutcome>;
