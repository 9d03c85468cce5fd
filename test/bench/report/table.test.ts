import { describe, expect, it } from "vitest";
import { sampleCase } from "./sample.ts";
import { tableOf } from "./table.ts";

describe("the table", () => {
  it("has a line for each case, with ratio, spread, target, rates and lag", () => {
    const [head, line] = tableOf([sampleCase("cart line add", 0.75, { lagMs: 340 })]).split("\n");
    expect(head?.split(/ {2,}/)).toContain("ratio");
    expect(line?.split(/ {2,}/)).toEqual([
      "cart line add",
      "0.75",
      "0.65..0.85",
      "0.5",
      "750",
      "3.0 ms",
      "12.3 ms",
      "hello",
      "1000",
      "2.0 ms",
      "9.0 ms",
      "0.3 s",
    ]);
  });

  it("says where a target is missed", () => {
    expect(tableOf([sampleCase("search", 0.4)])).toContain("0.5 missed");
    expect(tableOf([sampleCase("search", 0.6)])).not.toContain("missed");
  });

  it("says where the read model took more than two seconds", () => {
    expect(tableOf([sampleCase("checkout", 0.6, { lagMs: 2_001 })])).toContain("2.0 s missed");
  });

  it("leaves empty what nobody has set or measured", () => {
    const ours = { perSecond: 12.34, p50: null, p99: null };
    const text = tableOf([sampleCase("import", 0.6, { target: null, ours })]);
    expect(text).toContain("12.3");
    expect(text).not.toMatch(/null|NaN|missed/);
  });
});
