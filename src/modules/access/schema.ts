import { z } from "zod";
import { roles } from "../../kernel/access/permission.ts";
import { idSchema } from "../../kernel/values/id.ts";
import { defineState } from "../../kernel/write/state.ts";

/** What a secret key may be; `super_admin` belongs to the platform alone. */
export const keyRole = z.enum(roles).exclude(["super_admin"]);
export type KeyRole = z.infer<typeof keyRole>;

const instant = z.iso.datetime();

/** An API key as everybody with `apiKeys:read` may see it. The secret is not stored, so it is not here. */
export const apiKey = z.object({
  id: idSchema("apiKey"),
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
export const mintedKey = z.object({ id: idSchema("apiKey"), hash: z.string(), sealed: z.string() });
