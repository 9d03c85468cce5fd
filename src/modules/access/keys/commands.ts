import * as z from "zod";
import { grantEntries } from "../../../kernel/access/permission.ts";
import { refusal } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import { pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { accessIds } from "../ids.ts";
import { revisionOf } from "../queries/store.ts";
import { decideCreateKey, decideRevokeKey, isLive } from "./rules.ts";
import { apiKey, apiKeyInput, keyRights, mintedKey } from "./schema.ts";
import { grantsOfKey } from "./scopes/rules.ts";
import { countKeys, listKeys, readKey } from "./store.ts";
import { lastUseOf } from "./uses/store.ts";

const byId = z.object({ id: opaqueId });
const noSuchKey = refusal("not-found", "There is no such API key.");

export const createApiKey = defineCommand({
  name: "access.createApiKey",
  access: "apiKeys:create",
  internal: true,
  input: apiKeyInput.extend({ minted: mintedKey }),
  output: z.object({ key: apiKey, sealed: z.string() }),
  load: (database, _, { actor }) => (actor.kind === "apiKey" ? readKey(database, actor.id) : undefined),
  decide(creator, { minted, ...input }, context) {
    const request = { ...input, id: minted.id, hash: minted.hash };
    const created = decideCreateKey(request, context, creator?.expiresAt);
    if (!created.ok) return created;
    return ok({
      events: [created.value],
      answer: (database) => ({ key: keyResponse(database, minted.id), sealed: minted.sealed }),
    });
  },
});

export const revokeApiKey = defineCommand({
  name: "access.revokeApiKey",
  access: "apiKeys:delete",
  input: byId,
  output: nothing,
  guards: ({ id }) => ({ type: "apiKey", id: canonicalId(accessIds.apiKey, id) }),
  load: (database, { id }) => readKey(database, canonicalId(accessIds.apiKey, id)),
  decide(key, _, context) {
    if (key === undefined) return refused(noSuchKey);
    return ok({ events: decideRevokeKey(key, context), answer: () => null });
  },
});

/** Lists a tenant's API keys, without their secrets. */
export const readApiKeys = defineObjectQuery({
  name: "access.readApiKeys",
  access: "apiKeys:list",
  input: pageRequest,
  output: pageOutput(apiKey),
  run(database, { limit, after, count }) {
    const before = after === null ? null : String(after[0]);
    const rows = listKeys(database, before, limit + 1);
    const page = pageOf(
      rows,
      limit,
      ({ id }) => [id],
      ({ id }) => keyResponse(database, id),
    );
    return ok({ ...page, totalCount: count ? countKeys(database) : undefined });
  },
});

/**
 * Called by the edge. Returns what a key may do, and when it was used last; null if the key is not live or the secret is wrong.
 * A publishable key has no secret: its hash is empty.
 */
export const verifyApiKey = defineObjectQuery({
  name: "access.verifyApiKey",
  access: "tenants:read",
  internal: true,
  whileSuspended: true,
  input: z.object({ id: z.string(), hash: z.string() }),
  output: z
    .object({
      ...keyRights.shape,
      grants: grantEntries,
      lastUsedAt: z.number().nullable(),
      /** Of a key that may send registered queries only: changes with each change of them. */
      queriesRevision: z.number().nullable(),
    })
    .nullable(),
  run(database, { id, hash }, { now, roles }) {
    const key = readKey(database, id);
    if (key === undefined || key.hash !== hash || !isLive(key, now)) return ok(null);
    const { kind, role, scopes } = key;
    const grants = [...grantsOfKey(key, roles)];
    // An edge of an older release makes the grants itself.
    const queriesRevision = key.queries === "any" ? null : revisionOf(database, id);
    return ok({ kind, role, scopes, grants, lastUsedAt: lastUseOf(database, id), queriesRevision });
  },
});

function keyResponse(database: Parameters<typeof readKey>[0], id: string) {
  const key = readKey(database, id);
  if (key === undefined) throw new Error(`the key ${id} was just written but cannot be read`);
  const usedAt = lastUseOf(database, id);
  return apiKey.parse({
    ...key,
    lastUsedAt: usedAt === null ? null : new Date(usedAt).toISOString(),
    version: versionOf(database, "apiKey", id),
  });
}
