import { z } from "zod";
import { gone, listed } from "../../kernel/api/reply.ts";
import { defineRoute } from "../../kernel/api/route.ts";
import { listSchema, pageQuery } from "../../kernel/read/page.ts";
import { newId, opaqueId } from "../../kernel/values/id.ts";
import { ok } from "../../kernel/values/result.ts";
import { createApiKey, readApiKeys, revokeApiKey } from "./commands.ts";
import { accessIds } from "./ids.ts";
import { apiKey, apiKeyInput, createdApiKey } from "./schema.ts";

const params = z.object({ id: opaqueId });

export const routes = [
  defineRoute({
    method: "get",
    path: "/v1/admin/api-keys",
    summary: "List the tenant's API keys",
    access: readApiKeys.access,
    query: z.object(pageQuery).strict(),
    replies: { 200: { description: "The keys, without their secrets", schema: listSchema(apiKey) } },
    refusals: ["invalid-cursor"],
    async handle({ page, services }) {
      return listed(await services.ask(readApiKeys, page));
    },
  }),
  defineRoute({
    method: "post",
    path: "/v1/admin/api-keys",
    summary: "Create an API key; its secret is shown this once",
    access: createApiKey.access,
    body: apiKeyInput,
    replies: { 201: { description: "The key and its secret", schema: createdApiKey } },
    async handle({ body, services, now }) {
      const tenant = await services.tenant();
      if (!tenant.ok) return tenant;
      const id = newId(accessIds.apiKey, now, Math.random);
      const minted = { id, ...(await services.mintKey(tenant.value.id, id)) };
      const created = await services.execute(createApiKey, { ...body, minted });
      if (!created.ok) return created;
      const { key, sealed } = created.value;
      return ok({
        status: 201,
        body: { ...key, apiKey: await services.openSecret(sealed) },
        headers: { Location: `/v1/admin/api-keys/${key.id}` },
      });
    },
  }),
  defineRoute({
    method: "delete",
    path: "/v1/admin/api-keys/{id}",
    summary: "Revoke an API key",
    access: revokeApiKey.access,
    params,
    replies: { 204: { description: "Revoked" } },
    async handle({ params: { id }, services }) {
      return gone(await services.execute(revokeApiKey, { id }));
    },
  }),
];
