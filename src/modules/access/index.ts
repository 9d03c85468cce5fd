import { defineModule } from "../../kernel/module.ts";
import { createApiKey, readApiKeys, revokeApiKey, verifyApiKey } from "./commands.ts";
import { apiKeyCreated, apiKeyRevoked } from "./events.ts";
import { routes } from "./routes.ts";
import { apiKeyAggregate, identifyKey, migration } from "./store.ts";
import { issueApiKey } from "./workflows.ts";

export { verifyApiKey } from "./commands.ts";
export { decideCreateKey } from "./rules.ts";
export { mintedKey } from "./schema.ts";

/** Who may do what: the platform token and secret API keys. Users and sessions come beside them. */
export const access = defineModule({
  name: "access",
  migrations: [migration],
  aggregates: [apiKeyAggregate],
  events: [apiKeyCreated, apiKeyRevoked],
  operations: [issueApiKey, createApiKey, revokeApiKey, readApiKeys, verifyApiKey],
  routes,
  identify: identifyKey,
});
