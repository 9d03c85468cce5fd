import { describe, expect, it } from "vitest";
import { busyMs, byFile, hottest, placesOf } from "./hot.ts";
import type { CpuProfile } from "./inspector.ts";

const frame = (functionName: string, lineNumber = -1) => ({
  functionName,
  url: lineNumber < 0 ? "" : "index.js",
  lineNumber,
});
const bundle = "// src/app.ts\nfunction a() {}\n// node_modules/hono/dist/hono.js\nfunction b() {}";
const profile: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame("(root)"), children: [2, 5] },
    { id: 2, callFrame: frame("a", 1), children: [3] },
    { id: 3, callFrame: frame("b", 3), children: [4] },
    { id: 4, callFrame: frame("a", 1) },
    { id: 5, callFrame: frame("(idle)") },
  ],
  samples: [2, 3, 4, 5],
  timeDeltas: [100, 200, 100, 9_000],
};

describe("a profile", () => {
  const hots = hottest(profile, placesOf({ "index.js": bundle }));

  it("tells each function's share of the time in which anything ran", () => {
    expect(hots.find(({ name }) => name === "b")).toMatchObject({ self: 0.5, total: 0.75 });
  });

  it("counts a function that calls itself once", () => {
    expect(hots.find(({ name }) => name === "a")).toMatchObject({ self: 0.5, total: 1 });
  });

  it("finds the file of a function in the bundle", () => {
    expect(hots.find(({ name }) => name === "b")?.place).toBe("node_modules/hono/dist/hono.js:4");
  });

  it("tells how long anything ran, so that the time of a request is known", () => {
    expect(busyMs(profile)).toBe(0.4);
  });

  it("sums up the functions of a file or package", () => {
    expect(byFile(hots).slice(0, 2)).toEqual([
      ["src/app.ts", 0.5],
      ["hono", 0.5],
    ]);
  });
});
