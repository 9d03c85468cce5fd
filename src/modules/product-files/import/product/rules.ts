import { refusalAt } from "../../../../kernel/api/problem.ts";
import type { Currency } from "../../../../kernel/values/money.ts";
import { ok, type Result, refused } from "../../../../kernel/values/result.ts";
import type { Context } from "../../../../kernel/write/command.ts";
import type { NewEvent } from "../../../../kernel/write/event.ts";
import { levelAt, type Stock } from "../../../inventory/index.ts";
import type { ImportedQuantities, ProductState, ProductStatus, Variant } from "../../../products/index.ts";
import {
  checkProductSize,
  checkSkus,
  type DecisionContext,
  decideCreate,
  decideUpdate,
  decideVariant,
  movesBetween,
  placedImages,
  productMoves,
  stockEvents,
  takenSkus,
  variantCreated,
} from "../../../products/index.ts";
import type { TranslationPatch } from "../../../translations/index.ts";
import type { FileProduct, FileVariant } from "../../shopify/schema.ts";
import type { DuplicateSkus } from "../schema.ts";
import { slugFor } from "./identity.ts";
import { imagesOf, withSizes } from "./images.ts";
import type { Pair } from "./pair.ts";
import { pairVariants } from "./pairs.ts";
import { newIn, newInVariant, previousImportOf } from "./previous-import.ts";
import { decideVariantFields, variantInput } from "./variants.ts";

/** What an import reads besides the product. */
export interface ImportContext extends DecisionContext {
  readonly defaultLocale: string;
  readonly defaultCurrency: Currency;
  /** The handle that an existing product gets, because an older import didn't keep it. */
  readonly externalHandle?: string | undefined;
  /** The stock of the product's variants, by variant. */
  readonly stocks: ReadonlyMap<string, Stock>;
  readonly imported: ImportedQuantities;
  /** What happens to a SKU that another variant has: it keeps its product out, or is left out. */
  readonly duplicateSkus: DuplicateSkus;
}

/** The events, and the quantities to store for the next import. */
export interface ImportDecision {
  readonly events: readonly NewEvent[];
  readonly imported: ImportedQuantities;
  /** The indexes of the variants whose SKU was left out. */
  readonly clearedSkus: readonly number[];
}

/** Creates a product, with the status that the file gives it. */
export function decideImportNew(
  id: string,
  file: FileProduct,
  decisionContext: ImportContext,
  context: Context,
): Result<ImportDecision> {
  if (file.title === undefined)
    return refused(refusalAt("validation-failed", "/title", "a new product needs a title"));
  const { handle, title, description, seo, options, vendor, type, tags } = file;
  const images = imagesOf(file, []);
  if (!images.ok) return images;
  const { defaultLocale: locale, handles } = decisionContext;
  const translation = {
    locale,
    handle: slugFor(handle, title, id, (slug) => handles.ownerOf(locale, slug) !== undefined),
    title,
    description,
    seo: emptyAsNone(seo),
  };
  const sent: readonly FileVariant[] = file.variants.length > 0 ? file.variants : [{ options: {} }];
  const clearedSkus = skusToClear(
    sent.map(({ sku }) => ({ sku, id: null })),
    decisionContext,
  );
  const rows = sent.map((row, index) => (clearedSkus.includes(index) ? { ...row, sku: null } : row));
  const variants = rows.map((variant) => variantInput(variant, decisionContext.defaultCurrency));
  const input = {
    translations: [translation],
    variants,
    options,
    vendor,
    type,
    tags,
    images: images.value,
    externalHandle: handle,
  };
  const created = decideCreate(id, input, decisionContext, context);
  if (!created.ok) return created;
  const fitting = checkProductSize(null, created.value, file);
  if (!fitting.ok) return fitting;
  const ids = createdIds(created.value);
  return ok({
    events: [...created.value, ...moves(id, "draft", file.status)],
    imported: quantitiesOf(rows.map((variant, index) => [ids[index], variant])),
    clearedSkus,
  });
}

/** Updates a product from the file. Emits no event if nothing changes. */
export function decideImportExisting(
  current: ProductState,
  file: FileProduct,
  decisionContext: ImportContext,
  context: Context,
): Result<ImportDecision> {
  const previous = previousImportOf(current, { ...decisionContext, stockedOf: () => undefined });
  const depicted = imagesOf(file, current.images);
  if (!depicted.ok) return depicted;
  const { status, vendor, type, tags, ...changed } = newIn({ ...file, images: depicted.value }, previous);
  const { images: imagesInFile, ...text } = changed;
  const images = withSizes(imagesInFile, current.images);
  const paired = pairVariants(current, file, previous);
  if (!paired.ok) return paired;
  const { options, changes } = paired.value;
  const unused = withUsableSkus(paired.value.pairs, decisionContext);
  if (!unused.ok) return unused;
  const translations = textPatches(current, file, text, decisionContext.defaultLocale);
  const product = decideUpdate(
    current,
    {
      translations,
      vendor,
      type,
      tags,
      images,
      options: [...options],
      variants: [...changes],
      metadata: undefined,
      attributes: undefined,
      taxCategory: undefined,
      externalHandle: decisionContext.externalHandle,
    },
    decisionContext,
  );
  if (!product.ok) return product;
  const after = images === undefined ? current : { ...current, images: placedImages(images) };
  const variants = decideVariants(after, unused.value.pairs, decisionContext, context);
  if (!variants.ok) return variants;
  const events = [...product.value, ...variants.value.events];
  const fitting = checkProductSize(current, events, file);
  if (!fitting.ok) return fitting;
  const known = current.variants.filter(({ id }) => decisionContext.imported[id] !== undefined);
  const unchanged = Object.fromEntries(known.map(({ id }) => [id, decisionContext.imported[id] ?? 0]));
  return ok({
    events: [...events, ...moves(current.id, current.status, status)],
    imported: { ...unchanged, ...variants.value.quantities },
    clearedSkus: unused.value.clearedSkus,
  });
}

/** The pairs without SKUs that other variants have, or a refusal. An existing variant keeps the SKU that it has. */
function withUsableSkus(
  pairs: readonly Pair[],
  decisionContext: ImportContext,
): Result<{ readonly pairs: readonly Pair[]; readonly clearedSkus: readonly number[] }> {
  const wanted = pairs.map(({ file, existing }, index) => ({
    sku: file.sku,
    id: existing?.variant.id ?? null,
    pointer: `/variants/${index}/sku`,
  }));
  const clearedSkus = skusToClear(wanted, decisionContext);
  const kept = pairs.map((pair, index) => {
    const sku = pair.existing === undefined ? null : undefined;
    return clearedSkus.includes(index) ? { ...pair, file: { ...pair.file, sku } } : pair;
  });
  if (clearedSkus.length > 0) return ok({ pairs: kept, clearedSkus });
  const unused = checkSkus(wanted, decisionContext.ownerBySku);
  return unused.ok ? ok({ pairs, clearedSkus }) : unused;
}

function skusToClear(
  wanted: Parameters<typeof takenSkus>[0],
  { duplicateSkus, ownerBySku }: ImportContext,
): readonly number[] {
  return duplicateSkus === "clear" ? takenSkus(wanted, ownerBySku) : [];
}

function decideVariants(
  current: ProductState,
  pairs: readonly Pair[],
  decisionContext: ImportContext,
  context: Context,
): Result<{ readonly events: readonly NewEvent[]; readonly quantities: ImportedQuantities }> {
  const events: NewEvent[] = [];
  const quantities: (readonly [string | undefined, FileVariant])[] = [];
  let position = Math.max(-1, ...current.variants.map((variant) => variant.position));
  for (const [index, { file: row, existing }] of pairs.entries()) {
    position += existing === undefined ? 1 : 0;
    const input = () => variantInput(row, decisionContext.defaultCurrency);
    const decided =
      existing === undefined
        ? decideVariant(current.id, input(), position, `/variants/${index}`, decisionContext, context)
        : pointedInto(`/variants/${index}`, decideExisting(current, existing, row, decisionContext));
    if (!decided.ok) return decided;
    events.push(...decided.value);
    quantities.push([existing?.variant.id ?? createdIds(decided.value)[0], row]);
  }
  return ok({ events, quantities: quantitiesOf(quantities) });
}

/** Decisions about one variant point into that variant. */
function pointedInto<Value>(prefix: string, decided: Result<Value>): Result<Value> {
  if (decided.ok || decided.refusal.errors === undefined) return decided;
  const errors = decided.refusal.errors.map((error) => ({ ...error, pointer: prefix + error.pointer }));
  return refused({ ...decided.refusal, errors });
}

/**
 * Changes of the texts in the default locale. If the product has no translation there yet, adds one with all
 * texts.
 */
function textPatches(
  { translations }: ProductState,
  file: FileProduct,
  { title, description, seo }: Partial<FileProduct>,
  locale: string,
): TranslationPatch[] {
  if ([title, description, seo].every((field) => field === undefined)) return [];
  if (translations.some((one) => one.locale === locale))
    return [{ locale, title, description, seo: emptyAsNone(seo) }];
  const { title: whole = translations[0]?.title } = file;
  return [{ locale, title: whole, description: file.description, seo: emptyAsNone(file.seo) }];
}

function decideExisting(
  product: ProductState,
  { variant, previous }: { readonly variant: Variant; readonly previous: FileVariant },
  row: FileVariant,
  decisionContext: ImportContext,
): Result<readonly NewEvent[]> {
  const fields = decideVariantFields(product, variant, newInVariant(row, previous), decisionContext);
  return fields.ok ? ok([...fields.value, ...stockChange(variant.id, row, decisionContext)]) : fields;
}

/**
 * Applies a quantity only if it differs from the previous import, and from the export that the file was made from.
 * Otherwise, importing the same file again would undo sales.
 */
function stockChange(
  variantId: string,
  { stocked, exportedStocked }: FileVariant,
  decisionContext: ImportContext,
): readonly NewEvent[] {
  const current = decisionContext.stocks.get(variantId);
  if (current === undefined || stocked === undefined) return [];
  if (stocked === exportedStocked || stocked === decisionContext.imported[variantId]) return [];
  // A file has one total for all locations. Its change is applied at the default location.
  const elsewhere =
    current.stocked - levelAt(current, decisionContext.stockLocations.defaultLocationId).stocked;
  return stockEvents(current, Math.max(0, stocked - elsewhere), "import", decisionContext.stockLocations);
}

function quantitiesOf(rows: readonly (readonly [string | undefined, FileVariant])[]): ImportedQuantities {
  return Object.fromEntries(
    rows.flatMap(([id, { stocked }]) => (id === undefined || stocked === undefined ? [] : [[id, stocked]])),
  );
}

/** The ids of the created variants, in order. */
function createdIds(events: readonly NewEvent[]): readonly string[] {
  const isCreation = (event: NewEvent): event is NewEvent<Variant> => event.type === variantCreated.type;
  return events.filter(isCreation).map(({ data }) => data.id);
}

function moves(id: string, from: ProductStatus, to: ProductStatus | undefined): readonly NewEvent[] {
  return to === undefined ? [] : movesBetween(from, to).map((move) => productMoves[move].event.of(id, {}));
}

/** Turns empty SEO cells into null. */
function emptyAsNone(seo: FileProduct["seo"]) {
  return seo !== undefined && Object.keys(seo).length === 0 ? null : seo;
}
