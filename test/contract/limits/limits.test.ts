import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { platformLimits } from "../../../src/limits.ts";
import { modules } from "../../../src/modules.ts";
import { limitsFile, limitsTable } from "./table.ts";

describe("the limits", () => {
  it("are documented in docs/limits.md (`npm run limits` writes it)", () => {
    expect(readFileSync(limitsFile, "utf8")).toBe(limitsTable());
  });

  it("have unique names within a part of the platform", () => {
    for (const limits of [platformLimits, ...modules.map((module) => module.limits)]) {
      const names = limits.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
