import * as z from "zod";
import { originSchema } from "../../../kernel/access/origin.ts";
import { idText } from "../../../kernel/values/id.ts";
import { identityIds } from "../ids.ts";
import { enteredPassword } from "../passwords/schema.ts";

const instant = z.iso.datetime();
/** Bytes in base64url, as browsers write them. */
const bytes = (most: number) => z.string().min(1).max(most);
const transports = z.array(z.string().max(20)).max(10);
export const passkeyName = z.string().trim().min(1).max(100);

/** What every credential of `toJSON()` has. Browsers may add fields, which are ignored. */
const credential = z.object({
  id: bytes(1_400).describe("The credential's id, base64url."),
  rawId: bytes(1_400),
  type: z.literal("public-key"),
  authenticatorAttachment: z.string().max(40).nullish(),
  clientExtensionResults: z.record(z.string().max(100), z.unknown()).optional(),
});

/** What `navigator.credentials.create()` answers, by `toJSON()`. */
export const registrationResponse = credential.extend({
  response: z.object({
    clientDataJSON: bytes(4_000),
    attestationObject: bytes(20_000),
    transports: transports.optional(),
  }),
});
export type RegistrationResponse = z.infer<typeof registrationResponse>;

/** What `navigator.credentials.get()` answers, by `toJSON()`. */
export const authenticationResponse = credential.extend({
  response: z.object({
    clientDataJSON: bytes(4_000),
    authenticatorData: bytes(4_000),
    signature: bytes(2_000),
    userHandle: bytes(200).nullish(),
  }),
});
export type AuthenticationResponse = z.infer<typeof authenticationResponse>;

const origin = originSchema
  .optional()
  .describe(
    "The origin of the page that asks, one of the shop's `corsOrigins`. By default the first of them.",
  );

export const passkeyOptionsInput = z.strictObject({ password: enteredPassword, origin });
export const passkeySignInOptionsInput = z.strictObject({ origin });
export const passkeyInput = z.strictObject({
  name: passkeyName.optional(),
  credential: registrationResponse,
});
export const passkeyPatch = z.strictObject({ name: passkeyName });
export const passkeySignInInput = z.strictObject({ credential: authenticationResponse });

const credentialDescriptor = z.object({
  id: z.string(),
  type: z.literal("public-key"),
  transports: z.array(z.string()),
});

/** `PublicKeyCredentialCreationOptionsJSON` of WebAuthn. */
export const passkeyCreationOptions = z.object({
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  challenge: z.string(),
  pubKeyCredParams: z.array(z.object({ type: z.literal("public-key"), alg: z.int() })),
  timeout: z.int(),
  excludeCredentials: z.array(credentialDescriptor),
  authenticatorSelection: z.object({
    residentKey: z.literal("required"),
    requireResidentKey: z.literal(true),
    userVerification: z.literal("required"),
  }),
  attestation: z.literal("none"),
});

/** `PublicKeyCredentialRequestOptionsJSON` of WebAuthn. */
export const passkeyRequestOptions = z.object({
  challenge: z.string(),
  rpId: z.string(),
  timeout: z.int(),
  allowCredentials: z
    .array(credentialDescriptor)
    .describe("Empty: the browser offers all that it has for the shop."),
  userVerification: z.literal("required"),
});

/** A passkey in the list of one's own. */
export const passkeyResponse = z.object({
  id: idText(identityIds.passkey),
  name: z.string(),
  rpId: z.string().describe("The domain that it works on."),
  synced: z.boolean().describe("Whether it can be on several devices."),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
});
export type PasskeyResponse = z.infer<typeof passkeyResponse>;

/** A new passkey, as the edge has verified it. */
export const verifiedPasskey = z.object({
  credentialId: z.string(),
  publicKey: z.string(),
  counter: z.int().min(0),
  rpId: z.string(),
  transports: z.array(z.string()),
  synced: z.boolean(),
});
export type VerifiedPasskey = z.infer<typeof verifiedPasskey>;

/** A challenge that was answered. It counts once. */
export const answeredChallenge = z.object({ id: z.string(), expiresAt: z.int() });
export type AnsweredChallenge = z.infer<typeof answeredChallenge>;
