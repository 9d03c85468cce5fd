import { defineRoute } from "../../../kernel/api/route.ts";
import {
  confirmEmailVerification,
  mailRequestInput,
  requestEmailVerification,
  requestPasswordReset,
  verificationInput,
} from "../mails/workflows.ts";
import {
  changeOwnPassword,
  confirmPasswordReset,
  passwordChangeInput,
  resetInput,
} from "../passwords/workflows.ts";

const tag = "Authentication";
const returns = "Accepted, whether there is an account or not";

/** Passwords, and what mails with a link are for. */
export const passwordRoutes = [
  defineRoute({
    method: "post",
    path: "/v1/auth/password",
    tag,
    operationId: "changePassword",
    summary: "Change your password",
    description: "Sets a new password, and ends all other sessions of the account.",
    operation: changeOwnPassword,
    body: passwordChangeInput,
    input: ({ body }) => body,
    returns: "Changed",
    refusals: ["wrong-password", "common-password"],
  }),
  defineRoute({
    method: "post",
    path: "/v1/auth/password-reset",
    tag,
    operationId: "requestPasswordReset",
    summary: "Request a password reset",
    description:
      "Sends a mail with a link that is valid for 15 minutes. The answer is the same if nobody has this address. Without `kind`, the mail goes to the staff's account with this address, else to the customer's.",
    operation: requestPasswordReset,
    body: mailRequestInput,
    input: ({ body }) => body,
    status: 202,
    returns,
  }),
  defineRoute({
    method: "post",
    path: "/v1/auth/password-reset/confirm",
    tag,
    operationId: "confirmPasswordReset",
    summary: "Set a new password with a mailed token",
    description:
      "Sets a new password, and ends all sessions of the account. The token works once. Sign in afterwards.",
    operation: confirmPasswordReset,
    body: resetInput,
    input: ({ body }) => body,
    returns: "The password is set",
    refusals: ["invalid-token", "common-password"],
  }),
  defineRoute({
    method: "post",
    path: "/v1/auth/verify-email",
    tag,
    operationId: "requestEmailVerification",
    summary: "Request the verification of an e-mail address",
    description:
      "Sends a customer a mail with a link that is valid for 24 hours. The answer is the same if nobody has this address, or if it is verified already. Registering sends such a mail by itself.",
    operation: requestEmailVerification,
    body: mailRequestInput,
    input: ({ body }) => body,
    status: 202,
    returns,
  }),
  defineRoute({
    method: "post",
    path: "/v1/auth/verify-email/confirm",
    tag,
    operationId: "confirmEmailVerification",
    summary: "Verify an e-mail address with a mailed token",
    description: "The token works once.",
    operation: confirmEmailVerification,
    body: verificationInput,
    input: ({ body }) => body,
    returns: "The address is verified",
    refusals: ["invalid-token"],
  }),
];
