import { defineRoute } from "../../../kernel/api/route.ts";
import { simulatePromotions } from "./queries.ts";
import { simulationInput } from "./schema.ts";

export const simulationRoutes = [
  defineRoute({
    method: "post",
    path: "/v1/admin/promotions/simulate",
    tag: "Promotions",
    operationId: "simulatePromotions",
    summary: "Simulate promotions",
    description:
      "Prices a basket as a cart would be, and says of each promotion why it applies or why it does not. Nothing is written.",
    operation: simulatePromotions,
    body: simulationInput,
    input: ({ body }) => body,
    returns: "The priced basket, and what became of each promotion",
    refusals: [
      "unknown-variant",
      "price-unavailable",
      "unknown-reference",
      "currency-not-enabled",
      "too-large",
    ],
  }),
];
