import { describe, expect, it } from "vitest";
import { rateChart, ratioChart } from "./chart.ts";
import { sampleCase } from "./sample.ts";

const barsOf = (svg: string) =>
  [...svg.matchAll(/<rect x="\d+" y="\d+" width="([\d.]+)"/g)].map(([, width]) => Number(width));

describe("the charts", () => {
  it("draw ratios as bars of one scale", () => {
    const [half = 0, whole = 0] = barsOf(ratioChart([sampleCase("page", 0.4), sampleCase("list", 0.8)]));
    expect(whole / half).toBeCloseTo(2, 1);
  });

  it("draw a case above its floor", () => {
    const [ours = 0, floor = 0] = barsOf(rateChart([sampleCase("page", 0.5)]));
    expect(floor / ours).toBeCloseTo(2, 1);
  });

  it("escape what names contain", () => {
    expect(ratioChart([sampleCase("page < list & search", 0.5)])).toContain("page &lt; list &amp; search");
  });
});
