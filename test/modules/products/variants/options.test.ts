import { describe, expect, it } from "vitest";
import { decideUpdate } from "../../../../src/modules/products/rules.ts";
import { productPatch } from "../../../../src/modules/products/schema.ts";
import { decisionContext, eventsOf, product, refusalOf, variant } from "../given.ts";

const small = variant(1, { options: { Size: "S", Colour: "Red" } });
const medium = variant(2, { options: { Size: "M", Colour: "Red" } });
const size = { name: "Size", values: ["S", "M"] };
const colour = { name: "Colour", values: ["Red"] };
const shirt = product({ options: [size, colour], variants: [small, medium] });

const update = (patch: unknown, current = shirt) =>
  decideUpdate(current, productPatch.parse(patch), decisionContext());
const changed = (id: string, options: object) => ({ type: "catalog.variant.updated", data: { id, options } });

describe("changing the options of a product", () => {
  it("renames an option together with the variants' values", () => {
    const options = [{ name: "Grösse", values: ["S", "M"] }, colour];
    const variants = [
      { id: small.id, options: { Grösse: "S", Colour: "Red" } },
      { id: medium.id, options: { Grösse: "M", Colour: "Red" } },
    ];
    expect(eventsOf(update({ options, variants }))).toEqual([
      { type: "catalog.product.updated", data: { options } },
      changed(small.id, { Grösse: "S", Colour: "Red" }),
      changed(medium.id, { Grösse: "M", Colour: "Red" }),
    ]);
  });

  it("renames a value, and sends only the variants that have it", () => {
    const options = [{ name: "Size", values: ["Small", "M"] }, colour];
    const variants = [{ id: small.id, options: { Size: "Small", Colour: "Red" } }];
    expect(eventsOf(update({ options, variants }))).toEqual([
      { type: "catalog.product.updated", data: { options } },
      changed(small.id, { Size: "Small", Colour: "Red" }),
    ]);
  });

  it("adds and drops an option", () => {
    const fit = { name: "Fit", values: ["Slim"] };
    const added = [small, medium].map(({ id, options }) => ({ id, options: { ...options, Fit: "Slim" } }));
    expect(eventsOf(update({ options: [size, colour, fit], variants: added }))).toHaveLength(3);
    const dropped = [
      { id: small.id, options: { Size: "S" } },
      { id: medium.id, options: { Size: "M" } },
    ];
    expect(eventsOf(update({ options: [size], variants: dropped }))).toHaveLength(3);
  });

  it("reorders options and values without the variants", () => {
    const options = [colour, { name: "Size", values: ["M", "S"] }];
    expect(eventsOf(update({ options }))).toEqual([{ type: "catalog.product.updated", data: { options } }]);
  });

  it("swaps the values of two variants, which no request for one variant can", () => {
    const variants = [
      { id: small.id, options: medium.options },
      { id: medium.id, options: small.options },
    ];
    expect(eventsOf(update({ variants })).map(({ type }) => type)).toEqual([
      "catalog.variant.updated",
      "catalog.variant.updated",
    ]);
  });

  it("emits nothing for variants that have these values already, in any order of the keys", () => {
    const variants = [{ id: small.id, options: { Colour: "Red", Size: "S" } }];
    expect(eventsOf(update({ options: [size, colour], variants }))).toEqual([]);
  });

  it("points at the option that a variant outside of the request doesn't fit", () => {
    const of = (options: unknown) => refusalOf(update({ options }));
    expect(of([{ name: "Size", values: ["S"] }, colour])).toEqual({
      code: "invalid-options",
      pointers: ["/options/0"],
    });
    expect(of([size])).toEqual({ code: "invalid-options", pointers: ["/options", "/options"] });
    expect(of([size, colour, { name: "Fit", values: ["Slim"] }]).pointers).toEqual([
      "/options/2",
      "/options/2",
    ]);
  });

  it("points at the values in the request that don't fit", () => {
    const of = (variants: unknown) => refusalOf(update({ variants }));
    expect(of([{ id: medium.id, options: { Size: "XL", Colour: "Red" } }])).toEqual({
      code: "invalid-options",
      pointers: ["/variants/0/options/Size"],
    });
    expect(of([{ id: small.id, options: { Size: "S" } }]).pointers).toEqual(["/variants/0/options/Colour"]);
  });

  it("keeps combinations unique: the error is at the variant in the request, not at its twin", () => {
    const variants = [{ id: small.id, options: medium.options }];
    expect(refusalOf(update({ variants }))).toEqual({
      code: "invalid-options",
      pointers: ["/variants/0/options"],
    });
  });

  it("refuses a variant of another product", () => {
    const variants = [{ id: "var_01J0000000000000000000000Z", options: small.options }];
    expect(refusalOf(update({ variants }))).toEqual({
      code: "unknown-variant",
      pointers: ["/variants/0/id"],
    });
  });

  it("refuses a variant that is given twice", () => {
    const one = { id: small.id, options: small.options };
    expect(productPatch.safeParse({ variants: [one, { ...one, id: small.id.toLowerCase() }] }).success).toBe(
      false,
    );
  });
});
