/** What a page asks an authenticator for, and what it may get wrong. */
export interface Asked {
  readonly origin: string;
  readonly rpId: string;
  readonly challenge: string;
  /** Whether the authenticator asks for a finger or a PIN. */
  readonly verifiesUser?: boolean;
  readonly type?: string;
}

/** A passkey in software: an authenticator with one credential, a P-256 key. */
export async function createAuthenticator(userHandle: string) {
  const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
    "sign",
    "verify",
  ]);
  if (!("publicKey" in keys)) throw new Error("not a pair of keys");
  const exported = await crypto.subtle.exportKey("raw", keys.publicKey);
  if (!(exported instanceof ArrayBuffer)) throw new Error("not a raw key");
  const point = new Uint8Array(exported);
  const credentialId = crypto.getRandomValues(new Uint8Array(16));
  const id = toBase64Url(credentialId);
  const state = { counter: 0 };

  const dataOf = async ({ rpId, verifiesUser = true }: Asked, attested: Uint8Array) => {
    const flags = 0x01 | (verifiesUser ? 0x04 : 0) | (attested.length > 0 ? 0x40 : 0);
    return joined(await sha256(utf8(rpId)), [flags], bigEndian(state.counter, 4), attested);
  };
  const clientDataOf = ({ origin, challenge }: Asked, type: string) =>
    utf8(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const credential = { id, rawId: id, type: "public-key", clientExtensionResults: {} } as const;

  return {
    id,
    /** Clones and restored backups count from an earlier number. */
    setCounter: (counter: number) => {
      state.counter = counter;
    },
    async create(asked: Asked) {
      const attested = joined(new Uint8Array(16), bigEndian(16, 2), credentialId, coseKey(point));
      const authData = await dataOf(asked, attested);
      const attestationObject = joined(
        [0xa3],
        cborText("fmt"),
        cborText("none"),
        cborText("attStmt"),
        [0xa0],
        cborText("authData"),
        cborBytes(authData),
      );
      const clientData = clientDataOf(asked, asked.type ?? "webauthn.create");
      return {
        ...credential,
        authenticatorAttachment: "platform",
        response: {
          clientDataJSON: toBase64Url(clientData),
          attestationObject: toBase64Url(attestationObject),
          transports: ["internal"],
        },
      };
    },
    async get(asked: Asked) {
      state.counter += 1;
      const data = await dataOf(asked, new Uint8Array());
      const clientData = clientDataOf(asked, asked.type ?? "webauthn.get");
      const signed = joined(data, await sha256(clientData));
      const algorithm = { name: "ECDSA", hash: "SHA-256" };
      const signature = new Uint8Array(await crypto.subtle.sign(algorithm, keys.privateKey, signed));
      return {
        ...credential,
        response: {
          clientDataJSON: toBase64Url(clientData),
          authenticatorData: toBase64Url(data),
          signature: toBase64Url(derSignature(signature)),
          userHandle,
        },
      };
    },
  };
}

export type Authenticator = Awaited<ReturnType<typeof createAuthenticator>>;

type Part = ArrayLike<number>;

function joined(...parts: readonly Part[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(parts.flatMap((part) => Array.from(part)));
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return joined(new TextEncoder().encode(text));
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

function bigEndian(value: number, length: number): number[] {
  return Array.from({ length }, (_, index) => (value >>> (8 * (length - 1 - index))) & 255);
}

function cborText(text: string): Part {
  return joined([0x60 + text.length], utf8(text));
}

function cborBytes(bytes: Uint8Array): Part {
  return joined([0x59], bigEndian(bytes.length, 2), bytes);
}

/** An ES256 key in COSE, from an uncompressed point. */
function coseKey(point: Uint8Array): Part {
  const [x, y] = [point.slice(1, 33), point.slice(33)];
  return joined([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32], x, [0x22, 0x58, 32], y);
}

/** WebCrypto answers r and s with a fixed length; WebAuthn has them as DER integers, as short as they can be. */
function derSignature(raw: Uint8Array): Uint8Array {
  const integer = (bytes: Uint8Array) => {
    const start = bytes.findIndex((byte) => byte !== 0);
    const short = bytes.slice(start);
    const value = (short[0] ?? 0) > 127 ? joined([0], short) : short;
    return joined([2, value.length], value);
  };
  const body = joined(integer(raw.slice(0, 32)), integer(raw.slice(32)));
  return joined([0x30, body.length], body);
}

/** `Uint8Array.toBase64` is not in every Node that runs the tests. */
function toBase64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
