import { defineResources } from "../../kernel/access/permission.ts";
import { defineModule } from "../../kernel/module.ts";
import {
  changeSettings,
  disableModule,
  enableModule,
  initialiseTenant,
  setTenantStatus,
} from "./commands.ts";
import { settingsEvents, tenantCreated, tenantUpdated } from "./events.ts";
import { platformRoutes } from "./platform-routes.ts";
import { platformTokenAuthenticator } from "./platform-token.ts";
import { problems } from "./problems.ts";
import {
  findTenant,
  readModules,
  readTenantRecord,
  readTenantSettings,
  settingsOfTenant,
} from "./queries.ts";
import { beginEpoch, changeRecord, reserveTenant } from "./record-commands.ts";
import { restoreRoutes } from "./restore-routes.ts";
import { tenantRoutes } from "./routes.ts";
import { migration, readTenancy, settingsAggregate, tenantAggregate } from "./store.ts";
import { settingsView, tenantView } from "./view.ts";

export { settingsEvents } from "./events.ts";
export { findTenant, settingsOfTenant } from "./queries.ts";
export { type Settings, settings as settingsShape, tenantRecord } from "./schema.ts";
export { settingsOf } from "./store.ts";
export { readTenant, tenantFrom } from "./view.ts";

/** What permissions can name here, and what each role may do with it. */
const resources = defineResources({
  tenants: {},
  settings: { admin: ["manage"] },
  modules: { admin: ["read", "list"] },
});

/** Who is served: tenants, their names, settings and modules. */
export const tenants = defineModule({
  name: "tenants",
  requires: ["access"],
  problems,
  resources,
  migrations: [migration],
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
  queries: [findTenant, readTenantRecord, settingsOfTenant, readTenantSettings, readModules],
  views: [tenantView, settingsView],
  routes: [...platformRoutes, ...restoreRoutes, ...tenantRoutes],
  authenticators: [platformTokenAuthenticator],
  tenancy: readTenancy,
});

declare module "../../kernel/access/permission.ts" {
  interface ResourceRegister {
    readonly tenants: typeof resources;
  }
}
