import { beforeAll, describe, expect, it } from "vitest";
import { accountsOf, goodPassword } from "../../support/accounts/accounts.ts";
import { mailsTo as mailsInBox, tokenIn } from "../../support/accounts/mails.ts";
import { send } from "../../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../../support/http/tenants.ts";

let shop: MintedTenant;
let accounts: ReturnType<typeof accountsOf>;

beforeAll(async () => {
  shop = await mintTenant();
  const body = { corsOrigins: ["https://shop.example"] };
  await send("patch", "/v1/admin/settings", { key: shop.adminKey, body });
  accounts = accountsOf(send, shop);
});

const mailsTo = (email: string, subject: RegExp, expected = 1) =>
  mailsInBox(send, shop, email, { subject, expected });
const confirm = (path: string, token: string, more = {}) =>
  accounts.post(`${path}/confirm`, { token, ...more });

describe("a password reset", () => {
  const path = "/v1/auth/password-reset";

  it("is mailed as a link that sets a new password once, and ends all sessions", async () => {
    const { user, refreshToken } = await accounts.register({ firstName: "Ada" });
    expect(await accounts.post(path, { email: user.email })).toMatchObject({
      status: 202,
      body: { status: "accepted" },
    });
    const [mail] = await mailsTo(user.email, /^Reset your password/);
    expect(mail?.text).toContain("Hello Ada,");
    expect(mail?.text).toContain("https://shop.example/account/reset-password?token=");
    const token = tokenIn(mail?.text);
    expect(await confirm(path, token, { password: "another long secret" })).toMatchObject({ status: 204 });
    expect(await accounts.post("/v1/auth/refresh", { refreshToken })).toMatchObject({ status: 401 });
    await accounts.signIn(user.email, "another long secret");
    expect(
      await accounts.post("/v1/auth/sign-in", { email: user.email, password: goodPassword }),
    ).toMatchObject({
      status: 401,
    });
    expect(await confirm(path, token, { password: "a third long secret" })).toMatchObject({
      status: 422,
      body: { code: "invalid-token", errors: [{ pointer: "/token" }] },
    });
  });

  it("is answered alike for an address that nobody has", async () => {
    const { user } = await accounts.register();
    const [known, unknown] = await Promise.all([
      accounts.post(path, { email: user.email }),
      accounts.post(path, { email: accounts.newEmail() }),
    ]);
    const shown = ({ status, body, headers }: typeof known) => ({
      status,
      body,
      names: [...headers.keys()].filter((name) => name !== "ratelimit").sort(),
    });
    expect(shown(unknown)).toEqual(shown(known));
  });

  it("replaces an earlier one", async () => {
    const { user } = await accounts.register();
    await accounts.post(path, { email: user.email });
    const [first] = await mailsTo(user.email, /^Reset/);
    await accounts.post(path, { email: user.email });
    await mailsTo(user.email, /^Reset/, 2);
    expect(await confirm(path, tokenIn(first?.text), { password: "another long secret" })).toMatchObject({
      status: 422,
    });
  });

  it("is mailed five times an hour to an address at most", async () => {
    const email = accounts.newEmail();
    for (let request = 0; request < 5; request += 1)
      expect(await accounts.post(path, { email })).toMatchObject({ status: 202 });
    const answer = await accounts.post(path, { email });
    expect(answer).toMatchObject({ status: 429, body: { code: "rate-limited" } });
    expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(600);
  });
});

describe("an e-mail address", () => {
  const path = "/v1/auth/verify-email";

  it("is verified by the link of the mail that registering sends, once", async () => {
    const { user, accessToken } = await accounts.register();
    const [mail] = await mailsTo(user.email, /^Confirm your e-mail/);
    const token = tokenIn(mail?.text);
    expect(await confirm(path, token)).toMatchObject({ status: 204 });
    const me = await send("get", "/v1/auth/me", { key: accessToken });
    expect(me.body).toMatchObject({ emailVerifiedAt: expect.any(String) });
    expect(await confirm(path, token)).toMatchObject({ status: 422, body: { code: "invalid-token" } });
  });

  it("is not verified by a token for something else", async () => {
    const { user } = await accounts.register();
    await accounts.post("/v1/auth/password-reset", { email: user.email });
    const [mail] = await mailsTo(user.email, /^Reset/);
    expect(await confirm(path, tokenIn(mail?.text))).toMatchObject({ status: 422 });
  });

  it("is mailed another link on request", async () => {
    const { user } = await accounts.register();
    const [first] = await mailsTo(user.email, /^Confirm/);
    expect(await accounts.post(path, { email: user.email })).toMatchObject({ status: 202 });
    const [newest] = await mailsTo(user.email, /^Confirm/, 2);
    expect(await confirm(path, tokenIn(first?.text))).toMatchObject({ status: 422 });
    expect(await confirm(path, tokenIn(newest?.text))).toMatchObject({ status: 204 });
  });
});

describe("one's own password", () => {
  it("is changed with the current one, and ends the other sessions", async () => {
    const { user, accessToken, refreshToken } = await accounts.register();
    const phone = await accounts.signIn(user.email);
    const body = { current: goodPassword, new: "another long secret" };
    expect(
      await accounts.post("/v1/auth/password", { ...body, current: "not this one" }, accessToken),
    ).toMatchObject({
      status: 422,
      body: { code: "wrong-password", errors: [{ pointer: "/current" }] },
    });
    expect(await accounts.post("/v1/auth/password", body, accessToken)).toMatchObject({ status: 204 });
    await accounts.refresh(refreshToken);
    expect(await accounts.post("/v1/auth/refresh", { refreshToken: phone.refreshToken })).toMatchObject({
      status: 401,
    });
    await accounts.signIn(user.email, "another long secret");
  });
});
