import type { PointedError, Refusal } from "../../../../kernel/api/problem.ts";
import { codeColumns } from "../../shopify/codes.ts";
import type { ReadProduct } from "../../shopify/read-product.ts";
import type { FileError } from "../../shopify/schema.ts";

/** Maps the pointers of a refusal to lines and columns of the file. */
export function placesOf(found: Refusal, read: ReadProduct): readonly FileError[] {
  const none: PointedError = { pointer: "", code: found.code, detail: found.detail };
  return (found.errors ?? [none]).map((error) => placeOf(error, read));
}

/** Maps a pointer into a product to the line and column that it comes from. */
export function placeOf({ pointer, code, detail }: PointedError, read: ReadProduct): FileError {
  const [, part = "", index = "", field = "", name = ""] = pointer.split("/").map(unescaped);
  const place = { line: read.firstLine, field: productColumns[part] ?? "Handle" };
  switch (part) {
    case "variants":
      if (index === "") break;
      place.line = read.variantLines[Number(index)] ?? read.firstLine;
      place.field = variantColumns[field] ?? read.optionColumns[name] ?? "Option1 Value";
      break;
    case "images":
      place.line = read.imageLines[Number(index)] ?? read.firstLine;
      if (field === "alt") place.field = "Image Alt Text";
      break;
    case "options":
      return { ...placeOfOption(Number(index), field, Number(name), read), code, detail };
    case "seo":
      if (index === "description") place.field = "SEO Description";
      break;
  }
  return { ...place, code, detail };
}

/** Tells that a variant's SKU was left out. */
export function clearedSku({ product, variantLines, firstLine }: ReadProduct, index: number): FileError {
  const detail = `${product.variants[index]?.sku} is already taken, so the SKU was left out`;
  return { line: variantLines[index] ?? firstLine, field: "Variant SKU", code: "duplicate-sku", detail };
}

/** An option's name is in the product's first row, its values are in the rows of the variants. */
function placeOfOption(index: number, field: string, at: number, read: ReadProduct) {
  const { product, firstLine, variantLines, optionColumns } = read;
  const option = product.options?.[index];
  const column = option === undefined ? undefined : optionColumns[option.name];
  if (option === undefined || column === undefined) return { line: firstLine, field: "Option1 Name" };
  const value = field === "values" ? option.values[at] : undefined;
  if (value === undefined) return { line: firstLine, field: column.replace("Value", "Name") };
  const variant = product.variants.findIndex(({ options }) => options[option.name] === value);
  return { line: variantLines[variant] ?? firstLine, field: column };
}

/** Reverts `pointerToken`. */
function unescaped(token: string): string {
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}

const productColumns: Readonly<Record<string, string>> = {
  title: "Title",
  translations: "Handle",
  description: "Body (HTML)",
  vendor: "Vendor",
  type: "Type",
  tags: "Tags",
  images: "Image Src",
  options: "Option1 Name",
  seo: "SEO Title",
  variants: "Option1 Value",
};

const variantColumns: Readonly<Record<string, string>> = {
  ...codeColumns,
  prices: "Variant Price",
  amount: "Variant Price",
  compareAtAmount: "Variant Compare At Price",
  stocked: "Variant Inventory Qty",
  weight: "Variant Grams",
  image: "Variant Image",
};
