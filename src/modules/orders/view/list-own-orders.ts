import * as z from "zod";
import { mapItems, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineViewQuery } from "../../../kernel/read/query.ts";
import { ok } from "../../../kernel/values/result.ts";
import { toListedStoreOrder } from "../presentation.ts";
import { listedStoreOrderShape } from "../wire-schema.ts";
import { orderFilters } from "./filters.ts";
import { readOrderPage } from "./list-orders.ts";

/** The orders of a customer, newest first. Whose they are, its caller says. */
export const listOrdersOfCustomer = defineViewQuery({
  name: "orders.listOrdersOfCustomer",
  access: "customer",
  internal: true,
  input: pageRequest.extend({ customerId: z.string() }),
  output: pageOutput(listedStoreOrderShape),
  varies: [],
  async run(model, { customerId, ...page }, { tenantId }) {
    const filters = orderFilters.parse({ customerId: [customerId] });
    return ok(mapItems(await readOrderPage(model, tenantId, filters, page), toListedStoreOrder));
  },
});
