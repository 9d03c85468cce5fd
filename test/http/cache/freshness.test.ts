import { describe, expect, it } from "vitest";
import type { Changes, StoredAnswer } from "../../../src/http/cache/answer.ts";
import { ageLimits, freshnessOf, type Heard } from "../../../src/http/cache/freshness.ts";

const filledAt = 1_000_000;
const page: StoredAnswer = {
  content: { status: 200, headers: {}, body: "{}" },
  filledAt,
  revision: { epoch: 1, seq: 5, revision: 10 },
  tags: ["prod_1", "settings"],
};
const absent: StoredAnswer = { ...page, content: { refusal: { code: "not-found", detail: "" } } };

function heard(tags: Readonly<Record<string, number>>, more: Partial<Changes> = {}): Heard {
  const changes = { epoch: 1, seq: 9, revision: 20, floor: 0, tags: new Map(Object.entries(tags)), ...more };
  return { state: "known", changes };
}
const nothingNew = heard({});
const after = (ms: number, answer = page, known = nothingNew, spread = 0) =>
  freshnessOf(answer, known, filledAt + ms, spread);

describe("an answer of the storefront", () => {
  it("is fresh for five seconds, and then served for a minute while a newer one is read", () => {
    expect(after(0)).toBe("fresh");
    expect(after(4_999)).toBe("fresh");
    expect(after(5_000)).toBe("stale");
    expect(after(59_999)).toBe("stale");
    expect(after(60_000)).toBe("expired");
  });

  it("expires up to a tenth earlier or later than others that were read with it", () => {
    expect(after(4_600, page, nothingNew, -1)).toBe("stale");
    expect(after(5_400, page, nothingNew, 1)).toBe("fresh");
  });

  it("is expired once something that it was made from has changed", () => {
    expect(after(100, page, heard({ prod_1: 11 }))).toBe("expired");
    expect(after(100, page, heard({ settings: 11 }))).toBe("expired");
    expect(after(100, page, heard({ "*": 11 }))).toBe("expired");
  });

  it("stays fresh while other things change, and after changes that it was read with", () => {
    expect(after(100, page, heard({ prod_2: 19 }))).toBe("fresh");
    expect(after(100, page, heard({ prod_1: 10 }))).toBe("fresh");
  });

  it("is expired if it was read before the changes that are known", () => {
    expect(after(100, page, heard({}, { floor: 11 }))).toBe("expired");
    expect(after(100, page, heard({}, { floor: 10 }))).toBe("fresh");
  });

  it("is expired after a restore", () => {
    expect(after(100, page, heard({}, { epoch: 2, seq: 3 }))).toBe("expired");
  });

  it("is expired while nothing has been heard of changes", () => {
    expect(after(100, page, { state: "unknown" })).toBe("expired");
  });

  it("is served for ten minutes while the read model can't be read, whatever has changed", () => {
    const away: Heard = { state: "unavailable" };
    expect(after(100, page, away)).toBe("stale");
    expect(after(ageLimits.staleIfError.value - 1, page, away)).toBe("stale");
    expect(after(ageLimits.staleIfError.value, page, away)).toBe("useless");
  });

  it("of a 404 is not served beyond five seconds", () => {
    expect(after(4_999, absent)).toBe("fresh");
    expect(after(5_000, absent)).toBe("expired");
  });

  it("from a clock that was ahead is not served", () => {
    expect(after(-1)).toBe("useless");
  });
});
