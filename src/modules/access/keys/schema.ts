import * as z from "zod";
import { idSchema } from "../../../kernel/values/id.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { accessIds } from "../ids.ts";
import { permissionText, roleName } from "../roles/schema.ts";

/** The roles that every tenant has. */
export const roles = ["admin", "manager"] as const;

/** The role of a secret key, when only system roles could be one. */
const systemRole = z.enum(roles);

/** `secret`: acts with a role, for servers. `publishable`: names the tenant and gives no rights, for pages and apps. */
export const keyKind = z.enum(["secret", "publishable"]);

const instant = z.iso.datetime();

/** Version 1 of a key's state. */
const firstKey = z.object({
  id: idSchema(accessIds.apiKey),
  name: z.string(),
  role: systemRole,
  createdAt: instant,
  expiresAt: instant.nullable(),
  revokedAt: instant.nullable(),
});

/** A key's kind, and the permissions it is limited to. */
export const keyRights = z.object({
  kind: keyKind,
  /** The name of a system role or of one of the tenant. Null for a publishable key. */
  role: z.string().nullable(),
  /** Permissions of the role. Null for all of them. */
  scopes: z.array(z.string()).nullable(),
});

/** Which GraphQL queries a key may send: `any`, or of a publishable key only those that are `registered` for it. */
export const keyQueries = z.enum(["any", "registered"]);

const withQueries = { queries: keyQueries };

/** Rights as they were when only system roles could be a key's. */
export const systemKeyRights = keyRights.extend({ role: systemRole.nullable() });

/** Version 2 added the kind and the scopes, version 3 roles of the tenant, version 4 which queries it may send. */
export const apiKeyState = defineState("apiKey", firstKey)
  .next(
    () => firstKey.extend(systemKeyRights.shape),
    (first) => ({
      ...first,
      kind: "secret" as const,
      scopes: null,
    }),
  )
  .next(
    () => firstKey.extend(keyRights.shape),
    (second) => second,
  )
  .next(
    () => firstKey.extend(keyRights.shape).extend(withQueries),
    (third) => ({ ...third, queries: "any" as const }),
  );

/** The wire shape of an API key. It has no secret, because secrets are not stored. */
export const apiKey = firstKey.extend(keyRights.shape).extend({
  ...withQueries,
  /** When it was used last, to about a minute. */
  lastUsedAt: instant.nullable(),
  version: z.int().positive(),
});

const name = z.string().trim().min(1).max(100);
const unique = (items: readonly unknown[]) => new Set(items).size === items.length;

const commonInput = {
  name,
  role: roleName
    .optional()
    .describe(
      "`admin`, `manager` or a role of the tenant. Required for a secret key. A publishable key has none.",
    ),
  kind: keyKind
    .optional()
    .describe(
      "`secret`, the default, acts with a role and belongs on servers. `publishable` names the tenant, gives no rights, and may stand in pages and apps.",
    ),
  scopes: z
    .array(permissionText)
    .min(1)
    .max(100)
    .refine(unique, "must not contain duplicates")
    .optional()
    .describe(
      "Limits a secret key to these permissions of its role, such as `orders:read`. `manage` means all actions on a resource.",
    ),
  queries: keyQueries
    .optional()
    .describe(
      "Which GraphQL queries a publishable key may send: `any`, the default, or only those that are `registered` for it. It cannot be changed later.",
    ),
  expiresAt: instant.optional(),
};

export const apiKeyInput = z.strictObject(commonInput);
export type ApiKeyInput = z.infer<typeof apiKeyInput>;

/** The response to creating a key, the only one that contains its secret. */
export const createdApiKey = apiKey.extend({ apiKey: z.string() });

/** A new key as it is sent to the tenant's object: the hash of its secret, not the secret. */
export const mintedKey = z.object({ id: idSchema(accessIds.apiKey), hash: z.string(), sealed: z.string() });

/** The names of these shapes in the API. */
export const accessSchemas = {
  ApiKey: apiKey,
  ApiKeyInput: apiKeyInput,
  CreatedApiKey: createdApiKey,
  ApiKeyKind: keyKind,
  ApiKeyQueries: keyQueries,
};
