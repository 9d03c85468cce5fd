import { describe, expect, it } from "vitest";
import { anonymous } from "../../../../src/kernel/access/actor.ts";
import { openShop } from "../../../support/node/shop.ts";

const quarter = 15 * 60_000;
const stored = { salt: "c2FsdHNhbHRzYWx0c2FsdA", cost: "32768,8,3", hash: "H".repeat(43) };
const email = "ada@shop.example";
const home = "198.51.100.1";
const stranger = (index: number) => `203.0.113.${index}`;

/** A shop whose only user has a second factor and has signed in from home, and attempts with the right password. */
function openProtected() {
  const shop = openShop();
  const { id: accountId } = Object(
    shop.must("identity.createUser", { email, role: "admin", password: stored }),
  );
  shop.tenant.storage.rows(`INSERT INTO second_factors VALUES ('${accountId}', 'sealed', 0, 1)`);
  let step = 0;
  let session = 0;
  const attempt = (address: string, isRight: boolean) => {
    const sent = { actor: anonymous, address };
    const begun = shop.run("identity.beginSignIn", { email, kind: null }, sent);
    if (!begun.ok) return begun.refusal.code;
    step += 1;
    session += 1;
    const code = { kind: "totp", step: isRight ? step : null, resealed: null };
    const opened = shop.run(
      "identity.openSession",
      {
        ...{ email, kind: null, accountId, matched: true, hash: stored.hash, code },
        session: {
          ...{ id: `ses_01J000000000000000000${String(session).padStart(5, "0")}`, hash: "h" },
          ...{ sealed: "s", userAgent: null, address: null },
        },
      },
      sent,
    );
    return opened.ok ? "signed in" : opened.refusal.code;
  };
  expect(attempt(home, true)).toBe("signed in");
  return { ...shop, attempt };
}

describe("somebody who knows the password and guesses the code", () => {
  it("is stopped after twenty wrong codes in a day, from wherever they come", () => {
    const { attempt, platform } = openProtected();
    const outcomes = Array.from({ length: 24 }, (_, index) => {
      platform.clock.advance(quarter / 10);
      return attempt(stranger(index), false);
    });
    expect(outcomes.slice(0, 20).every((outcome) => outcome === "invalid-otp")).toBe(true);
    expect(outcomes.slice(-1)).toEqual(["rate-limited"]);
    expect(attempt(stranger(99), true)).toBe("rate-limited");
  });

  it("does not lock the owner out, who is at home", () => {
    const { attempt, platform } = openProtected();
    for (let index = 0; index < 24; index += 1) {
      platform.clock.advance(quarter);
      attempt(stranger(index), false);
    }
    expect(attempt(home, true)).toBe("signed in");
  });

  it("is told nothing about the code without the password", () => {
    const { run, attempt } = openProtected();
    const sent = { actor: anonymous, address: stranger(1) };
    const session = {
      id: "ses_01J00000000000000000099999",
      hash: "h",
      sealed: "s",
      userAgent: null,
      address: null,
    };
    const proof = { email, kind: null, accountId: "user_1", matched: false, hash: stored.hash, code: null };
    expect(run("identity.openSession", { ...proof, session }, sent)).toMatchObject({
      refusal: { code: "invalid-credentials" },
    });
    expect(attempt(stranger(1), true)).toBe("signed in");
  });
});
