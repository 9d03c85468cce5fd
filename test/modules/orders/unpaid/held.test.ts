import { describe, expect, it } from "vitest";
import { decidePlace } from "../../../../src/modules/orders/placing/rules.ts";
import { checkHeld, unitsOf } from "../../../../src/modules/orders/unpaid/rules.ts";
import { anyContext, refusalOf } from "../../../support/decided.ts";
import { draft, lampId, placement, rugId } from "../given.ts";

const line = (variantId: string, quantity: number, index: number, policy: "deny" | "untracked" = "deny") => ({
  variantId,
  quantity,
  policy,
  pointer: `/items/${index}`,
});

describe("what a shopper holds in unpaid orders", () => {
  const wanted = [line(lampId, 2, 0), line(rugId, 3, 1), line(lampId, 1, 2)];

  it("is counted per variant, over all lines; untracked variants are not counted", () => {
    expect([...unitsOf([...wanted, line(rugId, 9, 3, "untracked")])]).toEqual([
      [lampId, 3],
      [rugId, 3],
    ]);
  });

  it("may reach the limit together with other orders, and not exceed it", () => {
    expect(checkHeld(wanted, new Map([[lampId, 2]]), 5)).toEqual({ ok: true, value: null });
    expect(refusalOf(checkHeld(wanted, new Map([[lampId, 3]]), 5))).toEqual({
      code: "unpaid-limit-exceeded",
      pointers: ["/items/0", "/items/2"],
    });
  });

  it("does not concern untracked variants, and has no limit if the shop sets none", () => {
    expect(checkHeld([line(lampId, 9, 0, "untracked")], new Map([[lampId, 9]]), 5).ok).toBe(true);
    expect(checkHeld(wanted, new Map([[lampId, 900]]), null).ok).toBe(true);
  });
});

describe("a new order", () => {
  const bought = [{ variantId: lampId, quantity: 2 }];
  const stock = placement({ [lampId]: 9 });
  const shopper = { ...anyContext, caller: "shopper" };
  const place = (given: Parameters<typeof draft>, placing = stock, context: typeof anyContext = shopper) => {
    const result = decidePlace(draft(...given), placing, context);
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return result.value;
  };

  it("holds its units for its shopper until it is paid; staff hold none", () => {
    const { id, held } = place([bought]);
    expect(held).toEqual({ orderId: id, caller: "shopper", units: new Map([[lampId, 2]]) });
    expect(place([bought], stock, anyContext).held).toBeNull();
  });

  it("counts against the limit of shoppers, but not of staff", () => {
    const limited = {
      ...stock,
      settings: { ...stock.settings, maxUnpaidUnitsPerVariant: 2 },
      unpaidUnits: new Map([[lampId, 1]]),
    };
    expect(refusalOf(decidePlace(draft(bought), limited, shopper)).code).toBe("unpaid-limit-exceeded");
    expect(decidePlace(draft(bought), limited, anyContext).ok).toBe(true);
  });

  it("expires after the time that the shop gives its way of payment, or never", () => {
    const times = { cardOrderExpiryMinutes: 30, manualOrderExpiryMinutes: null };
    const timed = { ...stock, settings: { ...stock.settings, ...times } };
    expect(place([bought, { payment: { provider: "card" } }], timed).schedule).toEqual({
      job: "orders.expireUnpaid",
      at: anyContext.now + 1_800_000,
    });
    expect(place([bought, { payment: { provider: "manual" } }], timed)).not.toHaveProperty("schedule");
  });
});
