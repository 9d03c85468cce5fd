import { describe, expect, it, vi } from "vitest";
import { reuseOf } from "../../../src/http/cache/canonical.ts";
import { twoQueries } from "../../../src/kernel/operation/budget.ts";
import { roundTripsOf } from "../../support/budgets/round-trips.ts";
import { routes, send } from "../../support/http/request.ts";
import { mintTenant } from "../../support/http/tenants.ts";
import { makeThing } from "../../support/http/things.ts";
import { pathWith } from "../paths.ts";

const cached = routes
  .filter((route) => reuseOf(route) !== null)
  .map((route) => ({ name: route.path, route }));

describe("a visitor's read", () => {
  it.each(cached)(
    "of $name takes at most two queries of D1 when it is cold, and none when it is cached",
    async ({ route }) => {
      const tenant = await mintTenant();
      const named = pathWith(route, (await makeThing(send, route, tenant)) ?? "");
      const path = route.path === "/v1/store/search" ? `${named}?q=lamp` : named;
      const misses: number[] = [];
      const read = async () => {
        const answer = await send("get", path, { headers: { "X-Tenant": tenant.slug } });
        const cacheStatus = answer.headers.get("Cache-Status") ?? "";
        const trips = roundTripsOf(answer.headers);
        if (cacheStatus === "rustok; fwd=miss; stored") misses.push(trips?.operation.d1 ?? -1);
        return { status: answer.status, cacheStatus, trips };
      };
      // The storefront hears of it a moment later.
      await vi.waitUntil(async () => (await read()).status === 200, { timeout: 25_000 });
      expect(misses.length).toBeGreaterThan(0);
      for (const d1 of misses) {
        expect(d1).toBeGreaterThan(0);
        expect(d1).toBeLessThanOrEqual(twoQueries.d1);
      }
      const hit = await vi.waitUntil(async () => {
        const one = await read();
        return one.cacheStatus === "rustok; hit" && one;
      });
      expect(hit.trips?.operation).toEqual({ d1: 0, objects: 0 });
      expect(hit.trips?.edge).toEqual({ d1: 0, objects: 0 });
    },
    30_000,
  );
});
