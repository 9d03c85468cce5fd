import type { Signer } from "../../../../kernel/access/authenticator.ts";

/** A key pair that is derived from one of the platform's secrets, so it is rotated with them. */
export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  /** RFC 8037. */
  readonly publicJwk: PublicJwk;
}

/** A public key in the form of RFC 7517. */
export interface PublicJwk {
  readonly kty: "OKP";
  readonly crv: "Ed25519";
  readonly x: string;
  readonly kid: string;
  readonly use: "sig";
  readonly alg: "EdDSA";
}

type SigningKeys = readonly [SigningKey, ...SigningKey[]];

/** Keys are derived once per isolate. */
const derived = new WeakMap<Signer, SigningKeys>();

/** The key that signs now, and those whose signatures are still accepted. */
export async function signingKeysOf(signer: Signer): Promise<SigningKeys> {
  const known = derived.get(signer);
  if (known !== undefined) return known;
  const [current, ...others] = await signer.macs("access-token-key", "Ed25519");
  const [first, ...rest] = await Promise.all([keyFrom(current), ...others.map(keyFrom)]);
  const keys: SigningKeys = [first, ...rest];
  derived.set(signer, keys);
  return keys;
}

/** What precedes the seed of an Ed25519 key in PKCS #8 (RFC 8410). */
const pkcs8Header = [
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];
const algorithm = "Ed25519";

/** An HMAC-SHA256 is a pseudorandom function, so its 256 bits can be the seed of a key. */
async function keyFrom({
  keyId,
  mac,
}: {
  readonly keyId: string;
  readonly mac: Uint8Array;
}): Promise<SigningKey> {
  const pkcs8 = new Uint8Array([...pkcs8Header, ...mac]);
  const exportable = await crypto.subtle.importKey("pkcs8", pkcs8, algorithm, true, ["sign"]);
  const exported = await crypto.subtle.exportKey("jwk", exportable);
  if (exported instanceof ArrayBuffer || exported.x === undefined) throw new Error("not an Ed25519 key");
  const jwk = { kty: "OKP", crv: "Ed25519", x: exported.x } as const;
  return {
    keyId,
    privateKey: await crypto.subtle.importKey("pkcs8", pkcs8, algorithm, false, ["sign"]),
    publicKey: await crypto.subtle.importKey("jwk", jwk, algorithm, true, ["verify"]),
    publicJwk: { ...jwk, kid: keyId, use: "sig", alg: "EdDSA" },
  };
}
