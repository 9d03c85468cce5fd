import { platformToken } from "../../kernel/access/actor.ts";
import type { Authenticator } from "../../kernel/access/authenticator.ts";
import { secretList } from "../../kernel/access/secret-list.ts";
import { digest } from "../../kernel/values/digest.ts";
import { ok } from "../../kernel/values/result.ts";

/**
 * The operator's token. It belongs to no tenant and acts as super_admin in the tenant that the request
 * names.
 */
export const platformTokenAuthenticator: Authenticator = {
  name: "platformToken",
  scheme: { type: "http", scheme: "bearer" },
  description:
    "The operator's token. It belongs to no tenant and may do everything in the tenant that the request names, and above tenants.",
  namesTenant: false,
  opens: ["permission"],
  async authenticate(credential, { setting, roles }) {
    const expected = [setting("PLATFORM_TOKEN"), ...secretList(setting("ACCEPTED_PLATFORM_TOKENS"))];
    if (!(await isOneOf(credential, expected))) return null;
    return ok({
      kind: "caller",
      actor: platformToken,
      grants: roles.grantsOf("super_admin"),
      tenantId: null,
    });
  },
};

/** Compares digests, so that the duration reveals nothing about a token. */
async function isOneOf(credential: string, tokens: readonly string[]): Promise<boolean> {
  const expected = await Promise.all(tokens.filter((token) => token !== "").map((token) => digest(token)));
  return expected.includes(await digest(credential));
}
