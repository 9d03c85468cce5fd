import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { accountsOf, goodPassword } from "../../../support/accounts/accounts.ts";
import { codeOf } from "../../../support/accounts/authenticator-app.ts";
import { mailsTo, tokenIn } from "../../../support/accounts/mails.ts";
import { send } from "../../../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../../../support/http/tenants.ts";

let shop: MintedTenant;
let accounts: ReturnType<typeof accountsOf>;

beforeEach(async () => {
  shop = await mintTenant();
  accounts = accountsOf(send, shop);
});

const path = "/v1/auth/two-factor";
const codes = z.object({ recoveryCodes: z.array(z.string()) });

async function addUser(role: "admin" | "manager" = "manager") {
  const email = accounts.newEmail();
  const body = { email, name: "Grace", role, password: goodPassword };
  const answer = await send("post", "/v1/admin/users", { key: shop.adminKey, body });
  const { id } = z.looseObject({ id: z.string() }).parse(answer.body);
  return { id, email, ...(await accounts.signIn(email)) };
}

const enrol = (key: string, password = goodPassword) => send("post", path, { key, body: { password } });

/** A user whose second factor is on. The code of this step was used to confirm it. */
async function protectedUser(role: "admin" | "manager" = "manager") {
  const user = await addUser(role);
  const answer = await enrol(user.accessToken);
  const { secret } = z.object({ secret: z.string(), uri: z.string() }).parse(answer.body);
  const body = { code: codeOf(secret, -1) };
  const confirmed = await send("post", `${path}/confirm`, { key: user.accessToken, body });
  expect(confirmed.status, confirmed.text).toBe(200);
  return { ...user, secret, ...codes.parse(confirmed.body) };
}

const signIn = (email: string, otp?: string, password = goodPassword) =>
  accounts.post("/v1/auth/sign-in", { email, password, ...(otp === undefined ? {} : { otp }) });
const mfaRequired = { status: 401, body: { code: "mfa-required", errors: [{ pointer: "/otp" }] } };
const invalidOtp = { status: 401, body: { code: "invalid-otp", errors: [{ pointer: "/otp" }] } };

describe("setting up a second factor", () => {
  it("answers the secret and its URI, and changes nothing until a code confirms it", async () => {
    const user = await addUser();
    const answer = await enrol(user.accessToken);
    const { secret, uri } = z.object({ secret: z.string(), uri: z.string() }).parse(answer.body);
    expect(uri).toContain(`secret=${secret}`);
    const wrong = await send("post", `${path}/confirm`, { key: user.accessToken, body: { code: "000000" } });
    expect(wrong).toMatchObject({
      status: 422,
      body: { code: "wrong-otp", errors: [{ pointer: "/code" }] },
    });
    expect(await signIn(user.email)).toMatchObject({ status: 200, body: { user: { twoFactor: false } } });
  });

  it("takes the password, and is for the staff only", async () => {
    const user = await addUser();
    expect(await enrol(user.accessToken, "a wrong password")).toMatchObject({
      status: 422,
      body: { code: "wrong-password", errors: [{ pointer: "/password" }] },
    });
    const customer = await accounts.register();
    expect(await enrol(customer.accessToken)).toMatchObject({ status: 403, body: { code: "forbidden" } });
  });

  it("is seen by the user and by administrators, and happens once", async () => {
    const { id, accessToken } = await protectedUser();
    expect(await send("get", "/v1/auth/me", { key: accessToken })).toMatchObject({
      body: { twoFactor: true },
    });
    const list = await send("get", "/v1/admin/users", { key: shop.adminKey });
    expect(list).toMatchObject({ body: { items: [{ id, twoFactor: true }] } });
    expect(await enrol(accessToken)).toMatchObject({ status: 409, body: { code: "two-factor-enabled" } });
  });

  it("answers the same again if the answer was lost", async () => {
    const { accessToken: key } = await addUser();
    const headers = { "Idempotency-Key": crypto.randomUUID() };
    const enrolAgain = () => send("post", path, { key, headers, body: { password: goodPassword } });
    const [first, second] = [await enrolAgain(), await enrolAgain()];
    expect(first.status, first.text).toBe(200);
    expect(second.body).toEqual(first.body);
  });
});

describe("signing in with a second factor", () => {
  it("takes a code after the password, and says so", async () => {
    const { email, secret } = await protectedUser();
    expect(await signIn(email)).toMatchObject(mfaRequired);
    expect(await signIn(email, codeOf(secret), "a wrong password")).toMatchObject({
      body: { code: "invalid-credentials" },
    });
    expect(await signIn(email, "000000")).toMatchObject(invalidOtp);
    expect(await signIn(email, codeOf(secret))).toMatchObject({ status: 200, body: { user: { email } } });
  });

  it("takes each code once", async () => {
    const { email, secret } = await protectedUser();
    const code = codeOf(secret);
    expect(await signIn(email, code)).toMatchObject({ status: 200 });
    expect(await signIn(email, code)).toMatchObject(invalidOtp);
    expect(await signIn(email, codeOf(secret, -1))).toMatchObject(invalidOtp);
    expect(await signIn(email, codeOf(secret, 1))).toMatchObject({ status: 200 });
  });

  it("takes each recovery code once, until they are replaced", async () => {
    const { email, accessToken, recoveryCodes } = await protectedUser();
    expect(recoveryCodes).toHaveLength(10);
    const [first = "", second = ""] = recoveryCodes;
    expect(await signIn(email, first.toLowerCase().replaceAll("-", " "))).toMatchObject({ status: 200 });
    expect(await signIn(email, first)).toMatchObject(invalidOtp);
    const body = { password: goodPassword };
    const replaced = await send("post", `${path}/recovery-codes`, { key: accessToken, body });
    const [newOne = ""] = codes.parse(replaced.body).recoveryCodes;
    expect(await signIn(email, second)).toMatchObject(invalidOtp);
    expect(await signIn(email, newOne)).toMatchObject({ status: 200 });
  });

  it("is still asked for after the password was reset", async () => {
    const { email } = await protectedUser();
    await accounts.post("/v1/auth/password-reset", { email });
    const [mail] = await mailsTo(send, shop, email, { subject: /Reset/ });
    const body = { token: tokenIn(mail?.text), password: "another long secret" };
    expect(await accounts.post("/v1/auth/password-reset/confirm", body)).toMatchObject({ status: 204 });
    expect(await signIn(email, undefined, "another long secret")).toMatchObject(mfaRequired);
  });

  it("counts what is missing or wrong as a failed attempt", async () => {
    const { email, secret } = await protectedUser();
    for (let attempt = 0; attempt < 10; attempt += 1)
      expect(await signIn(email, attempt % 2 === 0 ? undefined : "000000")).toMatchObject({ status: 401 });
    expect(await signIn(email, codeOf(secret))).toMatchObject({ status: 429 });
  });
});

describe("turning a second factor off", () => {
  it.each(["the password", "a code", "a recovery code"])("takes %s", async (what) => {
    const { email, accessToken: key, secret, recoveryCodes } = await protectedUser();
    const off = (body: object) => send("post", `${path}/disable`, { key, body });
    expect(await off({})).toMatchObject({ status: 400, body: { errors: [{ pointer: "/password" }] } });
    expect(await off({ password: "a wrong password" })).toMatchObject({ status: 422 });
    expect(await off({ otp: "000000" })).toMatchObject({ status: 422, body: { code: "wrong-otp" } });
    const proofs: Readonly<Record<string, object>> = {
      "the password": { password: goodPassword },
      "a code": { otp: codeOf(secret) },
      "a recovery code": { otp: recoveryCodes[0] },
    };
    expect(await off(proofs[what] ?? {})).toMatchObject({ status: 204 });
    expect(await signIn(email)).toMatchObject({ status: 200, body: { user: { twoFactor: false } } });
  });

  it("is done by an administrator for who has lost the app, and ends the sessions", async () => {
    const { id, email, accessToken } = await protectedUser();
    const remove = (key: string, user: string) =>
      send("delete", `/v1/admin/users/${user}/two-factor`, { key });
    const admin = await protectedUser("admin");
    expect(await remove(admin.accessToken, admin.id)).toMatchObject({ status: 403 });
    expect(await remove(accessToken, admin.id)).toMatchObject({ status: 403 });
    expect(await remove(admin.accessToken, id)).toMatchObject({ status: 204 });
    const rename = { key: accessToken, body: { name: "Ada" } };
    expect(await send("patch", "/v1/auth/me", rename)).toMatchObject({ status: 401 });
    expect(await signIn(email)).toMatchObject({ status: 200 });
    expect(await remove(admin.accessToken, id)).toMatchObject({ status: 204 });
    expect(await signIn(admin.email)).toMatchObject(mfaRequired);
  });
});
