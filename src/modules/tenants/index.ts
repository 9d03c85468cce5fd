import { defineResources } from "../../kernel/access/permission.ts";
import { defineModule } from "../../kernel/module.ts";
import {
  changeSettings,
  disableModule,
  enableModule,
  initialiseTenant,
  setTenantStatus,
} from "./commands.ts";
import { cancelDeletion, endGracePeriods, requestDeletion, settleErasure } from "./deletion/commands.ts";
import { eraseTenants } from "./deletion/reactions.ts";
import { deletionRoutes } from "./deletion/routes.ts";
import { cancelTenantDeletion, deleteTenant } from "./deletion/workflows.ts";
import { recordEvents, settingsEvents } from "./events.ts";
import { problems } from "./problems.ts";
import {
  findTenant,
  listTenantIds,
  readModules,
  readTenantRecord,
  readTenantSettings,
  settingsOfTenant,
} from "./queries.ts";
import { beginEpoch, changeRecord, reserveTenant } from "./records/commands.ts";
import { platformRoutes } from "./records/routes.ts";
import { createTenant, readTenant, restoreTenant, updateTenant } from "./records/workflows.ts";
import { tenantRoutes } from "./routes.ts";
import { tenantSchemas } from "./schema.ts";
import { migrations, readTenancy, settingsAggregate, tenantAggregate } from "./store.ts";
import { settingsTransfer } from "./transfer/store.ts";
import { listTenants, readStore, settingsView, tenantView } from "./view.ts";
import { turnModuleOff, turnModuleOn, updateSettings } from "./workflows.ts";

/** The permission resources of this module, and the default actions per role. */
const resources = defineResources({
  tenants: {},
  settings: { admin: ["manage"] },
  modules: { admin: ["read", "list"] },
});

export { moduleEnabled, settingsEvents, settingsUpdated, tenantResumed } from "./events.ts";
export { findTenant, listTenantIds, readTenantRecord, settingsOfTenant } from "./queries.ts";
export { stale as staleRecord } from "./records/workflows.ts";
export { type Settings, settings as settingsShape, settingsState, tenantRecord } from "./schema.ts";
export {
  absoluteUrl,
  originOf,
  type PageKind,
  type PageName,
  pageUrl,
  storefrontUrl,
  urlPatternDefaults,
} from "./settings/url-patterns.ts";
export { loadSettings, settingsOf } from "./store.ts";
export { type Buyer, isFound, pageShopperOf, type Shopper, settingsTag, shopperOf } from "./storefront.ts";
export { readTenant, tenantFrom } from "./view.ts";

/** Tenants: their records, names, settings and modules. */
export const tenants = defineModule({
  name: "tenants",
  requires: ["access"],
  problems,
  resources,
  migrations,
  aggregates: [tenantAggregate, settingsAggregate],
  events: [...recordEvents, ...settingsEvents],
  transfers: [settingsTransfer],
  operations: [
    createTenant,
    listTenants,
    readTenant,
    updateTenant,
    restoreTenant,
    deleteTenant,
    cancelTenantDeletion,
    requestDeletion,
    cancelDeletion,
    settleErasure,
    readStore,
    readTenantSettings,
    updateSettings,
    readModules,
    turnModuleOn,
    turnModuleOff,
    reserveTenant,
    changeRecord,
    beginEpoch,
    listTenantIds,
    initialiseTenant,
    changeSettings,
    setTenantStatus,
    enableModule,
    disableModule,
    findTenant,
    readTenantRecord,
    settingsOfTenant,
  ],
  scheduledJobs: [endGracePeriods],
  reactions: [eraseTenants],
  systemCommands: { beginEpoch },
  views: [tenantView, settingsView],
  tags: {
    Storefront:
      "What shoppers browse: the store, its published products, collections and categories, and its shipping options.",
    Settings: "A tenant's own settings: name, languages, currencies, taxes, allowed origins and thresholds.",
    Modules: "The parts of the platform, and which of them a tenant has enabled.",
    Tenants: "Shops and sites on the platform. Each has a write database, domains and API keys of its own.",
  },
  schemas: [tenantSchemas],
  routes: [...platformRoutes, ...deletionRoutes, ...tenantRoutes],
  tenancy: readTenancy,
});

declare module "../../kernel/access/permission.ts" {
  interface ResourceRegister {
    readonly tenants: typeof resources;
  }
}
