import { pickLocale } from "../../../kernel/locale.ts";
import { type Currency, exponentOf } from "../../../kernel/money.ts";
import type { ProductPicture, Variant } from "../schema.ts";
import { guarded } from "./formulas.ts";
import { nameless } from "./nameless.ts";

/** What of a product a file has room for: one language, one currency, one number of stock. */
export interface FileView {
  readonly defaultLocale: string;
  readonly defaultCurrency: Currency;
  /** What is stocked of a variant in all; undefined where nobody knows. */
  readonly stockedOf: (variantId: string) => number | undefined;
}

type Cells = Readonly<Record<string, string>>;

/** Options that a file always has columns for; more of them get more columns. */
export const leastOptions = 3;

/** Writes a product as rows of cells by column name: one for each variant or image, whichever are more. */
export function productRows(picture: ProductPicture, view: FileView): readonly Cells[] {
  const own = picture.translations.find(({ locale }) => locale === view.defaultLocale);
  const handle = own?.handle ?? nameless(picture);
  const rows = Math.max(picture.variants.length, picture.images.length, 1);
  return Array.from({ length: rows }, (_, index) => {
    const variant = picture.variants[index];
    return {
      Handle: handle,
      ...(index === 0 ? commonCells(picture, view) : {}),
      ...(variant === undefined ? {} : variantCells(picture, variant, view)),
      ...imageCells(picture, index),
    };
  });
}

/** The columns that `productRows` fills, in the order of Shopify's own export, and one that is ours. */
export function columnsOf(options: number): readonly string[] {
  const optionColumns = Array.from({ length: Math.max(options, leastOptions) }, (_, index) => [
    `Option${index + 1} Name`,
    `Option${index + 1} Value`,
  ]);
  return [
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
    ...["Variant Weight Unit", "Status", exportedStockColumn],
  ];
}

/** Tells an import which quantities were only carried along, so that they do not undo what was sold meanwhile. */
export const exportedStockColumn = "Exported Inventory Qty";

function textOf(picture: ProductPicture, { defaultLocale }: FileView) {
  return pickLocale(picture.translations, [defaultLocale, "en"]);
}

function commonCells(picture: ProductPicture, view: FileView): Cells {
  const text = textOf(picture, view);
  const names = picture.options.map(({ name }, index) => [`Option${index + 1} Name`, guarded(name)]);
  return {
    Title: guarded(text?.title ?? ""),
    "Body (HTML)": guarded(text?.description ?? ""),
    Vendor: guarded(picture.vendor ?? ""),
    Type: guarded(picture.type ?? ""),
    Tags: guarded(picture.tags.join(", ")),
    Published: String(picture.status === "active"),
    ...(picture.options.length === 0 ? { "Option1 Name": "Title" } : Object.fromEntries(names)),
    "Gift Card": "false",
    "SEO Title": guarded(text?.seo?.title ?? ""),
    "SEO Description": guarded(text?.seo?.description ?? ""),
    Status: picture.status,
  };
}

function variantCells(picture: ProductPicture, variant: Variant, view: FileView): Cells {
  const values = picture.options.map(({ name }, index) => [
    `Option${index + 1} Value`,
    guarded(variant.options[name] ?? ""),
  ]);
  const price = variant.prices.find(({ currency }) => currency === view.defaultCurrency);
  const digits = exponentOf(view.defaultCurrency);
  const stocked = String(view.stockedOf(variant.id) ?? "");
  return {
    ...(picture.options.length === 0 ? { "Option1 Value": "Default Title" } : Object.fromEntries(values)),
    "Variant SKU": guarded(variant.sku ?? ""),
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
    "Variant Barcode": guarded(variant.barcode ?? ""),
    "Variant Weight Unit": "g",
    [exportedStockColumn]: stocked,
  };
}

function imageCells({ images }: ProductPicture, index: number): Cells {
  const image = images[index];
  if (image === undefined) return {};
  return {
    "Image Src": guarded(image.url),
    "Image Position": String(index + 1),
    "Image Alt Text": guarded(image.alt ?? ""),
  };
}

/** Minor units as a decimal, digit by digit: it never passes through a float. */
function decimal(amount: number, digits: number): string {
  const text = String(amount).padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
