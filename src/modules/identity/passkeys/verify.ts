import type { Signer } from "../../../kernel/access/authenticator.ts";
import { fromBase64Url, toBase64Url } from "../../../kernel/values/digest.ts";
import { type ChallengePurpose, readChallenge } from "./challenge.ts";
import { rpIdOf } from "./relying-party.ts";
import type {
  AnsweredChallenge,
  AuthenticationResponse,
  RegistrationResponse,
  VerifiedPasskey,
} from "./schema.ts";

/** ES256, EdDSA and RS256: what authenticators have. */
export const algorithms = [-7, -8, -257];

/** What a response must be about. */
export interface Expected {
  readonly signer: Signer;
  readonly owner: string;
  readonly origins: readonly string[];
  readonly now: number;
}

/** Verifies a new passkey. Null if anything about the response is wrong. */
export async function verifyRegistration(
  credential: RegistrationResponse,
  expected: Expected,
): Promise<{ readonly passkey: VerifiedPasskey; readonly challenge: AnsweredChallenge } | null> {
  const answered = await answeredIn(credential, "passkey-registration", expected);
  if (answered === null) return null;
  // It takes long to load, so an isolate loads it when it is first used.
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  const { registrationInfo: info } = await verifyRegistrationResponse({
    response: inLibraryTypes(credential),
    expectedChallenge: answered.text,
    expectedOrigin: [...expected.origins],
    expectedRPID: expected.origins.map(rpIdOf),
    supportedAlgorithmIDs: algorithms,
  }).catch(() => ({ registrationInfo: undefined }));
  if (info?.rpID === undefined) return null;
  const passkey = {
    credentialId: info.credential.id,
    publicKey: toBase64Url(info.credential.publicKey),
    counter: info.credential.counter,
    rpId: info.rpID,
    transports: [...(credential.response.transports ?? [])],
    synced: info.credentialDeviceType === "multiDevice",
  };
  return { passkey, challenge: answered.challenge };
}

/** A passkey as the tenant's object stores it. */
export interface StoredPasskey {
  readonly accountId: string;
  readonly credentialId: string;
  readonly publicKey: string;
  readonly rpId: string;
}

/** Verifies that a passkey has signed. Null if anything about the response is wrong. */
export async function verifyAuthentication(
  credential: AuthenticationResponse,
  { accountId, credentialId, publicKey, rpId }: StoredPasskey,
  expected: Expected,
): Promise<{ readonly counter: number; readonly challenge: AnsweredChallenge } | null> {
  const answered = await answeredIn(credential, "passkey-sign-in", expected);
  const key = fromBase64Url(publicKey);
  const { userHandle } = credential.response;
  const isOwner = userHandle == null || userHandle === userHandleOf(accountId);
  if (answered === null || key === null || !isOwner) return null;
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  const { verified, authenticationInfo: info } = await verifyAuthenticationResponse({
    response: inLibraryTypes(credential),
    expectedChallenge: answered.text,
    expectedOrigin: [...expected.origins],
    expectedRPID: rpId,
    // The tenant's object compares the counter. A repeat of the request, which it answers as before, has an old one.
    credential: { id: credentialId, publicKey: key, counter: 0 },
  }).catch(() => ({ verified: false, authenticationInfo: undefined }));
  return verified && info !== undefined ? { counter: info.newCounter, challenge: answered.challenge } : null;
}

/** What authenticators know an account by. */
export function userHandleOf(accountId: string): string {
  return toBase64Url(new TextEncoder().encode(accountId));
}

/** The challenge that a response answers, if the platform issued it. */
async function answeredIn(
  { response }: { readonly response: { readonly clientDataJSON: string } },
  purpose: ChallengePurpose,
  { signer, owner, now }: Expected,
) {
  const text = challengeIn(response.clientDataJSON);
  const challenge = text === null ? null : await readChallenge(signer, purpose, owner, text, now);
  return text === null || challenge === null ? null : { text, challenge };
}

function challengeIn(clientDataJSON: string): string | null {
  const bytes = fromBase64Url(clientDataJSON);
  try {
    const { challenge } = Object(JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array())));
    return typeof challenge === "string" ? challenge : null;
  } catch {
    return null;
  }
}

/** The response without what says nothing, in the library's types. It checks every field that it reads. */
function inLibraryTypes<Response>(credential: {
  readonly id: string;
  readonly rawId: string;
  readonly response: object;
}): Response {
  const { id, rawId, response } = credential;
  // Its types are those of browsers, with unions for what the library only passes on.
  return { id, rawId, response, type: "public-key", clientExtensionResults: {} } as Response;
}
