import { describe, expect, it } from "vitest";
import { refusalOf } from "../checkout/given.ts";
import { openPromotedStore, usd } from "./given.ts";

describe("a code", () => {
  it("takes something off as soon as it is entered, in whatever case, until it is removed", () => {
    const store = openPromotedStore();
    const { id } = store.promote({ codes: ["Summer"] });
    const { variantId } = store.sell();
    const cart = store.open({ items: [{ variantId, quantity: 2 }] });
    expect(cart.totals.discount).toEqual(usd(0));

    const reduced = store.enter(cart.id, " SUMMER ");
    expect(reduced).toMatchObject({
      items: [
        {
          discount: usd(200),
          adjustments: [{ promotionId: id, code: "Summer", label: "Ten percent", amount: usd(200) }],
        },
      ],
      adjustments: [{ promotionId: id, code: "Summer", target: "order", amount: usd(200) }],
      codes: [{ code: "SUMMER", applied: true, reason: null, explanation: "It takes $2.00 off." }],
      totals: { subtotal: usd(2_000), discount: usd(200), total: usd(1_800) },
    });
    expect(store.enter(cart.id, "summer").codes).toHaveLength(1);
    expect(store.withdraw(cart.id, "sUmMeR")).toMatchObject({ codes: [], totals: { discount: usd(0) } });
    expect(refusalOf(store.run("checkout.removeCode", { id: cart.id, code: "summer" })).code).toBe(
      "not-found",
    );
  });

  it("that nobody has, that is over or used up is refused", () => {
    const store = openPromotedStore();
    const { variantId } = store.sell({ ships: false });
    store.promote({ codes: ["OVER"], endsAt: new Date(store.clock.now()).toISOString() });
    store.promote({ codes: ["DRAFT"], status: "draft" });
    store.promote({ codes: ["SOON"], startsAt: new Date(store.clock.now() + 60_000).toISOString() });
    store.promote({ codes: ["ONCE"], limits: { uses: 1 } });
    expect(store.buy(variantId, { codes: ["once"] }).ok).toBe(true);
    const { id } = store.open({ items: [{ variantId, quantity: 1 }] });
    const refusal = (code: string) => refusalOf(store.run("checkout.addCode", { id, code }));
    expect(refusal("OVER")).toEqual({ code: "code-expired", pointers: ["/code"] });
    expect(refusal("ONCE")).toEqual({ code: "code-used-up", pointers: ["/code"] });
    for (const unknown of ["NEVER", "DRAFT", "SOON"])
      expect(refusal(unknown)).toEqual({ code: "code-unknown", pointers: ["/code"] });
    expect(refusalOf(store.buy(variantId, { codes: ["NEVER", "ONCE"] }))).toEqual({
      code: "code-unknown",
      pointers: ["/codes/0", "/codes/1"],
    });
  });

  it("whose conditions do not hold yet stays, says why in the cart's language, and applies once they hold", () => {
    const store = openPromotedStore();
    store.promote({ codes: ["BIG"], conditions: [{ kind: "subtotal", min: usd(2_500) }] });
    const { variantId } = store.sell();
    const { id } = store.open({ items: [{ variantId, quantity: 2 }], locale: "de" });
    expect(store.enter(id, "BIG").codes).toEqual([
      {
        code: "BIG",
        applied: false,
        reason: "code-not-applicable",
        explanation: "Die Aktion gilt ab 25,00\u00a0$; die Waren kosten 20,00\u00a0$.",
      },
    ]);
    expect(store.add(id, variantId)).toMatchObject({
      codes: [{ applied: true }],
      totals: { discount: usd(300) },
    });
  });

  it("is unique per tenant, whatever its case", () => {
    const store = openPromotedStore();
    const { id } = store.promote({ codes: ["Summer"] });
    const again = { name: "Other", action: { kind: "freeShipping" } };
    expect(
      refusalOf(store.staff("promotions.createPromotion", { ...again, codes: ["X", "SUMMER"] })),
    ).toEqual({
      code: "duplicate-code",
      pointers: ["/codes/1"],
    });
    store.must("promotions.updatePromotion", { id, patch: { codes: ["Winter"] } });
    expect(store.staff("promotions.createPromotion", { ...again, codes: ["SUMMER"] }).ok).toBe(true);
  });
});

describe("generated codes", () => {
  const seed = "an-unguessable-seed-of-43-characters-at-least";

  it("are as many as wanted, each with the prefix, and each for one order", () => {
    const store = openPromotedStore();
    const { id } = store.promote({ codes: [] });
    const { variantId } = store.sell({ ships: false });
    const { codes } = store.must("promotions.addCodes", {
      id,
      seed,
      count: 2_500,
      prefix: "VIP-",
      length: 8,
    }) as {
      readonly codes: readonly [string, string];
    };
    expect(new Set(codes).size).toBe(2_500);
    for (const code of codes) expect(code).toMatch(/^VIP-[0-9A-HJKMNP-TV-Z]{8}$/);
    expect(store.buy(variantId, { codes: [codes[0]] }).ok).toBe(true);
    expect(refusalOf(store.buy(variantId, { codes: [codes[0].toLowerCase()] })).code).toBe("code-used-up");
    expect(store.buy(variantId, { codes: [codes[1]] }).ok).toBe(true);
    expect(store.promotion(id)).toMatchObject({ used: 2, usedAmount: usd(200) });
  });

  it("are no others than those of the promotion, and gone with it", () => {
    const store = openPromotedStore();
    const automatic = store.promote();
    expect(refusalOf(store.staff("promotions.addCodes", { id: automatic.id, seed, count: 1 })).code).toBe(
      "validation-failed",
    );
    const { id } = store.promote({ codes: [] });
    const first = store.must("promotions.addCodes", { id, seed, count: 10 }) as {
      readonly codes: readonly string[];
    };
    // The same seed leads to the same codes, which are taken now.
    const second = store.must("promotions.addCodes", { id, seed, count: 10 }) as {
      readonly codes: readonly string[];
    };
    expect(new Set([...first.codes, ...second.codes]).size).toBe(20);
    store.must("promotions.deletePromotion", { id });
    expect(store.tenant.storage.rows("SELECT count(*) AS codes FROM promotion_codes")).toEqual([
      { codes: 0 },
    ]);
  });
});
