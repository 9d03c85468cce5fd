import { defineLimits } from "../../kernel/limit.ts";

const minute = 60 * 1000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long tokens and sessions last. */
export const lifetimes = defineLimits({
  accessToken: {
    value: 15 * minute,
    unit: "milliseconds",
    per: "value",
    what: "The life of an access token",
    beyond: "401 `unauthenticated`; refresh it",
  },
  refreshToken: {
    value: 30 * day,
    unit: "milliseconds",
    per: "value",
    what: "The life of a session that is not refreshed",
    beyond: "401 `unauthenticated`; sign in again",
  },
  refreshOverlap: {
    value: 10_000,
    unit: "milliseconds",
    per: "value",
    what: "The time in which a refresh token can be used again, for the same successor",
    beyond: "the session is revoked, and 401 `unauthenticated`",
  },
  passwordReset: {
    value: 15 * minute,
    unit: "milliseconds",
    per: "value",
    what: "The life of a token that resets a password",
    beyond: "422 `invalid-token`",
  },
  emailVerification: {
    value: day,
    unit: "milliseconds",
    per: "value",
    what: "The life of a token that verifies an e-mail address",
    beyond: "422 `invalid-token`",
  },
  invitation: {
    value: 7 * day,
    unit: "milliseconds",
    per: "value",
    what: "The life of an invitation",
    beyond: "422 `invalid-token`; invite again",
  },
  passkeyChallenge: {
    value: 5 * minute,
    unit: "milliseconds",
    per: "value",
    what: "The time to answer the challenge of a passkey",
    beyond: "422 `invalid-passkey`; ask for new options",
  },
  knownNetwork: {
    value: 90 * day,
    unit: "milliseconds",
    per: "value",
    what: "The time for which a network from which somebody has signed in to an account is remembered",
    beyond: "attempts from it count as those of a stranger",
  },
});

/** How much there can be of what an account owns. */
export const accountLimits = defineLimits({
  sessions: {
    value: 50,
    unit: "count",
    per: "value",
    what: "Sessions of an account",
    beyond: "the oldest ends",
  },
  passkeys: {
    value: 20,
    unit: "count",
    per: "value",
    what: "Passkeys of an account",
    beyond: "422 `too-large`",
  },
  knownNetworks: {
    value: 20,
    unit: "count",
    per: "value",
    what: "Networks that are remembered for an account",
    beyond: "the oldest is forgotten",
  },
});

const perWindow = (what: string) =>
  ({ unit: "count", per: "value", what, beyond: "429 `rate-limited`" }) as const;

/** Attempts at once. A bucket is full again after its window. */
export const attemptLimits = defineLimits({
  signInsToAccount: {
    value: 10,
    ...perWindow("Attempts to sign in with an e-mail address, from all unknown networks, in 15 minutes"),
  },
  signInsFromKnownNetwork: {
    value: 10,
    ...perWindow("Attempts to sign in to an account from a network that is known for it, in 15 minutes"),
  },
  failedSignInsFromNetwork: {
    value: 100,
    ...perWindow("Failed attempts to sign in from one network, in 15 minutes"),
  },
  wrongCodes: {
    value: 20,
    ...perWindow(
      "Wrong codes of a second factor, from all unknown networks or from one that is known, in a day",
    ),
  },
  registrationsFromNetwork: { value: 60, ...perWindow("Attempts to register from one network, in an hour") },
  mailsToAddress: {
    value: 5,
    ...perWindow("Requests for mail to an e-mail address (password reset, verification), in an hour"),
  },
  mailsFromNetwork: { value: 60, ...perWindow("Requests for mail from one network, in an hour") },
});

/** How long each bucket takes to fill. */
export const attemptWindowMs: Readonly<Record<keyof typeof attemptLimits, number>> = {
  signInsToAccount: 15 * minute,
  signInsFromKnownNetwork: 15 * minute,
  failedSignInsFromNetwork: 15 * minute,
  wrongCodes: day,
  registrationsFromNetwork: hour,
  mailsToAddress: hour,
  mailsFromNetwork: hour,
};
