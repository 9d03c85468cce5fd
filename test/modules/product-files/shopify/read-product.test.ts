import { describe, expect, it } from "vitest";
import { readShopifyProduct } from "../../../../src/modules/product-files/shopify/read-product.ts";

type Row = Readonly<Record<string, string>>;

/** The rows of a product, starting on line 2. */
const read = (...rows: readonly Row[]) =>
  readShopifyProduct(
    rows.map((cells, index) => ({ line: index + 2, cells: { Handle: "lamp", ...cells }, faults: [] })),
    2,
  );

const plain = { "Option1 Name": "Title", "Option1 Value": "Default Title" };

describe("a product's rows", () => {
  it("have option names in the first row and a variant in each", () => {
    const { product, variantLines, errors } = read(
      {
        Title: "Lamp",
        "Option1 Name": "Size",
        "Option1 Value": "S",
        "Option2 Name": "Colour",
        "Option2 Value": "Red",
      },
      { Title: "", "Option1 Name": "", "Option1 Value": "M", "Option2 Name": "", "Option2 Value": "Red" },
    );
    expect(product.options).toEqual([
      { name: "Size", values: ["S", "M"] },
      { name: "Colour", values: ["Red"] },
    ]);
    expect(product.variants.map(({ options }) => options)).toEqual([
      { Size: "S", Colour: "Red" },
      { Size: "M", Colour: "Red" },
    ]);
    expect(variantLines).toEqual([2, 3]);
    expect(errors).toEqual([]);
  });

  it("have no options with `Title` and `Default Title`", () => {
    expect(read({ Title: "Lamp", ...plain }).product).toMatchObject({
      options: [],
      variants: [{ options: {} }],
    });
  });

  it("have an option `Title` with any other value", () => {
    const { product } = read({ "Option1 Name": "Title", "Option1 Value": "Novel" });
    expect(product.options).toEqual([{ name: "Title", values: ["Novel"] }]);
  });

  it("can have an image only", () => {
    const { product, variantLines } = read(
      { ...plain, "Image Src": "https://a.example/2.jpg", "Image Position": "2", "Image Alt Text": "Two" },
      { "Image Src": "https://a.example/1.jpg", "Image Position": "1", "Image Alt Text": "" },
    );
    expect(product.images).toEqual([
      { url: "https://a.example/1.jpg", alt: null },
      { url: "https://a.example/2.jpg", alt: "Two" },
    ]);
    expect(product.variants).toHaveLength(1);
    expect(variantLines).toEqual([2]);
  });
});

describe("a missing column", () => {
  it("is read as undefined, so the field stays unchanged", () => {
    const { product } = read({ Title: "Lamp" });
    for (const field of ["description", "seo", "vendor", "type", "tags", "status", "images"] as const)
      expect(product[field], field).toBeUndefined();
    const [variant] = product.variants;
    for (const field of [
      "sku",
      "barcode",
      "amount",
      "compareAtAmount",
      "inventoryPolicy",
      "stocked",
      "weight",
    ] as const)
      expect(variant?.[field], field).toBeUndefined();
  });

  it("differs from an empty cell, which clears the field", () => {
    const { product } = read({
      Vendor: "",
      Type: "",
      Tags: "",
      "Body (HTML)": "",
      "SEO Title": "",
      "Image Src": "",
      "Variant SKU": "",
    });
    expect(product).toMatchObject({
      vendor: null,
      type: null,
      tags: [],
      description: null,
      seo: {},
      images: [],
    });
    expect(product.variants[0]?.sku).toBeNull();
  });
});

describe("a variant's cells", () => {
  const variantOf = (cells: Row) => read({ ...plain, ...cells }).product.variants[0];

  it.each([
    ["", "deny", "untracked"],
    ["shopify", "deny", "deny"],
    ["shopify", "continue", "continue"],
    ["shopify", "", "deny"],
    ["somebody", "CONTINUE", "continue"],
  ])("with tracker %j and policy %j give the policy %s", (tracker, policy, expected) => {
    const cells = { "Variant Inventory Tracker": tracker, "Variant Inventory Policy": policy };
    expect(variantOf(cells)?.inventoryPolicy).toBe(expected);
  });

  it.each([
    ["10", "15", 1_500],
    ["10", "10", null],
    ["10", "5", null],
    ["10", "", null],
    ["", "15", null],
  ])("with price %j and compare-at price %j give the compare-at amount %j", (price, compareAt, expected) => {
    const cells = { "Variant Price": price, "Variant Compare At Price": compareAt };
    expect(variantOf(cells)?.compareAtAmount).toBe(expected);
  });

  it("lose the apostrophe that protects codes from spreadsheets", () => {
    expect(variantOf({ "Variant SKU": "'00123", "Variant Barcode": "'4006381333931" })).toMatchObject({
      sku: "00123",
      barcode: "4006381333931",
    });
  });
});

describe("the status of a product: the stricter of two switches", () => {
  it.each([
    [{ Status: "active" }, "active"],
    [{ Status: "Archived" }, "archived"],
    [{ Status: "draft", Published: "true" }, "draft"],
    [{ Published: "true" }, "active"],
    [{ Published: "false" }, "draft"],
    [{ Published: "" }, undefined],
    [{ Status: "", Published: "true" }, "active"],
    [{ Status: "active", Published: "false" }, "draft"],
    [{ Status: "active", Published: "" }, "active"],
    [{ Status: "archived", Published: "false" }, "archived"],
    [{ Status: "archived", Published: "true" }, "archived"],
    [{ Status: "active", Published: "perhaps" }, undefined],
    [{ Status: "sold", Published: "true" }, undefined],
    [{ Status: "sold", Published: "false" }, "draft"],
    [{ Status: "unlisted", Published: "true" }, "draft"],
  ])("with %j is %s", (cells, status) => {
    expect(read({ ...plain, ...cells } as Row).product.status).toBe(status);
  });
});

it("reports every unreadable cell with its line: only what a product needs is an error", () => {
  const { errors, warnings } = read(
    { ...plain, "Variant Price": "ten", Published: "perhaps" },
    { "Option1 Value": "M", "Variant Inventory Qty": "some" },
  );
  expect(errors.map(({ line, field }) => [line, field])).toEqual([[2, "Variant Price"]]);
  expect(warnings.map(({ line, field }) => [line, field]).sort()).toEqual([
    [2, "Published"],
    [3, "Variant Inventory Qty"],
  ]);
});
