import { Secret, TOTP } from "otpauth";

/** The code that an authenticator app shows, so many steps from now. */
export function codeOf(secret: string, steps = 0, now = Date.now()): string {
  return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: now + steps * 30_000 });
}
