import type { ModuleParts } from "../../kernel/module.ts";
import type { StockedVariants } from "../inventory/index.ts";
import type { PricedVariants } from "../pricing/index.ts";
import { adminRoutes } from "./admin-routes.ts";
import { bulkPriceSchemas, setPricesBySku } from "./bulk-prices/commands.ts";
import { bulkPriceRoutes } from "./bulk-prices/routes.ts";
import { createProduct, deleteProduct, moveCommands, updateProduct } from "./commands.ts";
import { productDeleted, productEvents, variantDeleted } from "./events.ts";
import { productLimits } from "./limits/limits.ts";
import { readProduct, readVariant } from "./queries.ts";
import { releasableProduct } from "./releases/releasable.ts";
import { productInputSchemas } from "./schema.ts";
import { productSchemas } from "./shapes.ts";
import { migrations, productAggregate } from "./store.ts";
import { productTransfer } from "./transfer/store.ts";
import { addVariant, deleteVariant, setPrices, updateVariant } from "./variants/commands.ts";
import { importMigration } from "./variants/imported-store.ts";
import { existingVariants, policiesOfSkus, policyOfVariant, variantIdsOf } from "./variants/lookups.ts";
import { variantRoutes } from "./variants/routes.ts";

export { loadDecisionContext } from "./decision-context.ts";
export { productDeleted, productEvents, variantCreated } from "./events.ts";
export { publishedWithHandle } from "./finding/store.ts";
export { placedImages } from "./images/rules.ts";
export { addressedImages } from "./images/schema.ts";
export { productsShowing } from "./images/store.ts";
export { productLimits } from "./limits/limits.ts";
export { checkProductSize } from "./limits/size-rules.ts";
export { toAdminProduct, toStoreProduct } from "./presentation.ts";
export { type PriceInput, unitPriceIn } from "./prices/schema.ts";
export {
  type DecisionContext,
  decideCreate,
  decideUpdate,
  decideVariant,
  movesBetween,
  productMoves,
  stockEvents,
} from "./rules.ts";
export {
  type Option,
  type ProductState,
  type ProductStatus,
  productInput,
  productState,
  productStatus,
  type Variant,
  type VariantChange,
  type VariantCode,
  type VariantInput,
  variantCodes,
} from "./schema.ts";
export {
  type AdminProduct,
  type AdminVariant,
  adminVariant,
  type ListedAdminProduct,
  listedAdminProduct,
  listedProduct,
  type StoreProduct,
  type StoreVariant,
  storeProduct,
} from "./shapes.ts";
export { externalHandleOf, productWithExternalHandle, readProductState, unknownProducts } from "./store.ts";
export { decideFields, decidePrices } from "./variants/changes.ts";
export { type ImportedQuantities, readImported, writeImported } from "./variants/imported-store.ts";
export { policiesOfSkus } from "./variants/lookups.ts";
export { checkOptions, checkSkus, takenSkus } from "./variants/rules.ts";
export { readSellableVariants, type SellableVariant } from "./variants/sellable-variants.ts";

/** How the inventory module looks up variants. */
export const stockedVariants: StockedVariants = { policyOf: policyOfVariant, policiesOfSkus };

/** How the pricing module looks up variants. */
export const pricedVariants: PricedVariants = {
  existing: existingVariants,
  variantsOf: variantIdsOf,
  variantDeleted,
  productDeleted,
};

/** Products with their variants and prices. */
export const products = {
  limits: Object.values(productLimits),
  migrations: [...migrations, importMigration],
  aggregates: [productAggregate],
  events: productEvents,
  transfers: [productTransfer],
  releasables: [releasableProduct],
  operations: [
    createProduct,
    updateProduct,
    ...moveCommands.map(({ command }) => command),
    deleteProduct,
    addVariant,
    updateVariant,
    setPrices,
    setPricesBySku,
    deleteVariant,
    readProduct,
    readVariant,
  ],
  schemas: [productInputSchemas, productSchemas, bulkPriceSchemas],
  routes: [...adminRoutes, ...variantRoutes, ...bulkPriceRoutes],
} satisfies ModuleParts;
