import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { pageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { readApiKeys, revokeApiKey } from "./commands.ts";
import { apiKeyInput } from "./schema.ts";
import { issueApiKey } from "./workflows.ts";

const path = "/v1/admin/api-keys";

export const routes = [
  defineRoute({
    method: "get",
    path,
    tag: "API keys",
    operationId: "listApiKeys",
    summary: "List API keys",
    description:
      "Lists API keys, newest first, without their secrets. Revoked and expired keys are included.",
    operation: readApiKeys,
    query: z.strictObject(pageQuery),
    input: ({ page }) => page,
    returns: "A page of API keys, without their secrets",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path,
    tag: "API keys",
    operationId: "createApiKey",
    summary: "Create an API key",
    description:
      "Creates a secret key with a role, or a publishable key. A secret key may do what its role may, or only what its `scopes` say: permissions of the role that the caller has too. `expiresAt` ends it by itself; a key that is created by a key with an expiry ends no later than that. The key's text is returned only once. `lastUsedAt` says when it was used last, to about a minute.",
    operation: issueApiKey,
    body: apiKeyInput,
    input: ({ body }) => body,
    status: 201,
    returns: "The API key and its secret",
    location: ({ id }) => `${path}/${id}`,
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    tag: "API keys",
    operationId: "revokeApiKey",
    summary: "Revoke an API key",
    description: "Writes with the key are refused at once, reads within four seconds.",
    operation: revokeApiKey,
    params: z.object({ id: opaqueId }),
    input: ({ params }) => params,
    returns: "Revoked",
  }),
];
