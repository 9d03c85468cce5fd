import { z } from "zod";
import { shown } from "../../kernel/api/reply.ts";
import { defineRoute } from "../../kernel/api/route.ts";
import { opaqueId } from "../../kernel/values/id.ts";
import { orderTokenAuthenticator } from "./order-token.ts";
import { readOwnOrder } from "./queries.ts";
import { orderShape } from "./wire-schema.ts";

export const storeRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/store/orders/{id}",
    summary: "Read one's own order; without an account, by the token that came with it",
    access: readOwnOrder.access,
    params: z.object({ id: opaqueId }),
    replies: { 200: { description: "The order", schema: orderShape } },
    async handle({ params: { id }, tokens, services }) {
      return shown(
        await services.ask(readOwnOrder, {
          id,
          orderToken: tokens[orderTokenAuthenticator.name] ?? null,
        }),
      );
    },
  }),
];
