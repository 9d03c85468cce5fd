import { z } from "zod";
import { defineRoute } from "../../kernel/api/route.ts";
import { pageQuery } from "../../kernel/read/page.ts";
import { opaqueId } from "../../kernel/values/id.ts";
import { readApiKeys, revokeApiKey } from "./commands.ts";
import { apiKeyInput } from "./schema.ts";
import { issueApiKey } from "./workflows.ts";

const path = "/v1/admin/api-keys";

export const routes = [
  defineRoute({
    method: "get",
    path,
    summary: "List API keys, newest first",
    operation: readApiKeys,
    query: z.object(pageQuery).strict(),
    input: ({ page }) => page,
    returns: "A page of API keys, without their secrets",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path,
    summary: "Create an API key. Its secret is shown only once",
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
    summary: "Revoke an API key",
    operation: revokeApiKey,
    params: z.object({ id: opaqueId }),
    input: ({ params }) => params,
    returns: "Revoked",
  }),
];
