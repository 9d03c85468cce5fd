import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ok } from "../../../src/kernel/values/result.ts";
import { defineCommand } from "../../../src/kernel/write/command.ts";
import type { NewEvent } from "../../../src/kernel/write/event.ts";
import { updateProduct } from "../../../src/modules/products/commands.ts";
import { productUpdated, variantUpdated } from "../../../src/modules/products/events.ts";
import type { ProductState } from "../../../src/modules/products/schema.ts";
import { readProductState } from "../../../src/modules/products/store.ts";
import { findWith } from "./support/find.ts";

/** Updates a product by a rule with a bug. */
function updating(events: (product: ProductState) => readonly NewEvent[]) {
  const planted = defineCommand({
    name: updateProduct.name,
    access: "products:update",
    input: z.looseObject({ id: z.string() }),
    output: z.unknown(),
    guards: ({ id }) => ({ type: "product", id }),
    load: (database, { id }) => readProductState(database, id),
    decide: (product) => ok({ events: product === undefined ? [] : events(product), answer: () => null }),
  });
  return findWith({
    modules: (modules) =>
      modules.map((module) => ({
        ...module,
        operations: module.operations.map((operation) =>
          operation.name === planted.name ? planted : operation,
        ),
      })),
  });
}

describe("the simulator finds", { timeout: 300_000 }, () => {
  it("options that are replaced without the variants' values", async () => {
    const { violation } = await updating(({ id }) => [
      productUpdated.of(id, { options: [{ name: "Fit", values: ["S", "M", "L"] }] }),
    ]);
    expect(violation?.invariant).toBe("every variant has one listed value for every option");
  });

  it("variants that get the same values", async () => {
    const { violation } = await updating(({ id, variants: [first], ...product }) =>
      product.options.length === 0 || first === undefined
        ? []
        : [variantUpdated.of(id, { id: first.id, options: { Size: "M" } })],
    );
    expect(violation?.invariant).toBe("no two variants have the same values");
  });

  it("a main language that is removed", async () => {
    const { violation } = await updating(({ id }) => [productUpdated.of(id, { removedLocales: ["en"] })]);
    expect(violation?.invariant).toBe("every product keeps its text in the main language");
  });
});
