import { type JWTPayload, jwtVerify, SignJWT } from "jose";
import * as z from "zod";
import type { Signer } from "../../../../kernel/access/authenticator.ts";
import { idText, platformIds } from "../../../../kernel/values/id.ts";
import { customerIds } from "../../../customers/ids.ts";
import { identityIds } from "../../ids.ts";
import { lifetimes } from "../../limits.ts";
import { signingKeysOf } from "./signing-keys.ts";

/** Who a token is for: the staff of a shop, or one of its customers. */
export const accountKind = z.enum(["staff", "customer"]);
export type AccountKind = z.infer<typeof accountKind>;

/** What an access token says. */
export interface AccessClaims {
  readonly kind: AccountKind;
  readonly accountId: string;
  readonly tenantId: string;
  readonly sessionId: string;
}

const issuer = "rustok-edge";
/** The only algorithm that is ever accepted, whatever a token says of itself. */
const algorithm = "EdDSA";
/** RFC 9068. It keeps tokens for other purposes from passing as access tokens. */
const type = "at+jwt";

const claims = z.object({
  aud: accountKind,
  sub: z.union([idText(identityIds.user), idText(customerIds.customer)]),
  tenant: idText(platformIds.tenant),
  sid: idText(identityIds.session),
});

/** Creates an access token. `now` is milliseconds since 1970. */
export async function signAccessToken(signer: Signer, token: AccessClaims, now: number): Promise<string> {
  const [{ keyId, privateKey }] = await signingKeysOf(signer);
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT({ tenant: token.tenantId, sid: token.sessionId })
    .setProtectedHeader({ alg: algorithm, typ: type, kid: keyId })
    .setIssuer(issuer)
    .setAudience(token.kind)
    .setSubject(token.accountId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimes.accessToken.value / 1000)
    .sign(privateKey);
}

/** Verifies an access token without any I/O. Null if it is not one, or no longer. */
export async function readAccessToken(
  signer: Signer,
  text: string,
  now: number,
): Promise<AccessClaims | null> {
  const keys = await signingKeysOf(signer);
  const keyFor = ({ kid }: { readonly kid?: string }) => {
    const key = keys.find(({ keyId }) => keyId === kid);
    if (key === undefined) throw new Error("signed with an unknown key");
    return key.publicKey;
  };
  const payload = await jwtVerify(text, keyFor, {
    algorithms: [algorithm],
    typ: type,
    issuer,
    audience: accountKind.options,
    requiredClaims: ["sub", "exp", "iat", "tenant", "sid"],
    currentDate: new Date(now),
  }).then(
    ({ payload }): JWTPayload | null => payload,
    () => null,
  );
  const parsed = claims.safeParse(payload);
  if (!parsed.success) return null;
  const { aud: kind, sub: accountId, tenant: tenantId, sid: sessionId } = parsed.data;
  return { kind, accountId, tenantId, sessionId };
}
