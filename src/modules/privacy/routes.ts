import { z } from "zod";
import { defineRoute } from "../../kernel/api/route.ts";
import { opaqueId } from "../../kernel/values/id.ts";
import { eraseCustomer } from "./commands.ts";

const params = z.object({ id: opaqueId });
const path = "/v1/admin/customers/{id}";

export const privacyRoutes = [
  defineRoute({
    method: "post",
    path: `${path}/erase`,
    tag: "Customers",
    operationId: "eraseCustomer",
    summary: "Erase a customer",
    description:
      "Erases the person everywhere: the record, the address book, the account, carts, and the personal data of orders, of events and of the audit log. Orders keep items, amounts, taxes, countries and dates. Orders that guests placed with the customer's verified e-mail address are included, and customers who have become this one. It can't be undone. Access ends at once, and orders follow: repeat the request to see how far it is. A deleted customer can be erased too.",
    operation: eraseCustomer,
    params,
    input: ({ params }) => params,
    returns: "The erasure",
    refusals: ["orders-open"],
  }),
];
