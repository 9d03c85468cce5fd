import * as z from "zod";
import { defineEvent } from "../../../kernel/write/event.ts";
import { keyQueries, keyRights, roles, systemKeyRights } from "./schema.ts";

const created = z.object({
  name: z.string(),
  role: z.enum(roles),
  /** SHA-256 of the secret, or an empty text for a publishable key. The secret itself is not stored. */
  hash: z.string(),
  expiresAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});

/** Version 2 adds the kind and the scopes, and has no role for publishable keys. Version 3 adds roles of the tenant, version 4 which queries it may send. */
export const apiKeyCreated = defineEvent("identity.api_key.created", "apiKey", created)
  .next(
    () => created.extend(systemKeyRights.shape),
    (first) => ({
      ...first,
      kind: "secret" as const,
      scopes: null,
    }),
  )
  .next(
    () => created.extend(keyRights.shape),
    (second) => second,
  )
  .next(
    () => created.extend(keyRights.shape).extend({ queries: keyQueries }),
    (third) => ({ ...third, queries: "any" as const }),
  )
  .unpublished();

export const apiKeyRevoked = defineEvent("identity.api_key.revoked", "apiKey", () =>
  z.object({ revokedAt: z.iso.datetime() }),
).unpublished();
