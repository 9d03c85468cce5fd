import type { Secrets } from "../../../../kernel/operation/ports.ts";
import type { Session } from "../../../../kernel/operation/session.ts";
import { newId } from "../../../../kernel/values/id.ts";
import { identityIds } from "../../ids.ts";
import { lifetimes } from "../../limits.ts";
import type { MintedSession, OpenedSession, Tokens } from "../schema.ts";
import { signAccessToken } from "./access-token.ts";
import { mintRefreshToken } from "./refresh-token.ts";

/** A new session with its first refresh token, for the tenant's object. */
export async function mintSession(
  { now, userAgent, address }: Session,
  tenantId: string,
  secrets: Secrets,
): Promise<MintedSession> {
  const id = newId(identityIds.session, now, Math.random);
  const minted = await secrets.mint((signer) => mintRefreshToken(signer, tenantId, id));
  return { id, ...minted, userAgent: userAgent ?? null, address: address ?? null };
}

/** What an opened session answers to the caller. A repeat of the request gets the same refresh token. */
export async function tokensOf(
  { sessionId, sealed, user }: OpenedSession,
  { now }: Session,
  tenantId: string,
  secrets: Secrets,
): Promise<Tokens> {
  const refreshToken = await secrets.open(sealed);
  return tokensWith(refreshToken, { sessionId, user }, now, tenantId, secrets);
}

/** Tokens with a refresh token that is known already. */
export async function tokensWith(
  refreshToken: string,
  { sessionId, user }: { readonly sessionId: string; readonly user: OpenedSession["user"] },
  now: number,
  tenantId: string,
  { signer }: Pick<Secrets, "signer">,
): Promise<Tokens> {
  const claims = { kind: user.kind, accountId: user.id, tenantId, sessionId };
  return {
    accessToken: await signAccessToken(signer, claims, now),
    refreshToken,
    tokenType: "Bearer",
    expiresIn: lifetimes.accessToken.value / 1000,
    user,
  };
}
