import { expect, it } from "vitest";
import { judgeSight, titleOf } from "./storefront/judge.ts";

const start = 1_000_000;
const known = {
  slug: "harbour",
  sent: 3,
  projected: [
    { number: 1, at: start },
    { number: 2, at: start + 10_000 },
  ],
};
const calm = { outages: [] };
const hit = "rustok; hit";
const seen = (number: number, sentAt: number, cache = hit) => ({
  sentAt,
  cache,
  title: titleOf("harbour", number),
});

it("a hit may show what the read model had two seconds before", () => {
  expect(judgeSight(seen(1, start + 12_000), known, calm)).toBeNull();
  expect(judgeSight(seen(2, start + 13_000), known, calm)).toBeNull();
});

it("a hit that is older is found", () => {
  expect(judgeSight(seen(1, start + 12_500), known, calm)).toContain("2500 ms after the read model had 2");
});

it("a product that is not shown any more is found", () => {
  expect(judgeSight({ ...seen(0, start + 12_500), title: null }, known, calm)).not.toBeNull();
});

it("a stale answer is older than that only while the read model is away", () => {
  const stale = seen(1, start + 30_000, "rustok; hit; fwd=stale");
  expect(judgeSight(stale, known, calm)).not.toBeNull();
  const outages = [{ from: start + 10_500, until: start + 29_000, kind: "down" as const }];
  expect(judgeSight(stale, known, { outages })).toBeNull();
});

it("a hit is not excused by an outage", () => {
  const outages = [{ from: start + 10_500, until: start + 29_000, kind: "down" as const }];
  expect(judgeSight(seen(1, start + 30_000), known, { outages })).not.toBeNull();
});

it("another shop's product under the same handle is found", () => {
  const title = titleOf("hilltop", 2);
  expect(judgeSight({ ...seen(2, start + 13_000), title }, known, calm)).toContain("Lamp of hilltop");
});

it("a change that nobody has made is found", () => {
  expect(judgeSight(seen(4, start + 13_000), known, calm)).toContain("nobody has written");
});
