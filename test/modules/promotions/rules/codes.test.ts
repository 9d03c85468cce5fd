import { describe, expect, it } from "vitest";
import { codeKeyOf } from "../../../../src/modules/promotions/codes/code.ts";
import { codesDeleted, codesGenerated } from "../../../../src/modules/promotions/codes/events.ts";
import {
  decideCodes,
  decideCodesDeletion,
  generateCodes,
} from "../../../../src/modules/promotions/codes/rules.ts";
import { batchSize } from "../../../../src/modules/promotions/codes/schema.ts";
import { promotionIds } from "../../../../src/modules/promotions/ids.ts";
import { promotionLimits } from "../../../../src/modules/promotions/limits.ts";
import { anyContext, eventsOf, refusalOf } from "../../../support/decided.ts";
import { promotionOf } from "../candidate.ts";

const generation = { seed: "seed", digest: anyContext.digest, isTaken: () => false };

describe("generated codes", () => {
  it("are letters of the digest, five bits each, behind the prefix", () => {
    const digest = () => "ABfgz_-9";
    const wanted = { count: 1, prefix: "VIP-", length: 8 };
    expect(generateCodes(wanted, { ...generation, digest })).toEqual(["VIP-01Z0KZYX"]);
    expect(generateCodes({ count: 1, length: 6 }, { ...generation, digest })).toEqual(["01Z0KZ"]);
  });

  it("are as many as wanted, and the same for the same seed", () => {
    const codes = generateCodes({ count: 3, length: 10 }, generation);
    expect(new Set(codes).size).toBe(3);
    expect(generateCodes({ count: 3, length: 10 }, generation)).toEqual(codes);
    expect(generateCodes({ count: 3, length: 10 }, { ...generation, seed: "other" })).not.toEqual(codes);
  });

  it("leave out those that are taken", () => {
    const [first, second, third] = generateCodes({ count: 3, length: 10 }, generation);
    const isTaken = (key: string) => key === codeKeyOf(first ?? "");
    expect(generateCodes({ count: 2, length: 10 }, { ...generation, isTaken })).toEqual([second, third]);
  });
});

describe("codes that are added to a promotion", () => {
  const named = promotionOf({ id: "pro_1", codes: [] });
  const newId = () => anyContext.newId(promotionIds.promotionCodes);
  const codes = (count: number) => Array.from({ length: count }, (_, index) => `CODE${index}`);

  it("are stored in batches", () => {
    const events = eventsOf(decideCodes(named, codes(batchSize + 1), 0, newId));
    expect(events.map(({ type }) => type)).toEqual([codesGenerated.type, codesGenerated.type]);
    expect(events.map(({ data }) => data.promotionId)).toEqual(["pro_1", "pro_1"]);
    expect(events.flatMap(({ data }) => data.codes)).toEqual(codes(batchSize + 1));
  });

  it("are refused beyond the most that a shop may have", () => {
    const most = promotionLimits.storedCodes.value;
    expect(decideCodes(named, codes(2), most - 2, newId).ok).toBe(true);
    expect(refusalOf(decideCodes(named, codes(2), most - 1, newId)).code).toBe("too-large");
  });

  it("are refused if it applies by itself", () => {
    const automatic = promotionOf({ id: "pro_1", codes: null });
    expect(refusalOf(decideCodes(automatic, codes(1), 0, newId))).toEqual({
      code: "validation-failed",
      pointers: [""],
    });
  });

  it("go with it, batch by batch", () => {
    expect(decideCodesDeletion(["a", "b"]).map(({ type, aggregate }) => [type, aggregate.id])).toEqual([
      [codesDeleted.type, "a"],
      [codesDeleted.type, "b"],
    ]);
  });
});

it("codes that differ in case, in how letters are composed or in spaces around them are the same", () => {
  const spellings = ["Straße", "STRASSE", " strasse ", "ﬆrasse"];
  expect(new Set(spellings.map(codeKeyOf)).size).toBe(1);
  expect(codeKeyOf("e\u0301te")).toBe(codeKeyOf("ÉTE"));
});
