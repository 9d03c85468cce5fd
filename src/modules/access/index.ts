import { defineResources } from "../../kernel/access/permission.ts";
import { defineModule } from "../../kernel/module.ts";
import { accessIds } from "./ids.ts";
import { secretKeyAuthenticator } from "./keys/authenticator.ts";
import { createApiKey, readApiKeys, revokeApiKey, verifyApiKey } from "./keys/commands.ts";
import { apiKeyCreated, apiKeyRevoked } from "./keys/events.ts";
import { publishableKeyAuthenticator } from "./keys/publishable/authenticator.ts";
import { routes } from "./keys/routes.ts";
import { accessSchemas, roles } from "./keys/schema.ts";
import { apiKeyAggregate, countKeysWith, identifyKey, migrations } from "./keys/store.ts";
import { noteKeyUse } from "./keys/uses/commands.ts";
import { issueApiKey } from "./keys/workflows.ts";
import { accessLimits } from "./limits.ts";
import { checkPermission, listPermissions } from "./permissions/queries.ts";
import { permissionRoutes } from "./permissions/routes.ts";
import { permissionSchemas } from "./permissions/schema.ts";
import { platformTokenAuthenticator } from "./platform-token.ts";
import { problems } from "./problems.ts";
import { findQuery, readOneQuery, readQueries, removeQuery, storeQueries } from "./queries/commands.ts";
import { queryEvents } from "./queries/events.ts";
import { queryRoutes } from "./queries/routes.ts";
import { querySchemas } from "./queries/schema.ts";
import { registeredQueryAggregate } from "./queries/store.ts";
import { registerQueries } from "./queries/workflows.ts";
import { createRole, deleteRole, listRoles, readOneRole, updateRole } from "./roles/commands.ts";
import { roleEvents } from "./roles/events.ts";
import { roleRoutes } from "./roles/routes.ts";
import { roleSchemas } from "./roles/schema.ts";
import { readRole, roleAggregate } from "./roles/store.ts";
import { roleTransfer } from "./roles/transfer-store.ts";

export { mintApiKey, readApiKey } from "./keys/key-format.ts";
export { decideCreateKey } from "./keys/rules.ts";
export { mintedKey } from "./keys/schema.ts";
export { nameOfKey } from "./keys/store.ts";

/** The permission resources of this module, and the default actions per role. */
const resources = defineResources({
  apiKeys: { admin: ["manage"] },
});

/**
 * Authentication and authorization: the platform token, API keys, and the roles of a tenant. Users and sessions are separate.
 */
export const access = defineModule({
  name: "access",
  ids: accessIds,
  resources,
  roles,
  problems,
  limits: Object.values(accessLimits),
  migrations,
  aggregates: [apiKeyAggregate, roleAggregate, registeredQueryAggregate],
  transfers: [roleTransfer],
  events: [apiKeyCreated, apiKeyRevoked, ...roleEvents, ...queryEvents],
  operations: [
    issueApiKey,
    createApiKey,
    revokeApiKey,
    readApiKeys,
    verifyApiKey,
    noteKeyUse,
    registerQueries,
    storeQueries,
    removeQuery,
    readQueries,
    readOneQuery,
    findQuery,
    createRole,
    updateRole,
    deleteRole,
    readOneRole,
    listRoles,
    listPermissions,
    checkPermission,
  ],
  tags: {
    "API keys":
      "Secret keys by which programs act for a tenant, each with a role, and publishable keys that name the tenant in pages and apps.",
    Roles: "Roles that a tenant makes, what permissions allow, and who may do what.",
  },
  schemas: [accessSchemas, querySchemas, roleSchemas, permissionSchemas],
  routes: [...routes, ...queryRoutes, ...roleRoutes, ...permissionRoutes],
  // The publishable key comes first: it is on the way of cached reads, and the platform token costs a digest.
  authenticators: [publishableKeyAuthenticator, platformTokenAuthenticator, secretKeyAuthenticator],
  identify: identifyKey,
  readRole,
  countRoleHolders: countKeysWith,
});

declare module "../../kernel/access/permission.ts" {
  interface ResourceRegister {
    readonly access: typeof resources;
  }
  interface RoleRegister {
    readonly access: (typeof roles)[number];
  }
}
