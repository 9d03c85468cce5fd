import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineModule } from "../../src/kernel/module.ts";
import { createRegistry } from "../../src/kernel/registry.ts";
import { defineEvent } from "../../src/kernel/write/event.ts";

const renamed = defineEvent("shop.thing.renamed", "thing", z.object({ name: z.string() }))
  .next(z.object({ title: z.string() }), ({ name }) => ({ title: name }))
  .next(z.object({ title: z.string(), locale: z.string() }), ({ title }) => ({ title, locale: "en" }));

describe("an event type", () => {
  it("has the number of its place in the chain as version", () => {
    expect(renamed.version).toBe(3);
    expect(renamed.schemas).toHaveLength(3);
  });

  it.each([
    [1, { name: "Lamp" }],
    [2, { title: "Lamp" }],
    [3, { title: "Lamp", locale: "en" }],
  ])("carries version %i to the newest", (version, data) => {
    expect(renamed.upcast(version, data)).toEqual({ title: "Lamp", locale: "en" });
  });
});

describe("the register of modules", () => {
  it("refuses a name that is used twice", () => {
    const one = defineModule({ name: "one", events: [renamed] });
    const two = defineModule({ name: "two", events: [renamed] });
    expect(() => createRegistry([one, two])).toThrow(/shop\.thing\.renamed.*twice/);
  });
});
