import * as z from "zod";
import { defineRoute } from "../../kernel/api/route.ts";
import { uncountedPageQuery } from "../../kernel/read/page.ts";
import { opaqueId } from "../../kernel/values/id.ts";
import { eraseCustomer } from "./erasing/commands.ts";
import { exportCustomer } from "./exporting/workflows.ts";

const params = z.object({ id: opaqueId });
const path = "/v1/admin/customers/{id}";

export const privacyRoutes = [
  defineRoute({
    method: "get",
    path: `${path}/export`,
    tag: "Customers",
    operationId: "exportCustomer",
    summary: "Export a customer",
    description:
      "What the shop knows of a customer, in parts: the record with its address book and groups, the account without its secrets, open carts, orders, comments, with the permission `logs:read` the audit log's entries about the customer, and stored mail. Orders and comments that guests placed with the customer's verified e-mail address are included. A page may be short or empty: follow `nextCursor` to the end.",
    operation: exportCustomer,
    params,
    query: z.strictObject(uncountedPageQuery),
    input: ({ params, page: { limit, after } }) => ({ ...params, limit, after }),
    returns: "Some parts of what is known of the customer",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/erase`,
    tag: "Customers",
    operationId: "eraseCustomer",
    summary: "Erase a customer",
    description:
      "Erases the person everywhere: the record, the address book, the account, carts, and the personal data of orders, of events and of the audit log. Orders keep items, amounts, taxes, countries and dates, comments their places in threads and their stars. Orders and comments that guests placed with the customer's verified e-mail address are included, and customers who have become this one. It can't be undone. Access ends at once, and orders follow: repeat the request to see how far it is. A deleted customer can be erased too.",
    operation: eraseCustomer,
    params,
    input: ({ params }) => params,
    returns: "The erasure",
    refusals: ["orders-open"],
  }),
];
