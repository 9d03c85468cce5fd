import { describe, expect, it } from "vitest";
import { z } from "zod";
import { forgetBuckets } from "../../../durable-objects/limits/bucket-expiry.ts";
import { takeToken } from "../../../durable-objects/limits/token-buckets.ts";
import { anonymous, platformToken } from "../../../src/kernel/access/actor.ts";
import { refusal } from "../../../src/kernel/api/problem.ts";
import { defineModule } from "../../../src/kernel/module.ts";
import type { TokenPolicy, TokenRequest } from "../../../src/kernel/rate-limit/token-policy.ts";
import { returnToken } from "../../../src/kernel/rate-limit/tokens.ts";
import { ok, refused } from "../../../src/kernel/values/result.ts";
import { defineCommand } from "../../../src/kernel/write/command.ts";
import { completionLimits } from "../../../src/modules/checkout/completion/limits.ts";
import { modules as platformModules } from "../../../src/modules.ts";
import { openStore } from "../../modules/checkout/given.ts";
import { openPlatform } from "../../support/node/platform.ts";

const guesses: TokenPolicy = { name: "guesses", quota: 3, window: 90 };
const accounts: TokenPolicy = { name: "accounts", quota: 2, window: 90 };

const guess = z.object({ from: z.string(), account: z.string().optional(), right: z.boolean() });
const requestsOf = ({ from, account }: z.infer<typeof guess>): TokenRequest[] => [
  { policy: guesses, key: from },
  ...(account === undefined ? [] : [{ policy: accounts, key: account }]),
];

/** A command that is limited: a wrong guess is refused, a right one gives its tokens back. */
const guessing = defineModule({
  name: "guessing",
  operations: [
    defineCommand({
      name: "guessing.guess",
      access: "public",
      input: guess,
      output: z.null(),
      tokens: requestsOf,
      load: () => null,
      decide(_, input, { now }) {
        if (!input.right) return refused(refusal("forbidden", "Wrong."));
        return ok({
          events: [],
          writeState: (database) => {
            for (const request of requestsOf(input)) returnToken(database, request, now);
          },
          answer: () => null,
        });
      },
    }),
  ],
});

function openGame() {
  const platform = openPlatform([...platformModules, guessing]);
  const tenant = platform.tenant();
  const rows = () => tenant.storage.rows("SELECT name, tokens FROM token_buckets ORDER BY name");
  let requests = 0;
  return {
    platform,
    tenant,
    rows,
    database: tenant.storage.database,
    guess(from: string, right: boolean, account?: string, more: object = {}) {
      requests += 1;
      const result = tenant.core.execute({
        command: "guessing.guess",
        input: { from, right, account },
        actor: anonymous,
        correlationId: `request-${requests}`,
        ...more,
      });
      return result.ok ? "right" : result.refusal.code;
    },
  };
}

describe("a command that takes tokens", () => {
  it("counts attempts that it refuses, and refuses the one after the last token", () => {
    const { guess, platform } = openGame();
    expect(["a", "a", "a", "a"].map((from) => guess(from, false))).toEqual([
      ...["forbidden", "forbidden", "forbidden", "rate-limited"],
    ]);
    expect(guess("b", false)).toBe("forbidden");
    platform.clock.advance(29_999);
    expect(guess("a", false)).toBe("rate-limited");
    platform.clock.advance(1);
    expect(guess("a", false)).toBe("forbidden");
  });

  it("gives a token back where the attempt was a good one", () => {
    const { guess } = openGame();
    expect(["a", "a", "a", "a", "a"].map((from) => guess(from, true))).toEqual(Array(5).fill("right"));
  });

  it("takes a token of each policy, and is refused by the scarcest", () => {
    const { guess } = openGame();
    expect(["a", "b", "c"].map((from) => guess(from, false, "ada"))).toEqual([
      ...["forbidden", "forbidden", "rate-limited"],
    ]);
    expect(guess("a", true, "grace")).toBe("right");
  });

  it("counts exactly when the object has lost its memory", () => {
    const { guess, platform, tenant } = openGame();
    for (const from of ["a", "a", "a"]) guess(from, false);
    platform.wakeUp(tenant);
    expect(guess("a", true)).toBe("rate-limited");
  });

  it("takes none for the answer to an earlier request", () => {
    const { guess, rows } = openGame();
    const idempotency = { scope: "scope", fingerprint: "print", retentionMs: 60_000 };
    guess("a", true, undefined, { idempotency });
    const before = rows();
    expect(guess("a", true, undefined, { idempotency })).toBe("right");
    expect(rows()).toEqual(before);
  });

  it("starts anew for a caller whose bucket a clock that was days ahead has written", () => {
    const { guess, platform } = openGame();
    platform.clock.advance(3 * dayMs);
    for (const from of ["a", "a", "a"]) guess(from, false);
    platform.clock.advance(-3 * dayMs);
    expect(guess("a", false)).toBe("forbidden");
  });

  it("stores whose bucket it is as a hash", () => {
    const { guess, tenant } = openGame();
    guess("192.0.2.7", false, "ada@shop.example");
    const stored = JSON.stringify(tenant.storage.rows("SELECT * FROM token_buckets"));
    expect(stored).not.toMatch(/192\.0|ada@/);
  });
});

describe("buckets", () => {
  it("are removed when they are full again", async () => {
    const { guess, platform, tenant, rows } = openGame();
    guess("a", false, "ada");
    expect(rows()).toHaveLength(2);
    await platform.passTime(tenant, 5 * 60_000);
    expect(rows()).toEqual([]);
  });

  it("are bounded for each limit: those with the most tokens left are forgotten first", () => {
    const { database, platform, tenant } = openGame();
    const now = platform.clock.now();
    for (const key of ["a", "a", "b", "b", "c"]) takeToken(database, accounts, key, now);
    for (const key of ["a", "b"]) takeToken(database, guesses, key, now);
    expect(forgetBuckets(database, now, 2)).not.toBeNull();
    for (const key of ["a", "b"])
      expect(takeToken(database, accounts, key, now)).toMatchObject({ allowed: false });
    expect(tenant.storage.rows("SELECT count(*) AS rows FROM token_buckets")).toEqual([{ rows: 4 }]);
  });
});

describe("a shopper who checks out", () => {
  it("is refused after as many checkouts as a minute has, whether they succeed or not, and others are not", () => {
    const store = openStore();
    const checkOut = (address: string) => {
      const result = store.checkOut({ items: [] }, { address });
      return result.ok ? "placed" : result.refusal.code;
    };
    for (let attempt = 0; attempt < completionLimits.checkouts.value; attempt += 1)
      expect(checkOut("192.0.2.1")).toBe("checkout-incomplete");
    expect(checkOut("192.0.2.1")).toBe("rate-limited");
    expect(checkOut("192.0.2.2")).toBe("checkout-incomplete");
    const staff = store.checkOut({ items: [] }, { actor: platformToken, address: "192.0.2.1" });
    expect(staff).toMatchObject({ refusal: { code: "checkout-incomplete" } });
  });
});

const dayMs = 24 * 60 * 60_000;
