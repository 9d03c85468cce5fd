import { describe, expect, it } from "vitest";
import { readOptions } from "./options.ts";

describe("the options of the benchmark", () => {
  it("measure every case in five pairs by default", () => {
    const options = readOptions([]);
    expect(options).toMatchObject({ pairs: 5, json: null, svg: null, compare: null });
    expect(options?.only.test("cold page")).toBe(true);
  });

  it("select cases by a pattern", () => {
    const options = readOptions(["--only", "^cold"]);
    expect([options?.only.test("Cold list"), options?.only.test("cached page")]).toEqual([true, false]);
  });

  it.each(["0", "-1", "1.5", "many"])("refuse %s pairs", (pairs) => {
    expect(() => readOptions([`--pairs=${pairs}`])).toThrow("--pairs must be a positive number");
  });

  it("print help if asked to", () => {
    expect(readOptions(["--help"])).toBeNull();
  });
});
