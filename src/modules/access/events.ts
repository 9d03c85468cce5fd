import { z } from "zod";
import { defineEvent } from "../../kernel/write/event.ts";
import { keyRole } from "./schema.ts";

export const apiKeyCreated = defineEvent(
  "identity.api_key.created",
  "apiKey",
  z.object({
    name: z.string(),
    role: keyRole,
    /** SHA-256 of the secret. The secret itself is not stored. */
    hash: z.string(),
    expiresAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  }),
);

export const apiKeyRevoked = defineEvent(
  "identity.api_key.revoked",
  "apiKey",
  z.object({ revokedAt: z.iso.datetime() }),
);
