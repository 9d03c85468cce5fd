import { defineRoute } from "../../../kernel/api/route.ts";
import { readJwks } from "../sessions/tokens/jwks.ts";
import { refresh, refreshInput, signOut } from "../sessions/workflows.ts";
import { register, registerInput } from "../sign-in/registration-workflows.ts";
import { signIn, signInInput } from "../sign-in/workflows.ts";

const tag = "Authentication";
const returns = "Tokens, and whose they are";

/** Register, sign in, refresh, sign out. */
export const signInRoutes = [
  defineRoute({
    method: "post",
    path: "/v1/auth/register",
    tag,
    operationId: "registerCustomer",
    summary: "Register a customer",
    description:
      "Creates a customer who can sign in, and signs the customer in. Staff is invited instead. The e-mail address is not verified yet: a mail has a link for that. A shop can turn this off (`registrationEnabled` in its settings).",
    operation: register,
    body: registerInput,
    input: ({ body }) => body,
    status: 201,
    returns,
    location: () => "/v1/auth/me",
    refusals: ["duplicate-email", "common-password", "registration-disabled"],
  }),
  defineRoute({
    method: "post",
    path: "/v1/auth/sign-in",
    tag,
    operationId: "signIn",
    summary: "Sign in",
    description:
      "Opens a session with e-mail address and password. A wrong password, an unknown address and an account that may not sign in are answered alike, and take the same time. An account with a second factor is answered `mfa-required` without a code: send the same again with `otp`. A code counts once.",
    operation: signIn,
    body: signInInput,
    input: ({ body }) => body,
    returns,
    refusals: ["invalid-credentials", "mfa-required", "invalid-otp"],
  }),
  defineRoute({
    method: "post",
    path: "/v1/auth/refresh",
    tag,
    operationId: "refreshTokens",
    summary: "Refresh tokens",
    description:
      "Returns a new access token and a new refresh token. If the answer is lost, the same request can be repeated for ten seconds. A refresh token that is used later than that ends its session.",
    operation: refresh,
    body: refreshInput,
    input: ({ body }) => body,
    returns,
    refusals: ["invalid-refresh-token"],
  }),
  defineRoute({
    method: "post",
    path: "/v1/auth/sign-out",
    tag,
    operationId: "signOut",
    summary: "Sign out",
    description:
      "Ends the session of a refresh token. A session that has ended already is no error. Its access tokens write nothing from now on, and read for four more seconds at most.",
    operation: signOut,
    body: refreshInput,
    input: ({ body }) => body,
    returns: "Signed out",
  }),
  defineRoute({
    method: "get",
    path: "/.well-known/jwks.json",
    tag,
    operationId: "getJwks",
    summary: "Get the keys of access tokens",
    description:
      "Returns the public keys as a JSON Web Key Set, for services that verify access tokens by themselves. Check `iss` (`rustok-edge`), `aud` (`staff` or `customer`), `tenant` and `exp` as well. Such a service doesn't learn of sessions that have ended.",
    operation: readJwks,
    input: () => ({}),
    returns: "The public keys",
  }),
];
