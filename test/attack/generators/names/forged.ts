import "../../../support/node/base64.ts";
import { decodeJwt, decodeProtectedHeader, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { signingKeysOf } from "../../../../src/modules/identity/sessions/tokens/signing-keys.ts";
import { createKeyRing } from "../../../../src/platform/signing.ts";

/** A credential that opens nothing. */
export interface Forged {
  readonly name: string;
  /** The value of `Authorization`. */
  readonly authorization: string;
}

/** What the forger has: valid credentials of a tenant, the refresh token of a customer, and another tenant's id. */
export interface Loot {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly secretKey: string;
  readonly orderToken: string;
  readonly otherTenantId: string;
  readonly signingSecret: string;
}

/** What somebody could make of credentials that they have. None of it may be taken. */
export async function forgedFrom(loot: Loot): Promise<readonly Forged[]> {
  const texts = { ...(await tokens(loot)), ...keysFrom(loot), ...others(loot) };
  const bearers = Object.entries(texts).map(([name, text]) => ({ name, authorization: `Bearer ${text}` }));
  const key = loot.secretKey;
  return [
    ...bearers,
    { name: "a key as Basic", authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}` },
    { name: "a key without a scheme", authorization: key },
    { name: "a key as Token", authorization: `Token ${key}` },
    { name: "two keys", authorization: `Bearer ${key}, Bearer ${key}` },
    { name: "a key with something behind it", authorization: `Bearer ${key} x` },
  ];
}

async function tokens({ accessToken, otherTenantId, signingSecret }: Loot) {
  const claims = decodeJwt(accessToken);
  const { alg = "", kid = "", ...header } = decodeProtectedHeader(accessToken);
  const [head = "", body = "", signature = ""] = accessToken.split(".");
  const [own] = await signingKeysOf(createKeyRing(signingSecret));
  const [stranger] = await signingKeysOf(createKeyRing("a secret that the platform does not have"));
  const signed = (payload: JWTPayload, key = own.privateKey, more = {}) =>
    new SignJWT(payload).setProtectedHeader({ ...header, alg, kid, ...more }).sign(key);
  const now = Math.floor(Date.now() / 1_000);
  const json = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const publicKey = Buffer.from(own.publicJwk.x, "base64url");
  return {
    "alg: none": new UnsecuredJWT(claims).encode(),
    "alg: nOnE with the signature": `${json({ ...header, kid, alg: "nOnE" })}.${body}.${signature}`,
    "a token that has expired": await signed({ ...claims, iat: now - 2_000, exp: now - 1_000 }),
    "a token for another audience": await signed({ ...claims, aud: "billing" }),
    "a token signed by somebody else": await signed(claims, stranger.privateKey),
    "a token with its own key": await signed(claims, stranger.privateKey, { jwk: stranger.publicJwk }),
    "a token with the address of a key": await signed(claims, stranger.privateKey, {
      jku: "https://evil.example/k",
    }),
    "a token of an unknown key": await signed(claims, stranger.privateKey, { kid: stranger.keyId }),
    "a token whose key id is a path": await signed(claims, stranger.privateKey, { kid: "../../dev/null" }),
    "a MAC under the public key": await new SignJWT(claims)
      .setProtectedHeader({ ...header, alg: "HS256", kid })
      .sign(publicKey),
    "another tenant in the claims": `${head}.${json({ ...claims, tenant: otherTenantId, ten: otherTenantId })}.${signature}`,
    "another role in the claims": `${head}.${json({ ...claims, role: "super_admin" })}.${signature}`,
    "a token without a signature": `${head}.${body}.`,
    "half a token": accessToken.slice(0, -20),
    "a token with padding": `${accessToken}==`,
    "a token of five parts": `${accessToken}.x.y`,
  };
}

function keysFrom({ secretKey, otherTenantId }: Loot) {
  const [, tenant = "", id = "", secret = "", signature = ""] = secretKey.split("_");
  const other = otherTenantId.slice(4);
  return {
    "a key of another tenant's id": `sk_${other}_${id}_${secret}_${signature}`,
    "a key of another key's id": `sk_${tenant}_01J00000000000000000000000_${secret}_${signature}`,
    "a key with another secret": `sk_${tenant}_${id}_${secret.replace(/^./, (c) => (c === "0" ? "1" : "0"))}_${signature}`,
    "a key without its signature": `sk_${tenant}_${id}_${secret}`,
    "a key without the id of its secret": `sk_${tenant}_${id}_${secret}_${signature.slice(8).replace(/.$/, "-")}`,
    "a secret key as a publishable one": `pk_${tenant}_${id}_${signature}`,
    "a key in capital letters": secretKey.toUpperCase(),
    "half a key": secretKey.slice(0, -10),
    "a very long key": `${secretKey}${"a".repeat(4_000)}`,
  };
}

/** The right text in the wrong place. */
function others({ refreshToken, orderToken }: Loot) {
  return {
    "a refresh token": refreshToken,
    "an order token": orderToken,
    nothing: "",
    null: "null",
    "the prototype": "__proto__",
    SQL: "' OR '1'='1",
  };
}
