import { describe, expect, it } from "vitest";
import { collectProblems, defineProblems, platformProblems, refusal } from "../../src/kernel/api/problem.ts";
import { defineModule } from "../../src/kernel/module.ts";
import { problemOf } from "../../src/kernel/registry.ts";
import { registry } from "../../src/registry.ts";

const worn = { status: 409, title: "Worn out", help: "Buy a new one." };

describe("problem codes", () => {
  it("come from the platform and from every module", () => {
    const codes = [...registry.problemByCode.keys()];
    expect(codes).toEqual(expect.arrayContaining(Object.keys(platformProblems)));
    for (const { problems } of registry.modules)
      expect(codes).toEqual(expect.arrayContaining(Object.keys(problems)));
    expect(problemOf(registry, "duplicate-sku").status).toBe(409);
  });

  it("are declared once, by the platform or by one module", () => {
    const one = { name: "one", problems: { "worn-out": worn } };
    expect(() => collectProblems([one, { ...one, name: "two" }])).toThrow(/"worn-out".*twice/);
    expect(() => collectProblems([{ name: "one", problems: { "not-found": worn } }])).toThrow(
      /"not-found".*twice/,
    );
  });

  it("do not compile where no module declares them", () => {
    // @ts-expect-error there is no such code
    refusal("worn-out", "It is worn out.");
    expect(defineProblems({ "worn-out": worn })).toEqual({ "worn-out": worn });
  });

  it("cannot be left out of a module that has registered their types", () => {
    // @ts-expect-error the module's problems are missing
    defineModule({ name: "checkout" });
    // @ts-expect-error no types are registered for this module
    defineModule({ name: "wear", problems: { "worn-out": worn } });
  });
});
