import { describe, expect, it } from "vitest";
import type { Module } from "../../../../src/kernel/module.ts";
import { returnUses } from "../../../../src/modules/promotions/usage/policies.ts";
import { findWith } from "../support/find.ts";

/** A cancelled order keeps what it used. */
function keepsUses(modules: readonly Module[]): readonly Module[] {
  return modules.map((module) => ({
    ...module,
    policies: module.policies.filter((policy) => policy !== returnUses),
  }));
}

describe("the simulator finds", { timeout: 300_000 }, () => {
  it("a use of a promotion that a cancelled order does not give back", async () => {
    const { violation } = await findWith({ modules: keepsUses });
    expect(violation?.invariant).toBe("promotions count what orders use");
  });
});
