import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { z } from "zod";
import { accountsOf, goodPassword } from "../../support/accounts/accounts.ts";
import { codeOf } from "../../support/accounts/authenticator-app.ts";
import { signInStaff } from "../../support/accounts/callers.ts";
import { mailsTo, tokenIn } from "../../support/accounts/mails.ts";
import { platformToken, send } from "../../support/http/request.ts";
import { mintTenant } from "../../support/http/tenants.ts";

const lines: string[] = [];

beforeEach(() => {
  lines.length = 0;
  for (const way of ["log", "error", "warn", "info"] as const)
    vi.spyOn(console, way).mockImplementation(
      (...parts: unknown[]) => void lines.push(parts.map(String).join(" ")),
    );
});

afterEach(() => vi.restoreAllMocks());

it("no secret of a second factor is in an event or a log line", async () => {
  const shop = await mintTenant();
  const { accessToken: key, user } = await signInStaff(send, shop, "manager");
  const { post } = accountsOf(send, shop);
  const twoFactor = "/v1/auth/two-factor";
  const enrolled = await send("post", twoFactor, { key, body: { password: goodPassword } });
  const { secret } = Object(enrolled.body);
  const code = codeOf(secret);
  const confirmed = await send("post", `${twoFactor}/confirm`, { key, body: { code } });
  const [first, second] = z
    .object({ recoveryCodes: z.array(z.string()) })
    .parse(confirmed.body).recoveryCodes;
  const signIn = { email: user.email, password: goodPassword, otp: first };
  expect(await post("/v1/auth/sign-in", signIn)).toMatchObject({ status: 200 });
  expect(await send("post", `${twoFactor}/disable`, { key, body: { otp: second } })).toMatchObject({
    status: 204,
  });
  const sent = { key: platformToken, headers: { "X-Tenant": shop.slug } };
  const kept = [
    await send("get", "/v1/ops/events?limit=100", sent),
    await send("get", "/v1/admin/audit", sent),
  ];
  expect(kept[0]?.text).toContain('"twoFactor":true');
  for (const text of [...kept.map((answer) => answer.text), lines.join("\n")])
    for (const hidden of [secret, first, second]) expect(text).not.toContain(hidden);
}, 30_000);

const events = z.object({ items: z.array(z.looseObject({ type: z.string() })) });

it("no password, token or hash is in an event or a log line, whatever an account does", async () => {
  const shop = await mintTenant();
  const accounts = accountsOf(send, shop);
  const secrets = new Set<string>([goodPassword, "another long secret", "a wrong password"]);
  const keep = ({ accessToken, refreshToken }: { accessToken: string; refreshToken: string }) => {
    secrets.add(accessToken.split(".")[2] ?? "").add(refreshToken);
  };

  const registered = await accounts.register();
  const { email } = registered.user;
  keep(registered);
  keep(await accounts.refresh(registered.refreshToken));
  await accounts.post("/v1/auth/sign-in", { email, password: "a wrong password" });
  const [verification] = await mailsTo(send, shop, email, { subject: /^Confirm/ });
  const verify = tokenIn(verification?.text);
  await accounts.post("/v1/auth/verify-email/confirm", { token: verify });
  await accounts.post("/v1/auth/password-reset", { email });
  const [reset] = await mailsTo(send, shop, email, { subject: /^Reset/ });
  const resetToken = tokenIn(reset?.text);
  const confirmed = { token: resetToken, password: "another long secret" };
  expect(await accounts.post("/v1/auth/password-reset/confirm", confirmed)).toMatchObject({ status: 204 });
  const again = await accounts.signIn(email, "another long secret");
  keep(again);
  const change = { current: "another long secret", new: goodPassword };
  expect(await accounts.post("/v1/auth/password", change, again.accessToken)).toMatchObject({ status: 204 });
  await accounts.post("/v1/auth/refresh", { refreshToken: registered.refreshToken });
  await accounts.post("/v1/auth/sign-out", { refreshToken: again.refreshToken });
  for (const token of [verify, resetToken]) secrets.add(token.split(".")[1] ?? "");

  const read = await send("get", "/v1/ops/events?limit=100", { key: shop.adminKey });
  const { items } = events.parse(read.body);
  const types = new Set(items.map(({ type }) => type));
  for (const type of ["customer.registered", "customer.updated", "identity.session.revoked"])
    expect(types).toContain(type);
  const mine = items.filter(({ type }) => /^(?:identity\.(?!api_key)|customer\.)/.test(type));
  const log = lines.join("\n");
  expect(log).toContain("/v1/auth/password-reset/confirm");
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(8);
    expect(read.text).not.toContain(secret);
    expect(log).not.toContain(secret);
  }
  for (const event of mine)
    expect(JSON.stringify(event)).not.toMatch(/"(?:hash|salt|password|refreshToken|token)":/i);
}, 30_000);
