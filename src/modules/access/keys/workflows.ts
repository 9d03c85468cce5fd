import { oneCall } from "../../../kernel/operation/budget.ts";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { newId } from "../../../kernel/values/id.ts";
import { ok } from "../../../kernel/values/result.ts";
import { accessIds } from "../ids.ts";
import { createApiKey } from "./commands.ts";
import { mintApiKey, mintPublishableKey } from "./key-format.ts";
import { apiKeyInput, createdApiKey } from "./schema.ts";

/** Creates an API key and returns its secret. Only a replay of the same request returns the secret again. */
export const issueApiKey = defineWorkflow({
  name: "access.issueApiKey",
  access: createApiKey.access,
  input: apiKeyInput,
  output: createdApiKey,
  budget: oneCall,
  ports: ["secrets"],
  async run(input, { invoke, tenantId, session }, { secrets }) {
    const id = newId(accessIds.apiKey, session.now, Math.random);
    const mint = input.kind === "publishable" ? mintPublishableKey : mintApiKey;
    const minted = { id, ...(await secrets.mint((signer) => mint(signer, tenantId, id))) };
    const created = await invoke(createApiKey, { ...input, minted });
    if (!created.ok) return created;
    const { key, sealed } = created.value;
    return ok({ ...key, apiKey: await secrets.open(sealed) });
  },
});
