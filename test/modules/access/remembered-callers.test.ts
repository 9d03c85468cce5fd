import { describe, expect, it } from "vitest";
import type { Authenticator, AuthenticatorTools } from "../../../src/kernel/access/authenticator.ts";
import { ok, type Result } from "../../../src/kernel/values/result.ts";
import { secretKeyAuthenticator } from "../../../src/modules/access/keys/authenticator.ts";
import { mintApiKey, mintPublishableKey } from "../../../src/modules/access/keys/key-format.ts";
import { publishableKeyAuthenticator } from "../../../src/modules/access/keys/publishable/authenticator.ts";
import { accessTokenAuthenticator } from "../../../src/modules/identity/sessions/authenticator.ts";
import { signAccessToken } from "../../../src/modules/identity/sessions/tokens/access-token.ts";
import { createKeyRing } from "../../../src/platform/signing.ts";
import { anyContext } from "../../support/decided.ts";

/*
 * What the edge remembers of a caller, with the clock in hand. `test/e2e/safety/revocation.test.ts` shows on every route that a
 * caller whose access has ended is refused; here is how soon.
 */

const signer = createKeyRing("the-signing-secret-of-all-the-tests");
const tenantId = "ten_01J00000000000000000000000";
const start = Date.parse("2026-03-01T12:00:00Z");
const key = { role: "admin", scopes: null, lastUsedAt: null };
const session = { kind: "staff", accountId: "user_01J00000000000000000000000", tenantId } as const;

interface Kind {
  readonly name: string;
  readonly authenticator: Authenticator;
  /** A credential that the edge has not seen. */
  readonly mint: () => Promise<string>;
  /** What the object says of it while it is good. */
  readonly good: unknown;
}

let made = 0;
const nextId = (prefix: string) => {
  made += 1;
  return `${prefix}_${String(made).padStart(26, "0")}`;
};

const kinds: readonly Kind[] = [
  {
    name: "a secret key",
    authenticator: secretKeyAuthenticator,
    mint: async () => (await mintApiKey(signer, tenantId, nextId("key"))).text,
    good: { kind: "secret", ...key },
  },
  {
    name: "a publishable key",
    authenticator: publishableKeyAuthenticator,
    mint: async () => (await mintPublishableKey(signer, tenantId, nextId("key"))).text,
    good: { kind: "publishable", ...key, role: null },
  },
  {
    name: "an access token",
    authenticator: accessTokenAuthenticator,
    mint: () => signAccessToken(signer, { ...session, sessionId: nextId("ses") }, start),
    good: { role: "admin" },
  },
];

async function open({ authenticator, mint, good }: Kind) {
  const credential = await mint();
  const edge = { now: start, asked: 0, answer: ok(good) as Result<unknown> };
  let background: Promise<unknown>[] = [];
  const tools = (): AuthenticatorTools => ({
    now: edge.now,
    roles: anyContext.roles,
    signer,
    setting: () => "",
    async ask<_, Answer>() {
      edge.asked += 1;
      // What the object would answer.
      return edge.answer as Result<Answer>;
    },
    run: () => undefined,
    background: (work) => void background.push(work),
  });
  return {
    edge,
    async isKnown() {
      const identity = await authenticator.authenticate(credential, tools());
      await Promise.all(background);
      background = [];
      return identity?.ok === true;
    },
  };
}

describe.each(kinds)("$name", (kind) => {
  it("is remembered, so that a page of requests asks the tenant's object once", async () => {
    const { edge, isKnown } = await open(kind);
    for (let request = 0; request < 10; request += 1) expect(await isKnown()).toBe(true);
    expect(edge.asked).toBe(1);
  });

  it("whose access has ended is refused within four seconds, however busy it is", async () => {
    const { edge, isKnown } = await open(kind);
    expect(await isKnown()).toBe(true);
    edge.answer = ok(null);
    while (edge.now < start + 10_000 && (await isKnown())) edge.now += 50;
    expect(edge.now - start).toBeLessThan(4_000);
  });

  it("whose access has ended stays refused", async () => {
    const { edge, isKnown } = await open(kind);
    await isKnown();
    edge.answer = ok(null);
    edge.now = start + 4_000;
    expect(await isKnown()).toBe(false);
    expect(await isKnown()).toBe(false);
  });
});
