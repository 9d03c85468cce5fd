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

/** An API key as everybody with `apiKeys:read` may see it. The secret is not stored, so it is not here. */
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

/** The answer to creating one: the only time its secret is shown. */
export const createdApiKey = apiKey.extend({ apiKey: z.string() });

/** The secret half of a new key as it reaches the tenant's object. */
export const mintedKey = z.object({ id: idSchema(accessIds.apiKey), hash: z.string(), sealed: z.string() });
