import { guarded } from "../../../kernel/csv/formulas.ts";
import { pickLocale } from "../../../kernel/values/locale.ts";
import { type Currency, exponentOf } from "../../../kernel/values/money.ts";
import { type ProductState, unitPriceIn, type Variant } from "../../products/index.ts";
import { codeCells, codeColumns } from "./codes.ts";
import { nameless } from "./nameless.ts";

/** What a file can express of a product: one locale, one currency, one stock quantity. */
export interface FileView {
  readonly defaultLocale: string;
  readonly defaultCurrency: Currency;
  /** A variant's total stock. Undefined if it is unknown. */
  readonly stockedOf: (variantId: string) => number | undefined;
}

type Cells = Readonly<Record<string, string>>;

/** The least number of options that a file has columns for. */
export const leastOptions = 3;

/** Writes a product as rows of cells by column name: one row per variant or image, whichever are more. */
export function productRows(state: ProductState, view: FileView): readonly Cells[] {
  const own = state.translations.find(({ locale }) => locale === view.defaultLocale);
  const handle = guarded(state.externalHandle ?? own?.handle ?? nameless(state));
  const rows = Math.max(state.variants.length, state.images.length, 1);
  return Array.from({ length: rows }, (_, index) => {
    const variant = state.variants[index];
    return {
      Handle: handle,
      ...(index === 0 ? commonCells(state, view) : {}),
      ...(variant === undefined ? {} : variantCells(state, variant, view)),
      ...imageCells(state, index),
    };
  });
}

/** The columns that `productRows` writes: Shopify's in the order of its export, then ours. */
export function columnsOf(options: number): readonly string[] {
  const optionColumns = Array.from({ length: Math.max(options, leastOptions) }, (_, index) => [
    `Option${index + 1} Name`,
    `Option${index + 1} Value`,
  ]);
  const columns = [
    ...["Handle", "Title", "Body (HTML)", "Vendor", "Type", "Tags", "Published"],
    ...optionColumns.flat(),
    ...["Variant SKU", "Variant Grams", "Variant Inventory Tracker", "Variant Inventory Qty"],
    ...[
      "Variant Inventory Policy",
      "Variant Fulfillment Service",
      "Variant Price",
      "Variant Compare At Price",
    ],
    ...["Variant Requires Shipping", "Variant Taxable", "Variant Barcode"],
    ...["Image Src", "Image Position", "Image Alt Text", "Gift Card", "SEO Title", "SEO Description"],
    ...["Variant Image", "Variant Weight Unit", "Status"],
    ...Object.values(codeColumns),
    exportedStockColumn,
  ];
  return [...new Set(columns)];
}

/** Lets an import detect unedited quantities, so they don't undo sales since the export. */
export const exportedStockColumn = "Exported Inventory Qty";

function textOf(state: ProductState, { defaultLocale }: FileView) {
  return pickLocale(state.translations, [defaultLocale, "en"]);
}

function commonCells(state: ProductState, view: FileView): Cells {
  const text = textOf(state, view);
  const names = state.options.map(({ name }, index) => [`Option${index + 1} Name`, guarded(name)]);
  return {
    Title: guarded(text?.title ?? ""),
    "Body (HTML)": guarded(text?.description ?? ""),
    Vendor: guarded(state.vendor ?? ""),
    Type: guarded(state.type ?? ""),
    Tags: guarded(state.tags.join(", ")),
    Published: String(state.status === "active"),
    ...(state.options.length === 0 ? { "Option1 Name": "Title" } : Object.fromEntries(names)),
    "Gift Card": "false",
    "SEO Title": guarded(text?.seo?.title ?? ""),
    "SEO Description": guarded(text?.seo?.description ?? ""),
    Status: state.status,
  };
}

function variantCells(state: ProductState, variant: Variant, view: FileView): Cells {
  const values = state.options.map(({ name }, index) => [
    `Option${index + 1} Value`,
    guarded(variant.options[name] ?? ""),
  ]);
  const price = unitPriceIn(variant.prices, view.defaultCurrency);
  const digits = exponentOf(view.defaultCurrency);
  const stocked = String(view.stockedOf(variant.id) ?? "");
  return {
    ...(state.options.length === 0 ? { "Option1 Value": "Default Title" } : Object.fromEntries(values)),
    ...codeCells(variant),
    "Variant Grams": String(variant.weight ?? ""),
    "Variant Inventory Tracker": variant.inventoryPolicy === "untracked" ? "" : "shopify",
    "Variant Inventory Qty": stocked,
    "Variant Inventory Policy": variant.inventoryPolicy === "continue" ? "continue" : "deny",
    "Variant Fulfillment Service": "manual",
    "Variant Price": price === undefined ? "" : decimal(price.amount, digits),
    "Variant Compare At Price":
      typeof price?.compareAtAmount === "number" ? decimal(price.compareAtAmount, digits) : "",
    "Variant Requires Shipping": String(variant.requiresShipping),
    "Variant Taxable": "true",
    "Variant Image": guarded(variant.image ?? ""),
    "Variant Weight Unit": "g",
    [exportedStockColumn]: stocked,
  };
}

function imageCells({ images }: ProductState, index: number): Cells {
  const image = images[index];
  if (image === undefined) return {};
  return {
    "Image Src": guarded(image.url),
    "Image Position": String(index + 1),
    "Image Alt Text": guarded(image.alt ?? ""),
  };
}

/** Formats minor units as a decimal. Works on digits, because floats would lose precision. */
function decimal(amount: number, digits: number): string {
  const text = String(amount).padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
