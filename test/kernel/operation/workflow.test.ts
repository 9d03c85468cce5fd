import { expect, it } from "vitest";
import { z } from "zod";
import { oneCall } from "../../../src/kernel/operation/budget.ts";
import { defineWorkflow } from "../../../src/kernel/operation/workflow.ts";
import { ok } from "../../../src/kernel/values/result.ts";

it("a workflow that creates a bearer token for anybody states what guards it", () => {
  const minting = (spec: { readonly tokenGuard?: "key" }) =>
    defineWorkflow({
      name: "greetings.mint",
      access: "public",
      input: z.object({}),
      output: z.string(),
      ports: ["secrets"],
      budget: oneCall,
      run: async () => ok(""),
      ...spec,
    });
  expect(() => minting({})).toThrow(/greetings.mint .* must state its tokenGuard/);
  expect(() => minting({ tokenGuard: "key" })).not.toThrow();
});
