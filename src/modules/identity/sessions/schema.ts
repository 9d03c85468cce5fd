import * as z from "zod";
import { idSchema } from "../../../kernel/values/id.ts";
import { accountResponse } from "../accounts/schema.ts";
import { identityIds } from "../ids.ts";

const instant = z.iso.datetime();

/** A new session as it is sent to the tenant's object: the hash of its refresh token, not the token. */
export const mintedSession = z.object({
  id: idSchema(identityIds.session),
  hash: z.string(),
  sealed: z.string(),
  userAgent: z.string().nullable(),
  address: z.string().nullable(),
});
export type MintedSession = z.infer<typeof mintedSession>;

/** A session in the list of one's own. */
export const sessionResponse = z.object({
  id: idSchema(identityIds.session),
  current: z.boolean().describe("Whether it is the session of this request."),
  userAgent: z.string().nullable().describe("What the program called itself that signed in."),
  address: z.string().nullable().describe("The network address that signed in."),
  createdAt: instant,
  lastUsedAt: instant.describe("When it was last refreshed."),
  expiresAt: instant.describe("When it ends if it isn't refreshed."),
});

/** What signing in answers: tokens, and whose they are. */
export const tokens = z.object({
  accessToken: z.string().describe("A JWT for `Authorization: Bearer`. It is valid for 15 minutes."),
  refreshToken: z.string().describe("Gets the next access token, and is replaced with it."),
  tokenType: z.literal("Bearer"),
  expiresIn: z.int().positive().describe("The seconds for which the access token is valid."),
  user: accountResponse,
});
export type Tokens = z.infer<typeof tokens>;

/** An opened session, as the tenant's object answers it to the edge. */
export const openedSession = z.object({
  sessionId: idSchema(identityIds.session),
  sealed: z.string(),
  user: accountResponse,
});
export type OpenedSession = z.infer<typeof openedSession>;
