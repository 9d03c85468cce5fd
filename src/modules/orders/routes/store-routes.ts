import { z } from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { readOwnOrder } from "../queries.ts";
import { orderTokenAuthenticator } from "./order-token.ts";

export const storeRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/store/orders/{id}",
    summary: "Read your own order, as its customer or with its order token",
    operation: readOwnOrder,
    params: z.object({ id: opaqueId }),
    input: ({ params: { id }, tokens }) => ({ id, orderToken: tokens[orderTokenAuthenticator.name] ?? null }),
    returns: "The order",
  }),
];
