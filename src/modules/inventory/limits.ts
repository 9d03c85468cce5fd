import { defineLimits } from "../../kernel/limit.ts";

export const inventoryLimits = defineLimits({
  movedReservations: {
    value: 500,
    unit: "count",
    per: "request",
    what: "Reservations that move with stock to another location",
    beyond: "422 `too-large`",
  },
});
