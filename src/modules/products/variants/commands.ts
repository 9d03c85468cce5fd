import * as z from "zod";
import { refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { decideEmptied, readStock } from "../../inventory/index.ts";
import { noSuchProduct } from "../commands.ts";
import { loadDecisionContext, writtenProduct } from "../decision-context.ts";
import { variantDeleted } from "../events.ts";
import { productLimits } from "../limits/limits.ts";
import { checkProductSize } from "../limits/size-rules.ts";
import { pricesInput } from "../prices/schema.ts";
import { type DecisionContext, decideVariant, stockEvents } from "../rules.ts";
import { variantInput, variantPatch } from "../schema.ts";
import { type AdminVariant, adminVariant } from "../shapes.ts";
import { readProductState } from "../store.ts";
import { decideFields, decidePrices } from "./changes.ts";
import { checkVariantImages } from "./images.ts";
import { productOfVariant } from "./lookups.ts";
import { checkOptions, checkSkus, optionAt } from "./rules.ts";

export const noSuchVariant = refusal("not-found", "There is no such variant.");
const byId = z.object({ id: opaqueId });
/** A variant shares its product's version. */
const guards = ({ id }: { readonly id: string }, database: TenantDatabase) => {
  const productId = productOfVariant(database, canonicalId(catalogueIds.variant, id));
  return productId === undefined ? null : { type: "product", id: productId };
};

const guardsProduct = ({ productId }: { readonly productId: string }) => ({
  type: "product",
  id: canonicalId(catalogueIds.product, productId),
});

export const addVariant = defineCommand({
  name: "catalogue.addVariant",
  access: "products:update",
  input: z.object({ productId: opaqueId, variant: variantInput }),
  output: adminVariant,
  guards: guardsProduct,
  target: guardsProduct,
  load: (database, { productId, variant }, context) => ({
    current: readProductState(database, canonicalId(catalogueIds.product, productId)),
    decisionContext: loadDecisionContext(database, context, [variant.sku]),
  }),
  decide({ current, decisionContext }, { variant }, context) {
    if (current === undefined) return refused(noSuchProduct);
    const last = current.variants.length;
    const most = productLimits.variants.value;
    if (last >= most) return refused(refusalAt("too-large", "", `A product has at most ${most} variants.`));
    const matching = checkOptions(current.options, [...current.variants, variant], (_, option) =>
      optionAt("/options", option),
    );
    if (!matching.ok) return matching;
    const unused = checkSkus([{ sku: variant.sku, id: null, pointer: "/sku" }], decisionContext.ownerBySku);
    if (!unused.ok) return unused;
    const depicted = checkVariantImages(current.images, [{ image: variant.image, pointer: "/image" }]);
    if (!depicted.ok) return depicted;
    const position = Math.max(-1, ...current.variants.map((one) => one.position)) + 1;
    const decided = decideVariant(current.id, variant, position, "", decisionContext, context);
    if (!decided.ok) return decided;
    const events = checkProductSize(current, decided.value, variant);
    if (!events.ok) return events;
    const known = new Set(current.variants.map(({ id }) => id));
    return ok({
      events: events.value,
      answer: (database: TenantDatabase) =>
        found(
          writtenProduct(database, context.tenantId, current.id).variants.find(({ id }) => !known.has(id)),
        ),
    });
  },
});

export const updateVariant = defineCommand({
  name: "catalogue.updateVariant",
  access: "products:update",
  input: z.object({ id: opaqueId, patch: variantPatch }),
  output: adminVariant,
  guards,
  target: guards,
  load: (database, { id, patch }, context) =>
    loadVariant(database, id, loadDecisionContext(database, context, [patch.sku])),
  decide(loaded, { patch }, { tenantId }) {
    if (loaded === null) return refused(noSuchVariant);
    const { product, variant, decisionContext } = loaded;
    const { prices, stocked, ...fields } = patch;
    const changed = decideFields(product, variant, fields, decisionContext);
    if (!changed.ok) return changed;
    const priced = prices === undefined ? ok([]) : decidePrices(product.id, variant, prices, decisionContext);
    if (!priced.ok) return priced;
    const stock =
      stocked === undefined
        ? []
        : stockEvents(loaded.stock, stocked, "set with the variant", decisionContext.stockLocations);
    const events = checkProductSize(product, [...changed.value, ...priced.value, ...stock], patch);
    if (!events.ok) return events;
    return ok({
      events: events.value,
      answer: (database: TenantDatabase) => variantResponse(database, tenantId, product.id, variant.id),
    });
  },
});

export const setPrices = defineCommand({
  name: "catalogue.setPrices",
  access: "products:update",
  input: pricesInput.extend({ id: opaqueId }),
  output: adminVariant,
  guards,
  target: guards,
  load: (database, { id }, context) => loadVariant(database, id, loadDecisionContext(database, context, [])),
  decide(loaded, { prices }, { tenantId }) {
    if (loaded === null) return refused(noSuchVariant);
    const { product, variant, decisionContext } = loaded;
    const priced = decidePrices(product.id, variant, prices, decisionContext);
    if (!priced.ok) return priced;
    const events = checkProductSize(product, priced.value, { prices });
    if (!events.ok) return events;
    return ok({
      events: events.value,
      answer: (database: TenantDatabase) => variantResponse(database, tenantId, product.id, variant.id),
    });
  },
});

export const deleteVariant = defineCommand({
  name: "catalogue.deleteVariant",
  access: "products:update",
  input: byId,
  output: nothing,
  guards,
  target: guards,
  load: (database, { id }, context) => loadVariant(database, id, loadDecisionContext(database, context, [])),
  decide(loaded) {
    if (loaded === null) return refused(noSuchVariant);
    const { product, variant, stock } = loaded;
    if (product.variants.length === 1)
      return refused(refusal("last-variant", "This is the product's only variant."));
    const emptied = decideEmptied(stock, "variant deleted");
    return ok({
      events: [...emptied, variantDeleted.of(product.id, { id: variant.id })],
      answer: () => null,
    });
  },
});

function loadVariant(database: TenantDatabase, id: string, decisionContext: DecisionContext) {
  const variantId = canonicalId(catalogueIds.variant, id);
  const productId = productOfVariant(database, variantId);
  const product = productId === undefined ? undefined : readProductState(database, productId);
  const variant = product?.variants.find((one) => one.id === variantId);
  if (product === undefined || variant === undefined) return null;
  return { product, variant, stock: readStock(database, variantId), decisionContext };
}

function variantResponse(
  database: TenantDatabase,
  tenantId: string,
  productId: string,
  variantId: string,
): AdminVariant {
  return found(writtenProduct(database, tenantId, productId).variants.find(({ id }) => id === variantId));
}

function found(variant: AdminVariant | undefined): AdminVariant {
  if (variant === undefined) throw new Error("variant not found after it was written");
  return variant;
}
