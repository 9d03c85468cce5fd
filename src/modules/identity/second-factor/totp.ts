import { Secret, TOTP } from "otpauth";

/** What every authenticator app understands. */
const parameters = { algorithm: "SHA1", digits: 6, period: 30 } as const;
/** Clocks may differ by a step. */
const window = 1;

/** A new secret of 160 bits, in Base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The URI that an authenticator app reads from a QR code. */
export function totpUri(secret: string, issuer: string, label: string): string {
  // Apps separate issuer and label by a colon.
  const plain = (text: string) => text.replaceAll(":", " ");
  return new TOTP({
    ...parameters,
    issuer: plain(issuer),
    label: plain(label),
    secret: Secret.fromBase32(secret),
  }).toString();
}

/** The time step that a code belongs to; null if it is none of those around `now`. */
export function totpStepOf(secret: string, token: string, now: number): number | null {
  const options = { ...parameters, secret: Secret.fromBase32(secret), timestamp: now };
  const delta = TOTP.validate({ ...options, token, window });
  return delta === null ? null : TOTP.counter({ period: parameters.period, timestamp: now }) + delta;
}
