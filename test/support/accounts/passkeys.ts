import { expect } from "vitest";
import { z } from "zod";
import type { MintedTenant } from "../http/minting.ts";
import type { Send } from "../http/sender.ts";
import { accountsOf, goodPassword } from "./accounts.ts";
import { type Asked, type Authenticator, createAuthenticator } from "./authenticator.ts";

const creation = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string() }),
  user: z.object({ id: z.string() }),
});
const request = z.object({ challenge: z.string(), rpId: z.string() });

/** The page that has the passkeys of a tenant's tests: it is under the tenant's own host. */
export const pageOf = ({ slug }: Pick<MintedTenant, "slug">) => `https://${slug}.localhost`;

/** How tests add passkeys and sign in with them, in one tenant. */
export function passkeysOf(send: Send, tenant: MintedTenant) {
  const { post } = accountsOf(send, tenant);
  const origin = pageOf(tenant);
  /** Creates a passkey on a device, ready to be added. */
  const create = async (key: string, wrong: Partial<Asked> = {}) => {
    const options = await send("post", "/v1/auth/passkeys/options", {
      key,
      body: { password: goodPassword },
    });
    expect(options.status, options.text).toBe(200);
    const { challenge, rp, user } = creation.parse(options.body);
    const device = await createAuthenticator(user.id);
    return { device, credential: await device.create({ origin, rpId: rp.id, challenge, ...wrong }) };
  };
  /** Has a device answer what signing in asks for. */
  const answer = async (device: Authenticator, wrong: Partial<Asked> = {}) => {
    const options = await post("/v1/auth/passkeys/sign-in/options", {});
    expect(options.status, options.text).toBe(200);
    const { challenge, rpId } = request.parse(options.body);
    return device.get({ origin, rpId, challenge, ...wrong });
  };
  return {
    create,
    answer,
    signIn: (credential: unknown) => post("/v1/auth/passkeys/sign-in", { credential }),
    /** Adds a passkey to an account. Returns its id and the device that has it. */
    async add(key: string) {
      const { device, credential } = await create(key);
      const added = await send("post", "/v1/auth/passkeys", { key, body: { name: "Phone", credential } });
      expect(added.status, added.text).toBe(201);
      return { device, ...z.object({ id: z.string() }).parse(added.body) };
    },
  };
}
