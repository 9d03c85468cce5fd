import type { ModuleParts } from "../../kernel/module.ts";
import { adminRoutes } from "./admin-routes.ts";
import { storeRoutes } from "./store-routes.ts";
import { productView } from "./view/project-products.ts";
import { catalogueSettingsView } from "./view/project-settings.ts";

export { type ExportPage, readExportPage, readMostOptions } from "./view/export-page.ts";

/** The lists of products, and the search and facets that narrow them. */
export const listing = {
  // Settings first: products are listed in the languages and currencies that the tenant has by then.
  views: [catalogueSettingsView, productView],
  routes: [...storeRoutes, ...adminRoutes],
} satisfies ModuleParts;
