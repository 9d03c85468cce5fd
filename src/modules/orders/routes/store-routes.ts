import { z } from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { readOwnOrder } from "../queries.ts";
import { orderTokenAuthenticator } from "./order-token.ts";

export const storeRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/store/orders/{id}",
    tag: "Checkout",
    operationId: "getStoreOrder",
    summary: "Get your own order",
    description:
      "Returns an order to the shopper who placed it, without the notes of staff. A guest sends the order's access token.",
    operation: readOwnOrder,
    params: z.object({ id: opaqueId }),
    input: ({ params: { id }, tokens }) => ({ id, orderToken: tokens[orderTokenAuthenticator.name] ?? null }),
    returns: "The order",
  }),
];
