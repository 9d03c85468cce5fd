import { describe, expect, it } from "vitest";
import { median, medianInterval, percentile, spreadOf } from "./statistics.ts";

describe("the median", () => {
  it("is the middle value, in whatever order they come", () => {
    expect(median([30, 10, 200])).toBe(30);
  });

  it("is the mean of the two in the middle if the count is even", () => {
    expect(median([4, 1, 3, 100])).toBe(3.5);
  });

  it("comes with the least and the most", () => {
    expect(spreadOf([0.8, 0.5, 0.9])).toEqual({ median: 0.8, min: 0.5, max: 0.9 });
  });
});

describe("a percentile", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  it("is the least value that this share does not exceed", () => {
    expect(percentile(hundred, 0.5)).toBe(50);
    expect(percentile(hundred, 0.99)).toBe(99);
  });

  it("of one value is that value", () => {
    expect(percentile([7], 0.99)).toBe(7);
  });
});

describe("the interval of a median", () => {
  it("is between the 6th and the 15th of 20 values", () => {
    const values = Array.from({ length: 20 }, (_, index) => index + 1);
    expect(medianInterval(values)).toEqual([6, 15]);
  });

  it("is from the least to the most of 6 values, and unknown for fewer", () => {
    expect(medianInterval([3, 1, 2, 6, 5, 4])).toEqual([1, 6]);
    expect(medianInterval([1, 2, 3, 4, 5])).toEqual([Number.NaN, Number.NaN]);
  });
});
