import { defineLimits } from "../../kernel/limit.ts";

export const opsLimits = defineLimits({
  tenantsAtOnce: {
    value: 200,
    unit: "count",
    per: "response",
    what: "Tenants whose subscriptions are sorted together in `GET /v1/ops/subscriptions` without a tenant",
    beyond: "`nextCursor` continues with the next tenants",
  },
});
