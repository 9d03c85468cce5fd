import type { Context } from "../../../kernel/command.ts";
import type { NewEvent } from "../../../kernel/event.ts";
import type { Currency } from "../../../kernel/money.ts";
import { refusalAt } from "../../../kernel/problem.ts";
import { ok, type Result, refused } from "../../../kernel/result.ts";
import { productArchived, productPublished, productRestored, productUnpublished } from "../events.ts";
import { decideCreate, decideUpdate, decideVariant, type Surroundings } from "../rules.ts";
import type { Option, PriceInput, ProductPicture, ProductStatus, Variant, VariantInput } from "../schema.ts";
import { decideFields, decidePrices } from "../variant-changes.ts";
import { checkOptions, checkSkus } from "../variant-rules.ts";
import type { ImportedProduct, ImportedVariant } from "./schema.ts";

/** What an import needs to know beside the product. */
export interface ImportSurroundings extends Surroundings {
  readonly defaultLocale: string;
  readonly defaultCurrency: Currency;
}

/** A product that the tenant does not have yet, in the state that the file gives it. */
export function decideImportNew(
  id: string,
  file: ImportedProduct,
  around: ImportSurroundings,
  context: Context,
): Result<readonly NewEvent[]> {
  if (file.title === undefined)
    return refused(refusalAt("validation-failed", "/title", "a new product needs a title"));
  const { handle, title, description, seo, options, vendor, type, tags, images } = file;
  const translation = { locale: around.defaultLocale, handle, title, description, seo: emptyAsNone(seo) };
  const rows: readonly ImportedVariant[] = file.variants.length > 0 ? file.variants : [{ options: {} }];
  const variants = rows.map((variant) => variantInput(variant, around.defaultCurrency));
  const input = { translations: [translation], variants, options, vendor, type, tags, images };
  const events = decideCreate(id, input, around, context);
  return events.ok ? ok([...events.value, ...statusEvents(id, "draft", file.status)]) : events;
}

/** Brings a product to what the file says; nothing happens where it is so already. Stock is left as it is. */
export function decideImportExisting(
  current: ProductPicture,
  file: ImportedProduct,
  around: ImportSurroundings,
  context: Context,
): Result<readonly NewEvent[]> {
  const { title, description, seo, vendor, type, tags, images } = file;
  const options = file.options === undefined ? current.options : mergedOptions(current, file.options);
  const distinct = file.options === undefined ? ok(null) : checkOptions(options, file.variants);
  if (!distinct.ok) return distinct;
  const matched = file.variants.map((variant) => ({
    variant,
    existing: matching(current, file, options, variant),
  }));
  const added = matched.filter(({ existing }) => existing === undefined);
  const fitting = checkOptions(options, [...current.variants, ...added.map(({ variant }) => variant)]);
  if (!fitting.ok) return fitting;
  const free = checkSkus(
    matched.map(({ variant, existing }, index) => ({
      sku: variant.sku,
      id: existing?.id ?? null,
      pointer: `/variants/${index}/sku`,
    })),
    around.ownerBySku,
  );
  if (!free.ok) return free;
  const translations = [{ locale: around.defaultLocale, title, description, seo: emptyAsNone(seo) }];
  const product = decideUpdate(
    { ...current, variants: [] },
    { translations, vendor, type, tags, images, options, metadata: undefined },
    around,
  );
  if (!product.ok) return product;
  const events: NewEvent[] = [...product.value];
  let position = Math.max(-1, ...current.variants.map((variant) => variant.position));
  for (const [index, { variant, existing }] of matched.entries()) {
    position += existing === undefined ? 1 : 0;
    const decided =
      existing === undefined
        ? decideVariant(
            current.id,
            variantInput(variant, around.defaultCurrency),
            position,
            `/variants/${index}`,
            around,
            context,
          )
        : decideExistingVariant(current, existing, variant, around);
    if (!decided.ok) return decided;
    events.push(...decided.value);
  }
  return ok([...events, ...statusEvents(current.id, current.status, file.status)]);
}

function decideExistingVariant(
  product: ProductPicture,
  variant: Variant,
  file: ImportedVariant,
  around: ImportSurroundings,
) {
  const { sku, barcode, inventoryPolicy, requiresShipping, weight } = file;
  const fields = decideFields(
    product,
    variant,
    { sku, barcode, inventoryPolicy, requiresShipping, weight },
    around,
  );
  if (!fields.ok || file.amount === undefined) return fields;
  const { defaultCurrency } = around;
  const old = variant.prices.find(({ currency }) => currency === defaultCurrency);
  const compareAtAmount =
    file.compareAtAmount === undefined ? (old?.compareAtAmount ?? null) : file.compareAtAmount;
  const price: PriceInput = { currency: defaultCurrency, amount: file.amount, compareAtAmount };
  const prices =
    old === undefined ? [...variant.prices, price] : variant.prices.map((one) => (one === old ? price : one));
  const priced = decidePrices(product.id, variant, prices, around);
  return priced.ok ? ok([...fields.value, ...priced.value]) : priced;
}

function variantInput(
  { amount, compareAtAmount, ...variant }: ImportedVariant,
  currency: Currency,
): VariantInput {
  const prices: PriceInput[] = amount === undefined ? [] : [{ amount, currency, compareAtAmount }];
  return { ...variant, prices };
}

/** The file's options, with the values that variants which are not in the file still have. */
function mergedOptions(current: ProductPicture, options: readonly Option[]): Option[] {
  return options.map(({ name, values }) => {
    const kept = current.variants.flatMap((variant) => variant.options[name] ?? []);
    const old = current.options.find((option) => option.name === name)?.values ?? [];
    return { name, values: [...new Set([...old.filter((value) => kept.includes(value)), ...values])] };
  });
}

/** The variant with the same options; without option columns the only one, or the one with the same SKU. */
function matching(
  current: ProductPicture,
  file: ImportedProduct,
  options: readonly Option[],
  variant: ImportedVariant,
): Variant | undefined {
  const [only, ...others] = current.variants;
  if (file.options === undefined) {
    const bySku = current.variants.find(({ sku }) => sku !== null && sku === variant.sku);
    return bySku ?? (others.length === 0 ? only : undefined);
  }
  const key = (values: Readonly<Record<string, string>>) =>
    JSON.stringify(options.map(({ name }) => values[name]));
  return current.variants.find((one) => key(one.options) === key(variant.options));
}

/** A file has no way to say "no SEO" but empty cells. */
function emptyAsNone(seo: ImportedProduct["seo"]) {
  return seo !== undefined && Object.keys(seo).length === 0 ? null : seo;
}

/** The moves that lead from one state to the one wanted. */
function statusEvents(id: string, from: ProductStatus, to: ProductStatus | undefined): readonly NewEvent[] {
  if (to === undefined || to === from) return [];
  const reopened = from === "archived" ? [productRestored.of(id, {})] : [];
  switch (to) {
    case "active":
      return [...reopened, productPublished.of(id, {})];
    case "archived":
      return [productArchived.of(id, {})];
    case "draft":
      return from === "archived" ? reopened : [productUnpublished.of(id, {})];
  }
}
