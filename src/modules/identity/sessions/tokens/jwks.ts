import * as z from "zod";
import { defineWorkflow } from "../../../../kernel/operation/workflow.ts";
import { ok } from "../../../../kernel/values/result.ts";
import { signingKeysOf } from "./signing-keys.ts";

const publicJwk = z.object({
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  x: z.string(),
  kid: z.string(),
  use: z.literal("sig"),
  alg: z.literal("EdDSA"),
});

/** A JSON Web Key Set (RFC 7517). */
export const jwks = z.object({ keys: z.array(publicJwk) });

/** The public keys of access tokens, for services that verify them by themselves. */
export const readJwks = defineWorkflow({
  name: "identity.readJwks",
  access: "public",
  scope: "platform",
  input: z.object({}),
  output: jwks,
  tokenGuard: "input",
  budget: { d1: 0, objects: 0 },
  ports: ["secrets"],
  async run(_, __, { secrets }) {
    const keys = await signingKeysOf(secrets.signer);
    return ok({ keys: keys.map(({ publicJwk }) => publicJwk) });
  },
});
