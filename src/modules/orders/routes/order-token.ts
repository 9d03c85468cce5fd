import type { Authenticator } from "../../../kernel/access/authenticator.ts";
import { digest } from "../../../kernel/values/digest.ts";
import { ok } from "../../../kernel/values/result.ts";

/**
 * The token of one order, for shoppers without an account. The query compares it with the token of the
 * order.
 */
export const orderTokenAuthenticator: Authenticator = {
  name: "orderToken",
  scheme: { type: "apiKey", in: "header", name: "X-Order-Token" },
  description: "The `accessToken` that placing an order answered. It opens that order only.",
  namesTenant: false,
  opens: ["customer"],
  authenticate: async (credential) => ok({ kind: "token", hash: await digest(credential) }),
};
