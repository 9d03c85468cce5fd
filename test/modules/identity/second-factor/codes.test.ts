import { describe, expect, it } from "vitest";
import type { Secrets } from "../../../../src/kernel/operation/ports.ts";
import {
  readEnteredCode,
  sealTotpSecret,
} from "../../../../src/modules/identity/second-factor/entered-code.ts";
import {
  newRecoveryCodes,
  recoveryCodeHash,
} from "../../../../src/modules/identity/second-factor/recovery-codes.ts";
import { secondFactorProblem } from "../../../../src/modules/identity/second-factor/rules.ts";
import { newTotpSecret, totpStepOf, totpUri } from "../../../../src/modules/identity/second-factor/totp.ts";
import { sealFor, unsealFor } from "../../../../src/platform/sealed.ts";
import { createKeyRing, type KeyRing } from "../../../../src/platform/signing.ts";
import { codeOf } from "../../../support/accounts/authenticator-app.ts";

const now = Date.UTC(2026, 10, 1);
const step = Math.floor(now / 30_000);
const totp = (at: number | null) => ({ kind: "totp", step: at, resealed: null }) as const;
const factor = { confirmedAt: now, lastStep: 0, hasCode: false };

describe("a code of the authenticator app", () => {
  const secret = newTotpSecret();

  it.each([-1, 0, 1])("counts while the clocks differ by %i steps", (drift) => {
    expect(totpStepOf(secret, codeOf(secret, drift, now), now)).toBe(step + drift);
  });

  it.each([-2, 2, 10])("does not count at a difference of %i steps", (drift) => {
    expect(totpStepOf(secret, codeOf(secret, drift, now), now)).toBeNull();
  });

  it("counts once, and none before it counts afterwards", () => {
    expect(secondFactorProblem({ ...factor, lastStep: step - 1 }, totp(step))).toBeNull();
    for (const used of [step, step - 1])
      expect(secondFactorProblem({ ...factor, lastStep: step }, totp(used))?.code).toBe("invalid-otp");
  });

  it("is asked for only once the factor is confirmed", () => {
    expect(secondFactorProblem({ ...factor, confirmedAt: null }, null)).toBeNull();
    expect(secondFactorProblem(undefined, null)).toBeNull();
    expect(secondFactorProblem(factor, null)?.code).toBe("mfa-required");
    expect(secondFactorProblem(factor, totp(null))?.code).toBe("invalid-otp");
  });

  it("is read from a URI that names the shop and the account", () => {
    const uri = new URL(totpUri(secret, "Harbour: Lamps", "ada@shop.example"));
    expect(uri.href).toMatch(/^otpauth:\/\/totp\/Harbour%20%20Lamps:ada%40shop\.example\?/);
    expect(uri.searchParams.get("secret")).toBe(secret);
  });
});

describe("a recovery code", () => {
  it("may be typed in lower case, with spaces, and with letters that look like its digits", async () => {
    const hash = await recoveryCodeHash("user_1", "0A1B-2C3D-4E5F-6G7H");
    for (const typed of ["0a1b2c3d4e5f6g7h", "oalb 2c3d 4e5f 6g7h", "0A1B-2C3D-4E5F-6G7H"])
      expect(await recoveryCodeHash("user_1", typed)).toBe(hash);
    expect(await recoveryCodeHash("user_2", "0A1B-2C3D-4E5F-6G7H")).not.toBe(hash);
  });

  it("is one of ten that differ", () => {
    expect(new Set(newRecoveryCodes()).size).toBe(10);
  });
});

describe("the secret of an authenticator app", () => {
  const current = createKeyRing("a signing secret that is long enough");
  const rotated = createKeyRing("another signing secret, long enough", [
    "a signing secret that is long enough",
  ]);
  const later = createKeyRing("another signing secret, long enough");
  // The other parts of the port are not used.
  const secretsOf = (ring: KeyRing) =>
    ({
      sealStored: (purpose: string, owner: string, text: string) => sealFor(ring, purpose, owner, text),
      openStored: (purpose: string, owner: string, sealed: string) => unsealFor(ring, purpose, owner, sealed),
    }) as Secrets;
  const owner = { tenantId: "ten_1", accountId: "user_1" };

  it("is stored sealed, and belongs to one account of one tenant", async () => {
    const secret = newTotpSecret();
    const sealed = await sealTotpSecret(secretsOf(current), owner, secret);
    expect(sealed).not.toContain(secret);
    const read = (more: object) =>
      readEnteredCode(codeOf(secret, 0, now), { ...owner, sealed, ...more }, secretsOf(current), now);
    expect(await read({})).toEqual({ kind: "totp", step, resealed: null });
    for (const foreign of [{ tenantId: "ten_2" }, { accountId: "user_2" }])
      await expect(read(foreign)).rejects.toThrow();
  });

  it("moves to the new signing secret when a code is used during a rotation", async () => {
    const secret = newTotpSecret();
    const sealed = await sealTotpSecret(secretsOf(current), owner, secret);
    const enter = (text: string, under: string, ring: KeyRing) =>
      readEnteredCode(text, { ...owner, sealed: under }, secretsOf(ring), now);
    expect(await enter("000000", sealed, rotated)).toMatchObject({ resealed: null });
    const used = await enter(codeOf(secret, 0, now), sealed, rotated);
    if (used.kind !== "totp" || used.resealed === null) throw new Error("it was not sealed again");
    expect(await enter(codeOf(secret, 1, now), used.resealed, later)).toMatchObject({ step: step + 1 });
    expect(await enter(codeOf(secret, 1, now), sealed, later)).toMatchObject({ step: null });
  });
});
