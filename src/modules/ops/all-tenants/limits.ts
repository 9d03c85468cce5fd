import { defineLimits } from "../../../kernel/limit.ts";

export const opsLimits = defineLimits({
  tenantsAtOnce: {
    value: 200,
    unit: "count",
    per: "response",
    what: "Tenants that `GET /v1/ops/subscriptions` sorts together, and that `POST /v1/platform/rebuilds` rebuilds; of the platform, the tenants that `GET /v1/ops/metrics` asks",
    beyond: "`nextCursor` and `next` continue with the next tenants",
  },
});
