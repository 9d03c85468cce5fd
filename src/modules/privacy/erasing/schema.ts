import * as z from "zod";
import { idText } from "../../../kernel/values/id.ts";
import { customerIds } from "../../customers/ids.ts";

const instant = z.iso.datetime();

/** The wire shape of an erasure. */
export const erasure = z.object({
  customerId: idText(customerIds.customer),
  status: z
    .enum(["running", "completed"])
    .describe("While it runs, orders follow. Access has ended, and the customer's record is erased already."),
  orders: z.int().describe("How many orders have been erased."),
  requestedAt: instant,
  completedAt: instant.nullable(),
});
export type ErasureResponse = z.infer<typeof erasure>;
