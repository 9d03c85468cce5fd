import { defineModule } from "../../kernel/module.ts";
import { adminRoutes } from "./admin-routes.ts";
import { createProduct, deleteProduct, moveCommands, updateProduct } from "./commands.ts";
import { productEvents } from "./events.ts";
import { exportRoute } from "./export/route.ts";
import { groupAdminRoutes } from "./groups/admin-routes.ts";
import { groupCommands } from "./groups/commands.ts";
import { allGroupEvents } from "./groups/events.ts";
import { groupAggregate } from "./groups/store.ts";
import { groupStoreRoutes } from "./groups/store-routes.ts";
import { importProduct } from "./import/command.ts";
import { importRoute } from "./import/route.ts";
import { importMigration } from "./import/store.ts";
import { readProduct, readVariant } from "./queries.ts";
import { adjustStock, setStock, setStockBySku } from "./stock/commands.ts";
import { readInventory, readMovements } from "./stock/queries.ts";
import { stockRoutes } from "./stock/routes.ts";
import { migrations, productAggregate } from "./store.ts";
import { storeRoutes } from "./store-routes.ts";
import { addVariant, deleteVariant, setPrices, updateVariant } from "./variant-commands.ts";
import { variantRoutes } from "./variant-routes.ts";
import { groupView } from "./view/project-groups.ts";
import { productView } from "./view/project-products.ts";
import { catalogueSettingsView } from "./view/project-settings.ts";

export { readSellableVariants, type SellableVariant } from "./sellable-variants.ts";

const collections = groupCommands("collection");
const categories = groupCommands("category");
const groupWrites = [collections, categories].flatMap(({ create, update, setProducts, remove }) => [
  create,
  update,
  setProducts,
  remove,
]);

/** What is sold: products with variants and prices, and the collections and categories they are found in. */
export const catalogue = defineModule({
  name: "catalogue",
  requires: ["tenants", "inventory"],
  optional: true,
  migrations: [...migrations, importMigration],
  aggregates: [productAggregate, groupAggregate("collection"), groupAggregate("category")],
  events: [...productEvents, ...allGroupEvents],
  commands: [
    createProduct,
    updateProduct,
    ...moveCommands.map(({ command }) => command),
    deleteProduct,
    addVariant,
    updateVariant,
    setPrices,
    deleteVariant,
    setStock,
    adjustStock,
    setStockBySku,
    importProduct,
    ...groupWrites,
  ],
  queries: [readProduct, readVariant, readInventory, readMovements, collections.read, categories.read],
  // Settings first: products are listed in the languages and currencies that the tenant has by then.
  views: [catalogueSettingsView, productView, groupView],
  routes: [
    ...storeRoutes,
    ...groupStoreRoutes("collection"),
    ...groupStoreRoutes("category"),
    ...adminRoutes,
    importRoute,
    exportRoute,
    ...variantRoutes,
    ...stockRoutes,
    ...groupAdminRoutes("collection", collections),
    ...groupAdminRoutes("category", categories),
  ],
});
