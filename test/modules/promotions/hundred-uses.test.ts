import { describe, expect, it } from "vitest";
import { openPromotedStore, usd } from "./given.ts";

describe("a hundred uses", () => {
  it("are a hundred orders of five hundred that want the code, in any order, and are given back one by one", () => {
    const store = openPromotedStore();
    const { id } = store.promote({ codes: ["HUNDRED"], limits: { uses: 100, budget: usd(1_000_000) } });
    const { variantId } = store.sell({ ships: false, stocked: 1_000 });
    const results = Array.from({ length: 500 }, (_, index) =>
      store.buy(
        variantId,
        { email: `guest${index}@shop.example`, codes: ["HUNDRED"] },
        `192.0.2.${index % 250}`,
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(100);
    for (const result of results) if (!result.ok) expect(result.refusal.code).toBe("code-used-up");
    expect(store.promotion(id)).toMatchObject({ used: 100, usedAmount: usd(10_000) });
    expect(
      store.tenant.storage.rows("SELECT count(*) AS uses FROM promotion_uses WHERE returned = 0"),
    ).toEqual([{ uses: 100 }]);
  });
});
