import { describe, expect, it } from "vitest";
import { decideUpdate } from "../../../../src/modules/orders/changing/status-rules.ts";
import { type Claimant, claimableEmail } from "../../../../src/modules/orders/claiming/rules.ts";
import { orderClaimed, orderPlaced, orderUpdated } from "../../../../src/modules/orders/events.ts";
import { decidePlace } from "../../../../src/modules/orders/index.ts";
import { context, draft, lampId, placed, placement } from "../given.ts";

/** A customer with an account, who has shown that the address is her own. */
const ada: Claimant = {
  id: "cus_ada",
  hasAccount: true,
  emailVerifiedAt: "2026-01-01T00:00:00.000Z",
  person: { email: "ada@example.com" },
};
const unverified = { ...ada, emailVerifiedAt: null };
const withoutAccount = { ...ada, hasAccount: false };
const erased = { ...ada, person: null };

describe("the e-mail address whose orders a customer may claim", () => {
  it("is that of an account which has verified it", () => {
    expect(claimableEmail(ada)).toBe("ada@example.com");
    expect([unverified, withoutAccount, erased].map(claimableEmail)).toEqual([null, null, null]);
  });
});

describe("a placed order", () => {
  const bought = [{ variantId: lampId, quantity: 1 }];
  const claims = (claimant: Claimant | undefined, customerId: string | null = null) => {
    const given = { ...placement({ [lampId]: 9_000 }), claimant };
    const result = decidePlace(draft(bought, { customerId }), given, context);
    if (!result.ok) throw new Error(result.refusal.detail);
    const ofOrder = result.value.events.filter(({ aggregate }) => aggregate.type === "order");
    return ofOrder.map(({ type, data }) => (type === orderClaimed.type ? data : type));
  };

  it("of a guest becomes the customer's whose address it has", () => {
    expect(claims(ada)).toEqual([orderPlaced.type, { customerId: ada.id }]);
  });

  it("of a guest stays nobody's if nobody may claim the address", () => {
    for (const claimant of [undefined, unverified, withoutAccount, erased])
      expect(claims(claimant)).toEqual([orderPlaced.type]);
  });

  it("of a customer stays that customer's", () => {
    expect(claims(ada, "cus_grace")).toEqual([orderPlaced.type]);
  });
});

describe("an order whose address staff corrects", () => {
  const order = placed();
  const corrected = (
    claimant: Claimant | undefined,
    customerId: string | null = null,
    email = "a@b.example",
  ) =>
    decideUpdate({ ...order, customerId }, { email, note: "Knock" }, claimant).map(({ type, data }) =>
      type === orderClaimed.type ? data : type,
    );

  it("becomes the customer's who may claim the new address", () => {
    expect(corrected(ada)).toEqual([orderUpdated.type, { customerId: ada.id }]);
  });

  it("stays a guest's if nobody may", () => {
    for (const claimant of [undefined, unverified, withoutAccount, erased])
      expect(corrected(claimant)).toEqual([orderUpdated.type]);
  });

  it("stays whose it was if it is a customer's, or if the address is the same", () => {
    expect(corrected(ada, "cus_grace")).toEqual([orderUpdated.type]);
    expect(corrected(ada, null, order.person?.email)).toEqual([orderUpdated.type]);
  });
});
