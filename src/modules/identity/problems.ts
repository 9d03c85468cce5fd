import { defineProblems } from "../../kernel/api/problem.ts";

/** Problem codes of this module. */
export const problems = defineProblems({
  "invalid-credentials": {
    status: 401,
    title: "Invalid credentials",
    help: "The e-mail address or the password is wrong, or the account may not sign in. The answer is the same in all these cases. With a passkey: it is not known, or what the browser answered is not valid.",
  },
  "mfa-required": {
    status: 401,
    title: "Second factor required",
    help: "The password is right, and the account has a second factor. Sign in again with a code in `otp`: the digits of the authenticator app, or a recovery code.",
  },
  "invalid-otp": {
    status: 401,
    title: "Invalid code",
    help: "The code is wrong, has expired or was used before. Take the next one, and check the clock of the device. A recovery code works once.",
  },
  "wrong-otp": {
    status: 422,
    title: "Wrong code",
    help: "The code is wrong, has expired or was used before. Take the next one, and check the clock of the device.",
  },
  "invalid-passkey": {
    status: 422,
    title: "Invalid passkey",
    help: "What the browser answered is not valid: for another page or another challenge, without verifying the user, answered before, or of a passkey that exists. Ask for new options and try again.",
  },
  "origin-not-allowed": {
    status: 422,
    title: "Origin not allowed",
    help: "Passkeys work on pages of the shop's `corsOrigins` only. Add the origin to the settings.",
  },
  "two-factor-enabled": {
    status: 409,
    title: "Second factor already on",
    help: "Turn the second factor off before you set up another one.",
  },
  "two-factor-disabled": {
    status: 409,
    title: "Second factor not set up",
    help: "Set up the second factor first, with `POST /v1/auth/two-factor`.",
  },
  "invalid-refresh-token": {
    status: 401,
    title: "Invalid refresh token",
    help: "The refresh token was replaced or revoked, or has expired. Sign in again.",
  },
  "invalid-token": {
    status: 422,
    title: "Invalid token",
    help: "The token of this link was used, replaced or has expired. Ask for a new one.",
  },
  "wrong-password": {
    status: 422,
    title: "Wrong password",
    help: "The current password is wrong.",
  },
  "common-password": {
    status: 422,
    title: "Common password",
    help: "The password is one of the most common ones, or is made of your own e-mail address. Choose another one.",
  },
  "last-administrator": {
    status: 409,
    title: "Last administrator",
    help: "Nobody else of the staff could manage users then. Give another active user a role that can, first.",
  },
  "registration-disabled": {
    status: 403,
    title: "Registration is off",
    help: "The shop's settings (`registrationEnabled`) let nobody register. The staff adds customers.",
  },
  "duplicate-email": {
    status: 409,
    title: "Duplicate e-mail address",
    help: "Another account has this e-mail address. Sign in, or reset the password.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly identity: typeof problems;
  }
}
