import { nothing } from "../../../kernel/operation/operation.ts";
import type { Secrets } from "../../../kernel/operation/ports.ts";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { ok } from "../../../kernel/values/result.ts";
import {
  confirmSecondFactor,
  disableSecondFactor,
  enrolSecondFactor,
  replaceRecoveryCodes,
} from "./commands.ts";
import { sealTotpSecret } from "./entered-code.ts";
import { prove } from "./prove.ts";
import { newRecoveryCodes, recoveryCodeHash } from "./recovery-codes.ts";
import { codeInput, passwordInput, proofInput, recoveryCodes, twoFactorEnrolment } from "./schema.ts";
import { newTotpSecret, totpUri } from "./totp.ts";

const account = {
  access: "account",
  hasSecretInput: true,
  budget: {
    d1: 0,
    objects: 2,
    reason:
      "passwords and codes are compared at the edge, between reading what they are compared with and the change",
  },
  ports: ["secrets", "passwords"],
} as const;

/** Sets up a second factor. It is pending until a code confirms it. */
export const enrol = defineWorkflow({
  name: "identity.enrol",
  ...account,
  input: passwordInput,
  output: twoFactorEnrolment,
  async run(input, context, ports) {
    const { tenantId, invoke } = context;
    const proven = await prove(input, context, ports);
    if (!proven.ok) return proven;
    const { accountId, email, proof } = proven.value;
    const secret = newTotpSecret();
    const sealed = await sealTotpSecret(ports.secrets, { tenantId, accountId }, secret);
    const { sealed: shown } = await ports.secrets.mint(async () => ({ text: secret, hash: "" }));
    const enrolled = await invoke(enrolSecondFactor, { proof, sealed, shown });
    if (!enrolled.ok) return enrolled;
    const tenant = await context.tenant();
    if (!tenant.ok) return tenant;
    const text = await ports.secrets.open(enrolled.value.shown);
    return ok({ secret: text, uri: totpUri(text, tenant.value.name, email) });
  },
});

/** Turns the second factor on with its first code. */
export const confirmTwoFactor = defineWorkflow({
  name: "identity.confirmTwoFactor",
  ...account,
  input: codeInput,
  output: recoveryCodes,
  async run({ code }, context, ports) {
    const proven = await prove({ otp: code }, context, ports);
    if (!proven.ok) return proven;
    const { accountId, proof } = proven.value;
    const { hashes, shown } = await mintCodes(accountId, ports.secrets);
    const confirmed = await context.invoke(confirmSecondFactor, { proof, hashes, shown });
    return confirmed.ok ? ok(await openCodes(confirmed.value, ports.secrets)) : confirmed;
  },
});

/** Replaces the recovery codes. */
export const newCodes = defineWorkflow({
  name: "identity.newRecoveryCodes",
  ...account,
  input: proofInput,
  output: recoveryCodes,
  async run(input, context, ports) {
    const proven = await prove(input, context, ports);
    if (!proven.ok) return proven;
    const { accountId, proof } = proven.value;
    const { hashes, shown } = await mintCodes(accountId, ports.secrets);
    const replaced = await context.invoke(replaceRecoveryCodes, { proof, hashes, shown });
    return replaced.ok ? ok(await openCodes(replaced.value, ports.secrets)) : replaced;
  },
});

/** Turns the second factor off. */
export const disableTwoFactor = defineWorkflow({
  name: "identity.disableTwoFactor",
  ...account,
  input: proofInput,
  output: nothing,
  async run(input, context, ports) {
    const proven = await prove(input, context, ports);
    return proven.ok ? context.invoke(disableSecondFactor, { proof: proven.value.proof }) : proven;
  },
});

/** New recovery codes: their hashes for the tenant's object, and the codes for a repeat of the same request. */
async function mintCodes(accountId: string, secrets: Secrets) {
  const codes = newRecoveryCodes();
  const hashes = await Promise.all(codes.map((code) => recoveryCodeHash(accountId, code)));
  const { sealed: shown } = await secrets.mint(async () => ({ text: codes.join(" "), hash: "" }));
  return { hashes, shown };
}

async function openCodes({ shown }: { readonly shown: string }, secrets: Secrets) {
  return { recoveryCodes: (await secrets.open(shown)).split(" ") };
}
