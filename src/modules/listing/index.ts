import type { ModuleParts } from "../../kernel/module.ts";
import { adminRoutes } from "./admin-routes.ts";
import { conditionalProducts } from "./conditions.ts";
import { pricedQuery, storeRoutes } from "./store-routes.ts";
import { readExport, readMostOptions } from "./view/export-page.ts";
import { facetLimits } from "./view/lists/facet-counts.ts";
import { facetSchemas } from "./view/lists/facets.ts";
import { listAdminProducts } from "./view/lists/list-admin.ts";
import { listStoreProducts } from "./view/lists/list-store.ts";
import { listVariants } from "./view/lists/list-variants.ts";
import { filterLimits } from "./view/lists/store-filters.ts";
import { productView } from "./view/project-products.ts";
import { catalogueSettingsView } from "./view/project-settings.ts";
import { readStoreProduct } from "./view/read-store.ts";
import { listRelatedProducts, relatedLimits, relatedSchemas } from "./view/related.ts";
import { reuseLimits } from "./view/reuse.ts";

export { productsTag, tagsOfProductList } from "./cache-tags.ts";
export { type ExportPage, readExport, readMostOptions } from "./view/export-page.ts";
export { type GridProduct, gridStatement, readGrids } from "./view/grids.ts";
export { currentProductHandle, productHandles } from "./view/read-store.ts";
export { reuseLimits } from "./view/reuse.ts";
export { productHits } from "./view/search/product-search.ts";
export { pricedQuery };

/** Product lists, with filters, search and facets. */
export const listing = {
  conditional: [conditionalProducts],
  limits: [
    ...Object.values(filterLimits),
    ...Object.values(facetLimits),
    ...Object.values(relatedLimits),
    ...Object.values(reuseLimits),
  ],
  // Settings first: the product view writes rows for each of the tenant's current locales and currencies.
  views: [catalogueSettingsView, productView],
  operations: [
    listStoreProducts,
    readStoreProduct,
    listRelatedProducts,
    listAdminProducts,
    listVariants,
    readExport,
    readMostOptions,
  ],
  schemas: [facetSchemas, relatedSchemas],
  routes: [...storeRoutes, ...adminRoutes],
} satisfies ModuleParts;
