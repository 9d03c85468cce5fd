import { refusal, refusalAt } from "../../kernel/api/problem.ts";
import { equal } from "../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import type { Context } from "../../kernel/write/command.ts";
import type { NewEvent } from "../../kernel/write/event.ts";
import { before, nextSteps, type StateBefore, type Transitions } from "../../kernel/write/state-machine.ts";
import { catalogueIds } from "../catalogue/ids.ts";
import { decideWithout, type GroupState } from "../collections/index.ts";
import { decideEmptied, decideStocked, type Stock, type StockLocations } from "../inventory/index.ts";
import { standardCategory } from "../taxes/index.ts";
import { mergeTranslations, settleTranslations, type TranslationContext } from "../translations/index.ts";
import {
  productArchived,
  productCreated,
  productDeleted,
  productPublished,
  productRestored,
  productUnpublished,
  productUpdated,
  variantCreated,
} from "./events.ts";
import { type ImageBook, linkImages, placedImages } from "./images/rules.ts";
import { decideVariants } from "./options/rules.ts";
import type {
  ProductInput,
  ProductPatch,
  ProductState,
  ProductStatus,
  Variant,
  VariantInput,
} from "./schema.ts";
import { checkVariantImages } from "./variants/images.ts";
import { checkOptions, checkPrices, checkSkus } from "./variants/rules.ts";

/** What catalogue rules read besides the product itself. */
export interface DecisionContext extends TranslationContext {
  readonly ownerBySku: ReadonlyMap<string, string>;
  readonly currencies: readonly string[];
  readonly stockLocations: StockLocations;
  readonly imageOf: ImageBook;
}

/** draft → active → draft; draft, active → archived; archived → draft. */
export const productTransitions = {
  draft: ["active", "archived"],
  active: ["draft", "archived"],
  archived: ["draft"],
} as const satisfies Transitions<ProductStatus>;

/** The actions that change a product's status, each with the states that it can start from. */
export const productMoves = {
  publish: move(["draft"], "active", productPublished),
  unpublish: move(["active"], "draft", productUnpublished),
  archive: move(["draft", "active"], "archived", productArchived),
  restore: move(["archived"], "draft", productRestored),
};

/** Doesn't compile for a move that `productTransitions` doesn't allow. */
function move<To extends ProductStatus, Event>(
  from: readonly StateBefore<typeof productTransitions, To>[],
  to: To,
  event: Event,
) {
  return { from, to, event };
}

export type ProductMove = keyof typeof productMoves;

/** Returns the moves that lead from one status to another. Empty if they are the same. */
export function movesBetween(from: ProductStatus, to: ProductStatus): readonly ProductMove[] {
  if (from === to) return [];
  const possible = movesFrom(from);
  const straight = possible.find((move) => productMoves[move].to === to);
  if (straight !== undefined) return [straight];
  // Two moves always suffice: an archived product becomes a draft before it can be published.
  return possible.flatMap((move) => {
    const next = movesFrom(productMoves[move].to).find((second) => productMoves[second].to === to);
    return next === undefined ? [] : [move, next];
  });
}

function movesFrom(state: ProductStatus): readonly ProductMove[] {
  return (Object.keys(productMoves) as ProductMove[]).filter((move) =>
    productMoves[move].from.some((one) => one === state),
  );
}

/** Creates a draft product with its variants, their prices and their stock. */
export function decideCreate(
  id: string,
  input: ProductInput & { readonly externalHandle?: string },
  decisionContext: DecisionContext,
  context: Context,
): Result<readonly NewEvent[]> {
  const options = input.options ?? [];
  const matching = checkOptions(options, input.variants);
  if (!matching.ok) return matching;
  const skus = input.variants.map(({ sku }, index) => ({ sku, id: null, pointer: `/variants/${index}/sku` }));
  const unused = checkSkus(skus, decisionContext.ownerBySku);
  if (!unused.ok) return unused;
  const images = input.variants.map(({ image }, index) => ({ image, pointer: `/variants/${index}/image` }));
  const linked = linkImages(input.images ?? [], decisionContext.imageOf);
  if (!linked.ok) return linked;
  const depicted = checkVariantImages(linked.value, images);
  if (!depicted.ok) return depicted;
  const translations = settleTranslations(input.translations, decisionContext, id);
  if (!translations.ok) return translations;
  const created = productCreated.of(id, {
    vendor: input.vendor ?? null,
    type: input.type ?? null,
    tags: input.tags ?? [],
    options,
    images: placedImages(linked.value),
    metadata: input.metadata ?? {},
    attributes: input.attributes ?? [],
    taxCategory: input.taxCategory ?? standardCategory,
    shippingProfile: input.shippingProfile ?? null,
    translations: [...translations.value],
    externalHandle: input.externalHandle ?? null,
  });
  const variants: NewEvent[] = [];
  for (const [index, variant] of input.variants.entries()) {
    const added = decideVariant(id, variant, index, `/variants/${index}`, decisionContext, context);
    if (!added.ok) return added;
    variants.push(...added.value);
  }
  return ok([created, ...variants]);
}

/** Creates a variant with its initial stock. The caller has checked its options and SKU. */
export function decideVariant(
  productId: string,
  input: VariantInput,
  position: number,
  pointer: string,
  decisionContext: DecisionContext,
  context: Context,
): Result<readonly NewEvent[]> {
  const prices = checkPrices(input.prices, decisionContext.currencies, `${pointer}/prices`);
  if (!prices.ok) return prices;
  const variant: Variant = {
    id: context.newId(catalogueIds.variant),
    sku: input.sku ?? null,
    barcode: input.barcode ?? null,
    gtin: input.gtin ?? null,
    options: input.options,
    prices: [...prices.value],
    inventoryPolicy: input.inventoryPolicy ?? "deny",
    requiresShipping: input.requiresShipping ?? true,
    weight: input.weight ?? null,
    image: input.image ?? null,
    position,
  };
  const none: Stock = { variantId: variant.id, levels: [], stocked: 0, reserved: 0 };
  return ok([
    variantCreated.of(productId, variant),
    ...stockEvents(none, input.stocked ?? 0, "first stock", decisionContext.stockLocations),
  ]);
}

/** Sets a variant's stock at the tenant's default location. */
export function stockEvents(
  current: Stock,
  stocked: number,
  reason: string,
  stockLocations: StockLocations,
): readonly NewEvent[] {
  return decideStocked(
    current,
    { locationId: stockLocations.defaultLocationId, stocked, reason },
    stockLocations,
  );
}

/** Merges a patch. Emits no event if nothing changes. */
export function decideUpdate(
  current: ProductState,
  patch: ProductPatch & { readonly externalHandle?: string | undefined },
  decisionContext: DecisionContext,
): Result<readonly NewEvent[]> {
  const { translations: patches, images: sent, variants: _, ...scalars } = patch;
  const linked = linkImages(sent, decisionContext.imageOf, current.images);
  if (!linked.ok) return linked;
  const { value: images } = linked;
  const variants = decideVariants(current, { ...patch, images });
  if (!variants.ok) return variants;
  const translations = mergeTranslations(current.translations, patches ?? [], decisionContext, current.id);
  if (!translations.ok) return translations;
  const wanted = images === undefined ? scalars : { ...scalars, images: placedImages(images) };
  const fields = Object.fromEntries(
    Object.entries(wanted).filter(
      ([field, value]) => value !== undefined && !equal(value, current[field as keyof ProductState]),
    ),
  );
  const { changed, removed } = translations.value;
  const change = {
    ...fields,
    ...(changed.length > 0 ? { translations: [...changed] } : {}),
    ...(removed.length > 0 ? { removedLocales: [...removed] } : {}),
  };
  const updated = Object.keys(change).length > 0 ? [productUpdated.of(current.id, change)] : [];
  return ok([...updated, ...variants.value]);
}

/** Changes a product's status as `productTransitions` allows. */
export function decideMove(current: ProductState, move: ProductMove): Result<readonly NewEvent[]> {
  const { to, from, event } = productMoves[move];
  const movable = before(productTransitions, current, to, wording);
  if (!movable.ok) return movable;
  // Both `unpublish` and `restore` lead to draft, but each from one status only.
  if (!from.some((state) => state === current.status)) {
    const next = nextSteps(productTransitions, current.status, wording);
    const detail = `Cannot ${move} a product that is ${current.status}. ${next}`;
    return refused(refusalAt("invalid-transition", "/status", detail));
  }
  return ok([event.of(current.id, {})]);
}

const wording = {
  noun: "product",
  actionOf: (from: ProductStatus, to: ProductStatus) =>
    movesFrom(from).find((move) => productMoves[move].to === to),
};

/**
 * Deletes an unpublished product, writes off its unreserved stock, and removes it from collections and
 * categories.
 */
export function decideDelete(
  current: ProductState,
  stocks: readonly Stock[],
  groups: readonly GroupState[],
): Result<readonly NewEvent[]> {
  if (current.status === "active") {
    return refused(
      refusal("invalid-transition", "A published product cannot be deleted. Unpublish or archive it first."),
    );
  }
  const emptied = stocks.flatMap((stock) => decideEmptied(stock, "product deleted"));
  return ok([...emptied, ...decideWithout(current.id, groups), productDeleted.of(current.id, {})]);
}
