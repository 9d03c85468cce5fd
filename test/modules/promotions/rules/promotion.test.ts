import { describe, expect, it } from "vitest";
import { promotionLimits } from "../../../../src/modules/promotions/limits.ts";
import {
  promotionCreated,
  promotionDeleted,
  promotionUpdated,
} from "../../../../src/modules/promotions/promotion/events.ts";
import {
  decidePromotion,
  decidePromotionChange,
  decidePromotionDeletion,
} from "../../../../src/modules/promotions/promotion/rules.ts";
import { type PromotionPatch, promotionInput } from "../../../../src/modules/promotions/promotion/schema.ts";
import { eventsOf, refusalOf } from "../../../support/decided.ts";
import { promotionOf, usdMoney as usd } from "../candidate.ts";

const id = "pro_1";
const spring = "2026-03-01T00:00:00.000Z";
const summer = "2026-06-01T00:00:00.000Z";

/** What is decided on a new promotion of a shop that has so many, and codes of others. */
function created(more: object = {}, { count = 0, owners = {} as Readonly<Record<string, string>> } = {}) {
  const input = promotionInput.parse({ name: "Ten percent", action: promotionOf({ id }).action, ...more });
  return decidePromotion(id, input, { count, ownerByCode: new Map(Object.entries(owners)) });
}

describe("a new promotion", () => {
  it("is a draft without limits unless it says otherwise", () => {
    expect(eventsOf(created())).toEqual([
      {
        type: promotionCreated.type,
        data: expect.objectContaining({
          ...{ name: "Ten percent", status: "draft", codes: null },
          limits: { uses: null, usesPerCustomer: null, budget: null },
        }),
      },
    ]);
    const limits = { uses: 3, usesPerCustomer: 1, budget: usd(500) };
    expect(eventsOf(created({ limits }))[0]?.data).toMatchObject({ limits });
  });

  it("is refused beyond the most that a shop may have", () => {
    const most = promotionLimits.promotions.value;
    expect(created({}, { count: most - 1 }).ok).toBe(true);
    expect(refusalOf(created({}, { count: most })).code).toBe("too-large");
  });

  it("ends after it starts, if it does both", () => {
    const endsBy = (startsAt: string | null, endsAt: string | null) => created({ startsAt, endsAt });
    for (const endsAt of [spring, "2026-02-01T00:00:00.000Z"])
      expect(refusalOf(endsBy(spring, endsAt))).toEqual({ code: "validation-failed", pointers: ["/endsAt"] });
    for (const sound of [endsBy(spring, summer), endsBy(null, spring), endsBy(spring, null)])
      expect(sound.ok).toBe(true);
  });

  it("has no code of another promotion, in whatever case, and each that is taken is named", () => {
    const owners = { one: "pro_2", two: "pro_3" };
    expect(refusalOf(created({ codes: ["ONE", "free", "Two"] }, { owners }))).toEqual({
      code: "duplicate-code",
      pointers: ["/codes/0", "/codes/2"],
    });
    expect(created({ codes: ["ONE"] }, { owners: { one: id } }).ok).toBe(true);
  });
});

describe("a change of a promotion", () => {
  const before = promotionOf({
    id,
    startsAt: spring,
    codes: ["ONE"],
    limits: { uses: 3, usesPerCustomer: null, budget: null },
  });
  const changed = (patch: PromotionPatch, owners: Readonly<Record<string, string>> = {}) =>
    decidePromotionChange(before, patch, { ownerByCode: new Map(Object.entries(owners)) });

  it("is an event of what differs, and none if nothing does", () => {
    expect(eventsOf(changed({ name: "Spring", priority: 0 }))).toEqual([
      { type: promotionUpdated.type, data: { name: "Spring" } },
    ]);
    expect(eventsOf(changed({ name: before.name, codes: ["ONE"], limits: { uses: 3 } }))).toEqual([]);
  });

  it("replaces its limits as a whole", () => {
    expect(eventsOf(changed({ limits: { usesPerCustomer: 1 } }))[0]?.data).toEqual({
      limits: { uses: null, usesPerCustomer: 1, budget: null },
    });
  });

  it("is checked against what stays", () => {
    expect(refusalOf(changed({ endsAt: spring })).pointers).toEqual(["/endsAt"]);
    expect(changed({ endsAt: summer }).ok).toBe(true);
    expect(refusalOf(changed({ codes: ["ONE", "TWO"] }, { one: id, two: "pro_2" })).pointers).toEqual([
      "/codes/1",
    ]);
  });
});

it("a promotion that is deleted is gone", () => {
  expect(decidePromotionDeletion(promotionOf({ id })).map(({ type }) => type)).toEqual([
    promotionDeleted.type,
  ]);
});
