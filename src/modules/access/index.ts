import { defineResources } from "../../kernel/access/permission.ts";
import { defineModule } from "../../kernel/module.ts";
import { createApiKey, readApiKeys, revokeApiKey, verifyApiKey } from "./commands.ts";
import { apiKeyCreated, apiKeyRevoked } from "./events.ts";
import { accessIds } from "./ids.ts";
import { platformTokenAuthenticator } from "./platform-token.ts";
import { publishableKeyAuthenticator } from "./publishable/authenticator.ts";
import { routes } from "./routes.ts";
import { accessSchemas, roles } from "./schema.ts";
import { secretKeyAuthenticator } from "./secret-key.ts";
import { apiKeyAggregate, identifyKey, migrations } from "./store.ts";
import { noteKeyUse } from "./uses/commands.ts";
import { issueApiKey } from "./workflows.ts";

export { mintApiKey, readApiKey } from "./key-format.ts";
export { decideCreateKey } from "./rules.ts";
export { mintedKey } from "./schema.ts";

/** The permission resources of this module, and the default actions per role. */
const resources = defineResources({
  apiKeys: { admin: ["manage"] },
});

/**
 * Authentication and authorization: the platform token and secret API keys. Users and sessions are separate.
 */
export const access = defineModule({
  name: "access",
  ids: accessIds,
  resources,
  roles,
  migrations,
  aggregates: [apiKeyAggregate],
  events: [apiKeyCreated, apiKeyRevoked],
  operations: [issueApiKey, createApiKey, revokeApiKey, readApiKeys, verifyApiKey, noteKeyUse],
  tags: {
    "API keys":
      "Secret keys by which programs act for a tenant, each with a role, and publishable keys that name the tenant in pages and apps.",
  },
  schemas: [accessSchemas],
  routes,
  // The publishable key comes first: it is on the way of cached reads, and the platform token costs a digest.
  authenticators: [publishableKeyAuthenticator, platformTokenAuthenticator, secretKeyAuthenticator],
  identify: identifyKey,
});

declare module "../../kernel/access/permission.ts" {
  interface ResourceRegister {
    readonly access: typeof resources;
  }
  interface RoleRegister {
    readonly access: (typeof roles)[number];
  }
}
