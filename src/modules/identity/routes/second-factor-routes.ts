import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { removeUserSecondFactor } from "../second-factor/commands.ts";
import { codeInput, passwordInput, proofInput } from "../second-factor/schema.ts";
import { confirmTwoFactor, disableTwoFactor, enrol, newCodes } from "../second-factor/workflows.ts";

const tag = "Authentication";
const path = "/v1/auth/two-factor";

/** Codes of an authenticator app, as a second factor of the staff. */
export const secondFactorRoutes = [
  defineRoute({
    method: "post",
    path,
    tag,
    operationId: "enrolTwoFactor",
    summary: "Set up a second factor",
    description:
      "Returns the secret for an authenticator app (TOTP, RFC 6238). For the staff. It is pending until `POST /v1/auth/two-factor/confirm` gets a code of it. Setting it up again replaces a pending one.",
    operation: enrol,
    body: passwordInput,
    input: ({ body }) => body,
    returns: "The secret, shown this once",
    refusals: ["wrong-password", "two-factor-enabled", "rate-limited"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/confirm`,
    tag,
    operationId: "confirmTwoFactor",
    summary: "Turn the second factor on",
    description:
      "Turns the second factor on with a code of the authenticator app. From then on signing in with the password takes `otp`, too. Returns ten recovery codes, for when the app is lost.",
    operation: confirmTwoFactor,
    body: codeInput,
    input: ({ body }) => body,
    returns: "The recovery codes, shown this once",
    refusals: ["wrong-otp", "two-factor-enabled", "two-factor-disabled", "rate-limited"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/recovery-codes`,
    tag,
    operationId: "replaceRecoveryCodes",
    summary: "Replace the recovery codes",
    description: "Returns ten new recovery codes. The former ones work no longer.",
    operation: newCodes,
    body: proofInput,
    input: ({ body }) => body,
    returns: "The recovery codes, shown this once",
    refusals: ["wrong-password", "wrong-otp", "two-factor-disabled", "rate-limited"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/disable`,
    tag,
    operationId: "disableTwoFactor",
    summary: "Turn the second factor off",
    description: "Turns the second factor off, and removes the recovery codes.",
    operation: disableTwoFactor,
    body: proofInput,
    input: ({ body }) => body,
    returns: "Turned off",
    refusals: ["wrong-password", "wrong-otp", "two-factor-disabled", "rate-limited"],
  }),
  defineRoute({
    method: "delete",
    path: "/v1/admin/users/{id}/two-factor",
    tag: "Users",
    operationId: "removeUserTwoFactor",
    summary: "Remove a user's second factor",
    description:
      "For a user who has lost the authenticator app and the recovery codes. All sessions of the user end. Removing one that isn't there is no error. Your own is not removed this way.",
    operation: removeUserSecondFactor,
    params: z.object({ id: opaqueId }),
    input: ({ params }) => params,
    returns: "Removed",
  }),
];
