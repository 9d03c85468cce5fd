import { env } from "cloudflare:test";
import { decodeJwt, decodeProtectedHeader, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { expect } from "vitest";
import { signingKeysOf } from "../../../src/modules/identity/sessions/tokens/signing-keys.ts";
import { keyRingOf } from "../../../src/platform/secrets.ts";
import { createKeyRing } from "../../../src/platform/signing.ts";
import { accountsOf } from "../../support/accounts/accounts.ts";
import { signInStaff } from "../../support/accounts/callers.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import type { Send } from "../../support/http/sender.ts";
import { mintKey } from "../../support/http/tenants.ts";

interface BadCredential {
  readonly name: string;
  readonly key: string;
}

/** Credentials of a tenant that open nothing. */
export async function badCredentials(send: Send, tenant: MintedTenant): Promise<readonly BadCredential[]> {
  const { accessToken } = await signInStaff(send, tenant, "admin");
  return [
    ...(await forgedTokens(accessToken)),
    ...(await endedCredentials(send, tenant)),
    { name: "a tampered key", key: `${tenant.adminKey.slice(0, -1)}${otherLast(tenant.adminKey)}` },
    { name: "nonsense", key: "nonsense" },
  ];
}

/** What somebody could make of a valid access token. */
async function forgedTokens(token: string): Promise<readonly BadCredential[]> {
  const claims = decodeJwt(token);
  const { exp: _, ...endless } = claims;
  const now = Math.floor(Date.now() / 1000);
  const sign = signWith(token, await privateKeyOf(keyRingOf(env)));
  const [head = "", body = "", signature = ""] = token.split(".");
  const escalated = btoa(JSON.stringify({ ...claims, role: "super_admin" })).replaceAll("=", "");
  return [
    { name: "an expired token", key: await sign({ ...claims, iat: now - 2_000, exp: now - 1_000 }) },
    { name: "a tampered token", key: `${head}.${escalated}.${signature}` },
    { name: "a token with alg: none", key: new UnsecuredJWT(claims).encode() },
    { name: "a token with alg: none and a signature", key: `${btoa('{"alg":"none"}')}.${body}.${signature}` },
    { name: "a token for another audience", key: await sign({ ...claims, aud: "billing" }) },
    { name: "a token of another issuer", key: await sign({ ...claims, iss: "somebody" }) },
    { name: "a token without an end", key: await sign(endless) },
    { name: "a token signed by somebody else", key: await signWith(token, await strangersKey())(claims) },
  ];
}

function signWith(token: string, key: CryptoKey) {
  const { alg = "", ...header } = decodeProtectedHeader(token);
  return (claims: JWTPayload) => new SignJWT(claims).setProtectedHeader({ ...header, alg }).sign(key);
}

async function privateKeyOf(signer: Parameters<typeof signingKeysOf>[0]): Promise<CryptoKey> {
  const [{ privateKey }] = await signingKeysOf(signer);
  return privateKey;
}

const strangersKey = () => privateKeyOf(createKeyRing("a secret that the platform does not have"));

/** Credentials that were valid. */
async function endedCredentials(send: Send, tenant: MintedTenant): Promise<readonly BadCredential[]> {
  const [banned, deactivated] = [
    await signInStaff(send, tenant, "manager"),
    await signInStaff(send, tenant, "admin"),
  ];
  for (const [user, action] of [
    [banned, "ban"],
    [deactivated, "deactivate"],
  ] as const) {
    const answer = await send("post", `/v1/admin/users/${user.id}/${action}`, { key: tenant.adminKey });
    expect(answer.status, answer.text).toBe(200);
  }
  const accounts = accountsOf(send, tenant);
  const left = await accounts.register();
  expect(await accounts.post("/v1/auth/sign-out", { refreshToken: left.refreshToken })).toMatchObject({
    status: 204,
  });
  const revoked = await mintKey(tenant.adminKey, "admin");
  const path = `/v1/admin/api-keys/key_${revoked.split("_")[2]}`;
  expect(await send("delete", path, { key: tenant.adminKey })).toMatchObject({ status: 204 });
  return [
    { name: "the token of a banned user", key: banned.accessToken },
    { name: "the token of a deactivated user", key: deactivated.accessToken },
    { name: "the token of a session that has ended", key: left.accessToken },
    { name: "a revoked key", key: revoked },
  ];
}

/** Another last character than the text's own. */
function otherLast(text: string): string {
  return text.endsWith("A") ? "Q" : "A";
}
