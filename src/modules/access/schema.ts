import { z } from "zod";
import { idSchema } from "../../kernel/values/id.ts";
import { defineState } from "../../kernel/write/state.ts";
import { accessIds } from "./ids.ts";

/** The roles that every tenant has. */
export const roles = ["admin", "manager"] as const;

/** The role of a secret key. */
export const keyRole = z.enum(roles);
export type KeyRole = z.infer<typeof keyRole>;

const instant = z.iso.datetime();

/** The wire shape of an API key. It has no secret, because secrets are not stored. */
export const apiKey = z.object({
  id: idSchema(accessIds.apiKey),
  name: z.string(),
  role: keyRole,
  createdAt: instant,
  expiresAt: instant.nullable(),
  revokedAt: instant.nullable(),
  version: z.int().positive(),
});

export const apiKeyState = defineState("apiKey", apiKey.omit({ version: true }));

export const apiKeyInput = z
  .object({ name: z.string().trim().min(1).max(100), role: keyRole, expiresAt: instant.optional() })
  .strict();

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
};
