import { oneCall } from "../../../kernel/operation/budget.ts";
import type { Directory, Secrets } from "../../../kernel/operation/ports.ts";
import { defineWorkflow, type WorkflowContext } from "../../../kernel/operation/workflow.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { lifetimes } from "../limits.ts";
import { prove } from "../second-factor/prove.ts";
import { tokens } from "../sessions/schema.ts";
import { mintSession, tokensOf } from "../sessions/tokens/issue.ts";
import { issueChallenge } from "./challenge.ts";
import { addPasskey, beginPasskey, notValid } from "./commands.ts";
import { originsOf, requestedRpId } from "./relying-party.ts";
import {
  passkeyCreationOptions,
  passkeyInput,
  passkeyOptionsInput,
  passkeyRequestOptions,
  passkeyResponse,
  passkeySignInInput,
  passkeySignInOptionsInput,
} from "./schema.ts";
import { beginPasskeySignIn, notSignedIn, openPasskeySession } from "./sign-in-commands.ts";
import {
  algorithms,
  type Expected,
  userHandleOf,
  verifyAuthentication,
  verifyRegistration,
} from "./verify.ts";

const timeout = lifetimes.passkeyChallenge.value;

/** Begins to add a passkey: what the browser's `navigator.credentials.create()` takes. */
export const preparePasskey = defineWorkflow({
  name: "identity.preparePasskey",
  access: "account",
  input: passkeyOptionsInput,
  output: passkeyCreationOptions,
  hasSecretInput: true,
  once: true,
  budget: {
    d1: 0,
    objects: 2,
    reason: "the password is compared at the edge, between reading the current one and answering",
  },
  ports: ["secrets", "passwords", "directory"],
  async run({ password, origin }, context, ports) {
    const { tenantId, session } = context;
    const tenant = await context.tenant();
    if (!tenant.ok) return tenant;
    const rpId = requestedRpId(originsOf(tenant.value, ports.directory.platformDomain), origin);
    if (!rpId.ok) return rpId;
    const proven = await prove({ password }, context, ports);
    if (!proven.ok) return proven;
    const { accountId, email, proof } = proven.value;
    const begun = await context.invoke(beginPasskey, { proof }, { unkeyed: true });
    if (!begun.ok) return begun;
    const owner = `${tenantId} ${accountId}`;
    return ok({
      rp: { id: rpId.value, name: tenant.value.name },
      user: { id: userHandleOf(accountId), name: email, displayName: email },
      challenge: await issueChallenge(ports.secrets.signer, "passkey-registration", owner, session.now),
      pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key" as const, alg })),
      timeout,
      excludeCredentials: begun.value.existing.map((one) => ({ ...one, type: "public-key" as const })),
      authenticatorSelection: {
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      },
      attestation: "none",
    });
  },
});

/** Adds a passkey to the caller's account. */
export const registerPasskey = defineWorkflow({
  name: "identity.registerPasskey",
  access: "account",
  input: passkeyInput,
  output: passkeyResponse,
  budget: oneCall,
  ports: ["secrets", "directory"],
  async run({ name = "Passkey", credential }, context, ports) {
    const { tenantId, session, invoke } = context;
    const expected = await expectedOf(context, ports, `${tenantId} ${session.actor.id ?? ""}`);
    if (!expected.ok) return expected;
    const verified = await verifyRegistration(credential, expected.value);
    return verified === null ? refused(notValid) : invoke(addPasskey, { ...verified, name });
  },
});

/** Begins to sign in with a passkey: what `navigator.credentials.get()` takes. Whose it is, the browser knows. */
export const preparePasskeySignIn = defineWorkflow({
  name: "identity.preparePasskeySignIn",
  access: "public",
  input: passkeySignInOptionsInput,
  output: passkeyRequestOptions,
  tokenGuard: "input",
  once: true,
  budget: { d1: 0, objects: 0 },
  ports: ["secrets", "directory"],
  async run({ origin }, { tenant: read, tenantId, session }, { secrets, directory }) {
    const tenant = await read();
    if (!tenant.ok) return tenant;
    const rpId = requestedRpId(originsOf(tenant.value, directory.platformDomain), origin);
    if (!rpId.ok) return rpId;
    return ok({
      challenge: await issueChallenge(secrets.signer, "passkey-sign-in", tenantId, session.now),
      rpId: rpId.value,
      timeout,
      allowCredentials: [],
      userVerification: "required",
    });
  },
});

/** Signs in with a passkey. */
export const signInWithPasskey = defineWorkflow({
  name: "identity.signInWithPasskey",
  access: "public",
  input: passkeySignInInput,
  output: tokens,
  tokenGuard: "input",
  budget: {
    d1: 0,
    objects: 2,
    reason: "the signature is verified at the edge, between reading the public key and opening the session",
  },
  ports: ["secrets", "directory"],
  async run({ credential }, context, ports) {
    const { tenantId, session, invoke } = context;
    const expected = await expectedOf(context, ports, tenantId);
    if (!expected.ok) return expected;
    const begun = await invoke(beginPasskeySignIn, { credentialId: credential.id }, { unkeyed: true });
    if (!begun.ok) return begun;
    if (begun.value === null) return refused(notSignedIn);
    const verified = await verifyAuthentication(credential, begun.value, expected.value);
    if (verified === null) return refused(notSignedIn);
    const { credentialId, publicKey } = begun.value;
    const minted = await mintSession(session, tenantId, ports.secrets);
    const opened = await invoke(openPasskeySession, {
      ...verified,
      credentialId,
      publicKey,
      session: minted,
    });
    return opened.ok ? ok(await tokensOf(opened.value, session, tenantId, ports.secrets)) : opened;
  },
});

async function expectedOf(
  { tenant: read, session }: WorkflowContext,
  { secrets, directory }: { readonly secrets: Secrets; readonly directory: Directory },
  owner: string,
): Promise<Result<Expected>> {
  const tenant = await read();
  if (!tenant.ok) return tenant;
  const origins = originsOf(tenant.value, directory.platformDomain);
  return ok({ signer: secrets.signer, owner, origins, now: session.now });
}
