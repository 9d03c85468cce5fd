import { defineModule } from "../../kernel/module.ts";
import {
  changeSettings,
  disableModule,
  enableModule,
  initialiseTenant,
  setTenantStatus,
} from "./commands.ts";
import { settingsEvents, tenantCreated, tenantUpdated } from "./events.ts";
import {
  findTenant,
  readModules,
  readTenantRecord,
  readTenantSettings,
  settingsOfTenant,
} from "./queries.ts";
import { beginEpoch, changeRecord, reserveTenant } from "./records/commands.ts";
import { restoreRoutes } from "./records/restore-routes.ts";
import { platformRoutes } from "./records/routes.ts";
import { tenantRoutes } from "./routes.ts";
import { migrations, readTenancy, settingsAggregate, tenantAggregate } from "./store.ts";
import { settingsView, tenantView } from "./view.ts";

export { settingsEvents } from "./events.ts";
export { isHost, normalName, slugPattern } from "./names.ts";
export { findTenant, settingsOfTenant } from "./queries.ts";
export { type Settings, settings as settingsShape, settingsState, tenantRecord } from "./schema.ts";
export { loadSettings, settingsOf } from "./store.ts";
export { shopperOf } from "./storefront.ts";
export { readTenant, tenantFrom } from "./view.ts";

/** Who is served: tenants, their names, settings and modules. */
export const tenants = defineModule({
  name: "tenants",
  requires: ["access"],
  migrations,
  aggregates: [tenantAggregate, settingsAggregate],
  events: [tenantCreated, tenantUpdated, ...settingsEvents],
  commands: [
    reserveTenant,
    changeRecord,
    beginEpoch,
    initialiseTenant,
    changeSettings,
    setTenantStatus,
    enableModule,
    disableModule,
  ],
  systemCommands: { beginEpoch },
  queries: [findTenant, readTenantRecord, settingsOfTenant, readTenantSettings, readModules],
  views: [tenantView, settingsView],
  routes: [...platformRoutes, ...restoreRoutes, ...tenantRoutes],
  tenancy: readTenancy,
});
