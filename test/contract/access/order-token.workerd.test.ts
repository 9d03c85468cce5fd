import { expect, it } from "vitest";
import { bodyHeaders } from "../../support/http/entitled.ts";
import { orderTokenOf } from "../../support/http/orders.ts";
import { routes, send } from "../../support/http/request.ts";
import { mintTenant } from "../../support/http/tenants.ts";
import { pathWith, unknownId } from "../paths.ts";

it("an order's token opens what says so, and is no credential anywhere else", async () => {
  const tenant = await mintTenant();
  const token = { "X-Tenant": tenant.slug, "X-Order-Token": orderTokenOf(tenant) };
  const deviations: string[] = [];
  const guarded = routes.filter(({ access }) => access !== "public");
  for (const route of guarded) {
    const headers = { ...bodyHeaders(route), ...token };
    const { status } = await send(route.method, pathWith(route, unknownId), { headers });
    if ((status !== 401) !== route.opensByToken) deviations.push(`${route.method} ${route.path}: ${status}`);
  }
  expect(deviations).toEqual([]);
  expect(guarded.filter(({ opensByToken }) => opensByToken).map(({ path }) => path)).toEqual([
    "/v1/store/orders/{id}",
  ]);
}, 30_000);
