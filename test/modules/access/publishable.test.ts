import { describe, expect, it } from "vitest";
import type { AuthenticatorTools, Signer } from "../../../src/kernel/access/authenticator.ts";
import { noGrants } from "../../../src/kernel/access/permission.ts";
import { refusal } from "../../../src/kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../src/kernel/values/result.ts";
import { mintPublishableKey } from "../../../src/modules/access/keys/key-format.ts";
import { publishableKeyAuthenticator } from "../../../src/modules/access/keys/publishable/authenticator.ts";
import { anyContext } from "../../support/decided.ts";

let keys = 0;

/** An edge with one publishable key, and what it asked and computed. */
async function openEdge() {
  keys += 1;
  const counts = { asked: 0, verified: 0, noted: 0 };
  const signer: Signer = {
    sign: async (purpose, text) =>
      `${purpose}${text}`
        .replace(/[^\w-]/g, "")
        .padEnd(51, "x")
        .slice(-51),
    async verify(purpose, text, signature) {
      counts.verified += 1;
      return (await this.sign(purpose, text)) === signature;
    },
    macs: () => Promise.reject(new Error("no key is looked up by its MAC")),
  };
  const tenantId = "ten_01J00000000000000000000000";
  const { text } = await mintPublishableKey(signer, tenantId, `key_${String(keys).padStart(26, "0")}`);
  let answer: Result<unknown> = ok({ kind: "publishable", role: null, scopes: null, lastUsedAt: null });
  let now = Date.parse("2026-03-01T12:00:00Z");
  let background: Promise<unknown>[] = [];
  const tools = (): AuthenticatorTools => ({
    now,
    roles: anyContext.roles,
    signer,
    setting: () => "",
    async ask<_, Answer>() {
      counts.asked += 1;
      // What the object would answer.
      return answer as Result<Answer>;
    },
    run() {
      counts.noted += 1;
    },
    background: (work) => void background.push(work),
  });
  return {
    counts,
    text,
    tenantId,
    answers(next: Result<unknown>) {
      answer = next;
    },
    advance(ms: number) {
      now += ms;
    },
    async call(credential = text) {
      const identity = await publishableKeyAuthenticator.authenticate(credential, tools());
      if (identity === null) return "unknown";
      return identity.ok ? identity.value : identity.refusal.code;
    },
    async rest() {
      await Promise.all(background);
      background = [];
    },
  };
}

describe("a publishable key", () => {
  it("names its tenant, and its caller is an anonymous shopper without rights", async () => {
    const { call, tenantId } = await openEdge();
    expect(await call()).toEqual({
      kind: "caller",
      actor: { kind: "customer" },
      grants: noGrants,
      tenantId,
    });
  });

  it("costs neither a signature nor a question while it was verified lately", async () => {
    const { call, counts, advance, rest } = await openEdge();
    await call();
    for (let hit = 0; hit < 10; hit += 1) {
      advance(140);
      await call();
    }
    expect(counts).toEqual({ asked: 1, verified: 1, noted: 1 });
    advance(200);
    await Promise.all([call(), call(), call()]);
    await rest();
    expect(counts.asked).toBe(2);
  });

  it("that was revoked is refused within four seconds, however busy it is", async () => {
    const { call, answers, advance, rest } = await openEdge();
    await call();
    answers(ok(null));
    let refusedAfter = 0;
    while ((await call()) !== "unauthenticated" && refusedAfter < 10_000) {
      advance(100);
      refusedAfter += 100;
      await rest();
    }
    expect(refusedAfter).toBeLessThan(4_000);
  });

  it("that was revoked is refused within four seconds, although nobody verifies it in the background", async () => {
    const { call, answers, advance } = await openEdge();
    await call();
    answers(ok(null));
    advance(1_600);
    await call();
    advance(1_400);
    expect(await call()).toBe("unauthenticated");
  });

  it("that is forged is nobody's, and asks no object", async () => {
    const { call, counts, text } = await openEdge();
    expect(await call(text.replace(/.$/, "!"))).toBe("unknown");
    expect(await call(`${text.slice(0, -1)}${text.endsWith("0") ? "1" : "0"}`)).toBe("unknown");
    expect(counts.asked).toBe(0);
  });

  it.each([
    ["a secret key's id", ok({ kind: "secret", role: "admin", scopes: null, lastUsedAt: null })],
    [
      "the id of a tenant that is not there",
      refused(refusal("tenant-not-found", "There is no such tenant.")),
    ],
  ])("with %s is refused", async (_, answer) => {
    const { call, answers } = await openEdge();
    answers(answer);
    expect(await call()).toBe("unauthenticated");
  });
});
