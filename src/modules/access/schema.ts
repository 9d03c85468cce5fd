import { z } from "zod";
import { idSchema } from "../../kernel/values/id.ts";
import { defineState } from "../../kernel/write/state.ts";
import { accessIds } from "./ids.ts";

/** The roles that every tenant has. */
export const roles = ["admin", "manager"] as const;

/** The role of a secret key. */
export const keyRole = z.enum(roles);
export type KeyRole = z.infer<typeof keyRole>;

/** `secret`: acts with a role, for servers. `publishable`: names the tenant and gives no rights, for pages and apps. */
export const keyKind = z.enum(["secret", "publishable"]);

const instant = z.iso.datetime();

/** Version 1 of a key's state. */
const firstKey = z.object({
  id: idSchema(accessIds.apiKey),
  name: z.string(),
  role: keyRole,
  createdAt: instant,
  expiresAt: instant.nullable(),
  revokedAt: instant.nullable(),
});

/** A key's kind, and the permissions it is limited to. Version 2 added them. */
export const keyRights = z.object({
  kind: keyKind,
  /** Null for a publishable key. */
  role: keyRole.nullable(),
  /** Permissions of the role. Null for all of them. */
  scopes: z.array(z.string()).nullable(),
});

export const apiKeyState = defineState("apiKey", firstKey).next(
  firstKey.extend(keyRights.shape),
  (first) => ({
    ...first,
    kind: "secret" as const,
    scopes: null,
  }),
);

/** The wire shape of an API key. It has no secret, because secrets are not stored. */
export const apiKey = firstKey.extend(keyRights.shape).extend({
  /** When it was used last, to about a minute. */
  lastUsedAt: instant.nullable(),
  version: z.int().positive(),
});

/** A permission by its name; whether there is such a one depends on the platform's modules. */
const scope = z.string().regex(/^[a-zA-Z]{1,40}:[a-z]{1,20}$/, "must be a permission, such as orders:read");
const name = z.string().trim().min(1).max(100);
const unique = (items: readonly unknown[]) => new Set(items).size === items.length;

const commonInput = {
  name,
  role: keyRole.optional().describe("Required for a secret key. A publishable key has none."),
  kind: keyKind
    .optional()
    .describe(
      "`secret`, the default, acts with a role and belongs on servers. `publishable` names the tenant, gives no rights, and may stand in pages and apps.",
    ),
  scopes: z
    .array(scope)
    .min(1)
    .max(100)
    .refine(unique, "must not contain duplicates")
    .optional()
    .describe(
      "Limits a secret key to these permissions of its role, such as `orders:read`. `manage` means all actions on a resource.",
    ),
  expiresAt: instant.optional(),
};

export const apiKeyInput = z.object(commonInput).strict();
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
  Role: keyRole,
  ApiKeyKind: keyKind,
};
