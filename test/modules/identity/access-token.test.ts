import { SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import {
  type AccessClaims,
  readAccessToken,
  signAccessToken,
} from "../../../src/modules/identity/sessions/tokens/access-token.ts";
import { signingKeysOf } from "../../../src/modules/identity/sessions/tokens/signing-keys.ts";
import { createKeyRing } from "../../../src/platform/signing.ts";

const secret = "the-signing-secret-of-all-the-tests";
const signer = createKeyRing(secret);
const now = Date.parse("2026-03-01T12:00:00Z");
const claims: AccessClaims = {
  kind: "customer",
  accountId: "cus_01J00000000000000000000000",
  tenantId: "ten_01J00000000000000000000000",
  sessionId: "ses_01J00000000000000000000000",
};

const decoded = (part = "") =>
  JSON.parse(new TextDecoder().decode(Uint8Array.fromBase64(part, { alphabet: "base64url" })));
const encoded = (value: unknown) =>
  new TextEncoder().encode(JSON.stringify(value)).toBase64({ alphabet: "base64url", omitPadding: true });

/** A token with other claims, rightly signed. */
async function signed(header: object, more: object): Promise<string> {
  const [{ keyId, privateKey }] = await signingKeysOf(signer);
  const { accountId: sub, tenantId: tenant, sessionId: sid } = claims;
  const seconds = now / 1000;
  const all = {
    iss: "rustok-edge",
    aud: "customer",
    sub,
    tenant,
    sid,
    iat: seconds,
    exp: seconds + 900,
    ...more,
  };
  return new SignJWT(all)
    .setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid: keyId, ...header })
    .sign(privateKey);
}

const read = (text: string, at = now) => readAccessToken(signer, text, at);

describe("an access token", () => {
  it("says who it is for, for fifteen minutes", async () => {
    const text = await signAccessToken(signer, claims, now);
    expect(await read(text)).toEqual(claims);
    expect(await read(text, now + 899_000)).toEqual(claims);
    expect(await read(text, now + 900_000)).toBeNull();
    expect(text.length).toBeLessThan(512);
  });

  it("is valid while the secret that signed it is accepted, and names its key", async () => {
    const text = await signAccessToken(signer, claims, now);
    const rotated = createKeyRing("another-signing-secret-of-32-chars", [secret]);
    expect(await readAccessToken(rotated, text, now)).toEqual(claims);
    const [current, former] = await signingKeysOf(rotated);
    expect(decoded(text.split(".")[0])).toEqual({ alg: "EdDSA", typ: "at+jwt", kid: former?.keyId });
    expect(current.keyId).not.toBe(former?.keyId);
    expect(await readAccessToken(createKeyRing("another-signing-secret-of-32-chars"), text, now)).toBeNull();
  });

  it("is refused if anything in it was changed", async () => {
    const [header, payload, signature = ""] = (await signAccessToken(signer, claims, now)).split(".");
    const staff = encoded({ ...decoded(payload), aud: "staff" });
    expect(await read(`${header}.${staff}.${signature}`)).toBeNull();
    expect(
      await read(`${header}.${payload}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`),
    ).toBeNull();
    expect(await read(`${header}.${payload}.`)).toBeNull();
  });

  it("is refused if it says that it needs no signature, or one of another algorithm", async () => {
    const [header, payload] = (await signAccessToken(signer, claims, now)).split(".");
    for (const alg of ["none", "None", "HS256", "RS256", "ES256"])
      for (const signature of ["", "AAAA"])
        expect(await read(`${encoded({ ...decoded(header), alg })}.${payload}.${signature}`), alg).toBeNull();
  });

  it("is refused if the public key was used as a secret", async () => {
    const [{ keyId, publicJwk }] = await signingKeysOf(signer);
    const { accountId, tenantId: tenant, sessionId: sid } = claims;
    const forged = await new SignJWT({ tenant, sid })
      .setProtectedHeader({ alg: "HS256", typ: "at+jwt", kid: keyId })
      .setIssuer("rustok-edge")
      .setAudience("customer")
      .setSubject(accountId)
      .setIssuedAt(now / 1000)
      .setExpirationTime(now / 1000 + 900)
      .sign(new TextEncoder().encode(publicJwk.x));
    expect(await read(forged)).toBeNull();
  });

  it.each([
    ["of another audience", {}, { aud: "partners" }],
    ["without an audience", {}, { aud: undefined }],
    ["of another issuer", {}, { iss: "somebody-else" }],
    ["without an expiry", {}, { exp: undefined }],
    ["without a session", {}, { sid: undefined }],
    ["without a tenant", {}, { tenant: undefined }],
    ["for no account", {}, { sub: "key_01J00000000000000000000000" }],
    ["for another purpose", { typ: "JWT" }, {}],
    ["of an unknown key", { kid: "12345678" }, {}],
    ["that is not valid yet", {}, { nbf: now / 1000 + 60 }],
  ])("%s is refused", async (_, header, more) => {
    expect(await read(await signed({}, {}))).toEqual(claims);
    expect(await read(await signed(header, more))).toBeNull();
  });
});
