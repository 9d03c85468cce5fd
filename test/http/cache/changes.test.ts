import { describe, expect, it } from "vitest";
import { createChangeFeed } from "../../../src/http/cache/isolate/changes.ts";

const start = 1_000_000;
const reported = (revision: number, ageMs = 0, epoch = 1) => ({
  changes: { epoch, seq: 3, revision, floor: 0, tags: [["prod_1", revision]] as const },
  ageMs,
});

describe("what an isolate hears of a tenant's changes", () => {
  it("is asked for once a second", () => {
    const feed = createChangeFeed();
    expect(feed.isDue("ten_1", start)).toBe(true);
    expect(feed.isDue("ten_1", start + 999)).toBe(false);
    expect(feed.isDue("ten_2", start + 999)).toBe(true);
    expect(feed.isDue("ten_1", start + 1_000)).toBe(true);
  });

  it("is known for two seconds from when it was read", () => {
    const feed = createChangeFeed();
    feed.isDue("ten_1", start);
    feed.tell("ten_1", reported(7, 500), start);
    expect(feed.heard("ten_1", start + 1_499)).toMatchObject({ state: "known", changes: { revision: 7 } });
    expect(feed.heard("ten_1", start + 1_500)).toEqual({ state: "unknown" });
  });

  it("is unknown before the first answer", () => {
    const feed = createChangeFeed();
    expect(feed.heard("ten_1", start)).toEqual({ state: "unknown" });
    feed.isDue("ten_1", start);
    expect(feed.heard("ten_1", start + 1_000)).toEqual({ state: "unknown" });
  });

  it("is unavailable once asking has failed, until it succeeds", () => {
    const feed = createChangeFeed();
    feed.isDue("ten_1", start);
    feed.failed("ten_1", start);
    expect(feed.heard("ten_1", start)).toEqual({ state: "unavailable" });
    feed.isDue("ten_1", start + 1_000);
    feed.tell("ten_1", reported(7), start + 1_000);
    expect(feed.heard("ten_1", start + 1_000)).toMatchObject({ state: "known" });
  });

  it("is unavailable for three seconds after asking has failed: then it may be back", () => {
    const feed = createChangeFeed();
    feed.isDue("ten_1", start);
    feed.failed("ten_1", start + 200);
    expect(feed.heard("ten_1", start + 3_199)).toEqual({ state: "unavailable" });
    expect(feed.heard("ten_1", start + 3_200)).toEqual({ state: "unknown" });
  });

  it("is unavailable if an answer takes longer than a second, although others ask meanwhile", () => {
    const feed = createChangeFeed();
    feed.isDue("ten_1", start);
    feed.isDue("ten_1", start + 1_000);
    expect(feed.heard("ten_1", start + 1_001)).toEqual({ state: "unavailable" });
  });

  it("is unknown, not unavailable, when a shop is visited again after a question that was never answered", () => {
    const feed = createChangeFeed();
    feed.isDue("ten_1", start);
    feed.isDue("ten_1", start + 60_000);
    expect(feed.heard("ten_1", start + 60_000)).toEqual({ state: "unknown" });
  });

  it("never goes back to an earlier revision, whatever order answers arrive in", () => {
    const feed = createChangeFeed();
    feed.isDue("ten_1", start);
    feed.tell("ten_1", reported(9), start);
    feed.tell("ten_1", reported(8), start);
    expect(feed.heard("ten_1", start)).toMatchObject({ changes: { revision: 9 } });
    feed.tell("ten_1", reported(10, 0, 2), start);
    expect(feed.heard("ten_1", start)).toMatchObject({ changes: { epoch: 2, revision: 10 } });
  });

  it("is unknown, not unavailable, after D1 was put back to an earlier time", () => {
    const feed = createChangeFeed();
    feed.isDue("ten_1", start);
    feed.tell("ten_1", reported(9), start);
    feed.isDue("ten_1", start + 3_000);
    feed.tell("ten_1", reported(5), start + 3_000);
    expect(feed.heard("ten_1", start + 4_500)).toEqual({ state: "unknown" });
  });

  it("is asked for again after a clock that was ahead", () => {
    const feed = createChangeFeed();
    feed.isDue("ten_1", start + 3_600_000);
    expect(feed.isDue("ten_1", start)).toBe(true);
  });

  it("forgets the tenant that was not visited the longest", () => {
    const feed = createChangeFeed(2);
    for (const [tenant, at] of [
      ["ten_1", start],
      ["ten_2", start],
      ["ten_1", start + 1_000],
      ["ten_3", start + 1_000],
    ] as const) {
      feed.isDue(tenant, at);
      feed.tell(tenant, reported(1), at);
    }
    const states = ["ten_1", "ten_2", "ten_3"].map((one) => feed.heard(one, start + 1_000).state);
    expect(states).toEqual(["known", "unknown", "known"]);
  });
});
