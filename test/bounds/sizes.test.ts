import { describe, expect, it } from "vitest";
import { z } from "zod";
import { registry } from "../../src/registry.ts";
import { faultsIn } from "./sizes.ts";

const routes = registry.modules.flatMap((module) => module.routes);
const operations = [...registry.operationByName.values()].filter(
  ({ internal, input }) => !internal && !isStreamed(input),
);

describe("the size of an input is checked before its content", () => {
  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    "in %s",
    (_, { params, query, body }) => {
      for (const schema of [params, query, body])
        if (schema !== undefined) expect(faultsIn(schema)).toEqual([]);
    },
  );

  it.each(operations.map((operation) => [operation.name, operation] as const))("in %s", (_, { input }) => {
    expect(faultsIn(input)).toEqual([]);
  });
});

describe("the search for unchecked sizes", () => {
  const text = z.string().max(10);

  it.each([
    ["a text behind a type that the check of lengths does not know", z.lazy(() => text)],
    ["a list behind one", z.lazy(() => z.array(text).max(10))],
  ])("finds %s", (_, schema) => {
    expect(faultsIn(z.object({ field: schema }))).not.toEqual([]);
  });

  it.each([
    ["a text", text.refine(Boolean)],
    ["a list", z.array(text.refine(Boolean)).max(10)],
    ["a record", z.record(text, text)],
    ["an alternative", z.union([z.array(text), text])],
    ["what is transformed", text.transform(Number)],
  ])("accepts %s", (_, schema) => {
    expect(faultsIn(z.object({ field: schema }))).toEqual([]);
  });
});

/** Files are read while they arrive. */
function isStreamed(input: z.ZodType): boolean {
  return (
    input instanceof z.ZodObject && Object.values(input.shape).some((field) => field instanceof z.ZodCustom)
  );
}
