import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { pageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { listOwnOrders } from "../own/workflows.ts";
import { readOwnOrder } from "../queries.ts";
import { orderTokenAuthenticator } from "./order-token.ts";

export const storeRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/store/orders",
    tag: "Account",
    operationId: "listStoreOrders",
    summary: "List your own orders",
    description:
      "Lists the orders of the customer who has signed in, newest first, without the notes of staff. An order that was placed as a guest is listed if its e-mail address is the customer's and verified.",
    operation: listOwnOrders,
    query: z.strictObject(pageQuery),
    input: ({ page }) => page,
    returns: "A page of orders",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "get",
    path: "/v1/store/orders/{id}",
    tag: "Checkout",
    operationId: "getStoreOrder",
    summary: "Get your own order",
    description:
      "Returns an order to the shopper who placed it, without the notes of staff. A customer sends the access token of its account, a guest the order's access token.",
    operation: readOwnOrder,
    params: z.object({ id: opaqueId }),
    input: ({ params: { id }, tokens }) => ({ id, orderToken: tokens[orderTokenAuthenticator.name] ?? null }),
    returns: "The order",
  }),
];
