import { beforeAll, describe, expect, it } from "vitest";
import { accountsOf, goodPassword } from "../../support/accounts/accounts.ts";
import { send } from "../../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../../support/http/tenants.ts";

let shop: MintedTenant;
let other: MintedTenant;
let accounts: ReturnType<typeof accountsOf>;

beforeAll(async () => {
  [shop, other] = await Promise.all([mintTenant(), mintTenant()]);
  accounts = accountsOf(send, shop);
});

const me = (key: string, headers = {}) => send("get", "/v1/auth/me", { key, headers });

describe("a customer who registers", () => {
  it("is signed in", async () => {
    const { accessToken, expiresIn, user } = await accounts.register({ firstName: "Ada" });
    expect(expiresIn).toBe(900);
    expect(user).toMatchObject({
      kind: "customer",
      firstName: "Ada",
      status: "active",
      emailVerifiedAt: null,
    });
    expect(await me(accessToken)).toMatchObject({ status: 200, body: { id: user.id } });
  });

  it("gets the same tokens again if the answer was lost", async () => {
    const headers = { "X-Tenant": shop.slug, "Idempotency-Key": crypto.randomUUID() };
    const body = { email: accounts.newEmail(), password: goodPassword };
    const first = await send("post", "/v1/auth/register", { headers, body });
    const second = await send("post", "/v1/auth/register", { headers, body });
    expect(second).toMatchObject({ status: 201, body: { user: { id: Object(first.body).user.id } } });
    expect(Object(second.body).refreshToken).toBe(Object(first.body).refreshToken);
    expect(second.headers.get("Idempotent-Replayed")).toBe("true");
  });

  it("needs an e-mail address that nobody else has, whatever its case", async () => {
    const { user } = await accounts.register();
    const again = { email: user.email.toUpperCase(), password: goodPassword };
    expect(await accounts.post("/v1/auth/register", again)).toMatchObject({
      status: 409,
      body: { code: "duplicate-email", errors: [{ pointer: "/email" }] },
    });
  });

  it("needs a password that is long enough, and not among the first that are tried", async () => {
    const withPassword = (password: string) =>
      accounts.post("/v1/auth/register", { email: "grace.hopper@shop.example", password });
    expect(await withPassword("ninechars")).toMatchObject({
      status: 400,
      body: { code: "validation-failed" },
    });
    for (const password of [
      "qwertyuiop",
      "1234567890",
      "Password123",
      "aaaaaaaaaaaa",
      "grace.hopper@shop.example",
    ])
      expect(await withPassword(password), password).toMatchObject({
        status: 422,
        body: { code: "common-password", errors: [{ pointer: "/password" }] },
      });
  });

  it.each(["role", "tenantId", "status", "emailVerifiedAt", "hasAccount", "id"])(
    "cannot set %s",
    async (field) => {
      const body = { email: accounts.newEmail(), password: goodPassword, [field]: "admin" };
      expect(await accounts.post("/v1/auth/register", body)).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: `/${field}`, code: "unknown-field" }] },
      });
    },
  );
});

describe("signing in", () => {
  it("takes the e-mail address in any case, and the password as it is", async () => {
    const { user } = await accounts.register();
    const again = await accounts.signIn(user.email.toUpperCase());
    expect(again.user).toEqual(user);
    for (const password of ["A long enough secret", "a long enough secret "])
      expect(await accounts.post("/v1/auth/sign-in", { email: user.email, password })).toMatchObject({
        status: 401,
        body: { code: "invalid-credentials" },
      });
  });

  it("answers a wrong password and an unknown address alike", async () => {
    const { user } = await accounts.register();
    const wrong = await accounts.post("/v1/auth/sign-in", { email: user.email, password: "something else" });
    const unknown = await accounts.post("/v1/auth/sign-in", {
      email: accounts.newEmail(),
      password: "something else",
    });
    const shown = ({ status, body }: typeof wrong) => ({ status, body: { ...Object(body), traceId: "" } });
    expect(shown(unknown)).toEqual(shown(wrong));
  });

  it("can be tried again with the same Idempotency-Key after a wrong password", async () => {
    const { user } = await accounts.register();
    const headers = { "X-Tenant": shop.slug, "Idempotency-Key": crypto.randomUUID() };
    const attempt = (password: string) =>
      send("post", "/v1/auth/sign-in", { headers, body: { email: user.email, password } });
    expect(await attempt("something else")).toMatchObject({ status: 401 });
    expect(await attempt(goodPassword)).toMatchObject({ status: 200 });
  });

  it("in one shop says nothing about another", async () => {
    const { user, accessToken, refreshToken } = await accounts.register();
    const elsewhere = accountsOf(send, other);
    const credentials = { email: user.email, password: goodPassword };
    expect(await elsewhere.post("/v1/auth/sign-in", credentials)).toMatchObject({ status: 401 });
    expect(await me(accessToken, { "X-Tenant": other.slug })).toMatchObject({
      status: 403,
      body: { code: "tenant-mismatch" },
    });
    expect(await elsewhere.post("/v1/auth/refresh", { refreshToken })).toMatchObject({
      status: 403,
      body: { code: "tenant-mismatch" },
    });
  });
});

describe("a refresh token", () => {
  it("is replaced when it is used", async () => {
    const first = await accounts.register();
    const second = await accounts.refresh(first.refreshToken);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(await me(second.accessToken)).toMatchObject({ status: 200, body: { id: first.user.id } });
  });

  it("gets the same successor if the answer was lost", async () => {
    const { refreshToken } = await accounts.register();
    const answers = await Promise.all([1, 2, 3].map(() => accounts.refresh(refreshToken)));
    expect(new Set(answers.map((answer) => answer.refreshToken)).size).toBe(1);
  });

  it("ends its session if it is used after its successor was", async () => {
    const first = await accounts.register();
    const second = await accounts.refresh(first.refreshToken);
    const third = await accounts.refresh(second.refreshToken);
    expect(await accounts.post("/v1/auth/refresh", { refreshToken: first.refreshToken })).toMatchObject({
      status: 401,
      body: { code: "invalid-refresh-token" },
    });
    for (const { refreshToken } of [second, third])
      expect(await accounts.post("/v1/auth/refresh", { refreshToken })).toMatchObject({ status: 401 });
    expect(await change(third.accessToken)).toMatchObject({ status: 401 });
  });

  it("that the platform did not sign is not valid", async () => {
    const { refreshToken } = await accounts.register();
    for (const text of [`${refreshToken.slice(0, -1)}${refreshToken.endsWith("A") ? "E" : "A"}`, "rt_1", "x"])
      expect(await accounts.post("/v1/auth/refresh", { refreshToken: text })).toMatchObject({ status: 401 });
  });
});

const change = (key: string) => send("patch", "/v1/auth/me", { key, body: { firstName: "Grace" } });

describe("signing out", () => {
  it("ends the session at once for writes", async () => {
    const { accessToken, refreshToken } = await accounts.register();
    expect(await change(accessToken)).toMatchObject({ status: 200, body: { firstName: "Grace" } });
    expect(await accounts.post("/v1/auth/sign-out", { refreshToken })).toMatchObject({ status: 204 });
    expect(await change(accessToken)).toMatchObject({ status: 401 });
    expect(await accounts.post("/v1/auth/refresh", { refreshToken })).toMatchObject({ status: 401 });
    expect(await accounts.post("/v1/auth/sign-out", { refreshToken })).toMatchObject({ status: 204 });
  });
});

describe("the sessions of an account", () => {
  it("are listed, newest first, and the others can be ended", async () => {
    const { accessToken, user } = await accounts.register();
    const phone = await accounts.signIn(user.email);
    const list = await send("get", "/v1/auth/sessions?count=true", { key: accessToken });
    expect(list).toMatchObject({
      status: 200,
      body: { items: [{ current: false }, { current: true }], totalCount: 2 },
    });
    const [newest] = Object(list.body).items;
    const end = (key: string, id: string) => send("delete", `/v1/auth/sessions/${id}`, { key });
    expect(await end(accessToken, newest.id)).toMatchObject({ status: 204 });
    expect(await change(phone.accessToken)).toMatchObject({ status: 401 });
    expect(await change(accessToken)).toMatchObject({ status: 200 });
  });

  it("are nobody else's", async () => {
    const [mine, theirs] = await Promise.all([accounts.register(), accounts.register()]);
    const list = await send("get", "/v1/auth/sessions", { key: theirs.accessToken });
    const id = Object(list.body).items[0].id;
    const answer = await send("delete", `/v1/auth/sessions/${id}`, { key: mine.accessToken });
    expect(answer).toMatchObject({ status: 404 });
  });

  it("can all be ended", async () => {
    const { accessToken, user } = await accounts.register();
    const phone = await accounts.signIn(user.email);
    expect(await send("delete", "/v1/auth/sessions", { key: accessToken })).toMatchObject({ status: 204 });
    for (const key of [accessToken, phone.accessToken])
      expect(await change(key)).toMatchObject({ status: 401 });
  });
});

describe("one's own profile", () => {
  it("is changed in part, and cleared by null", async () => {
    const { accessToken } = await accounts.register({ firstName: "Ada", phone: "+44 20 7946 0000" });
    const body = { phone: null, lastName: "Lovelace", locale: "de" };
    expect(await send("patch", "/v1/auth/me", { key: accessToken, body })).toMatchObject({
      status: 200,
      body: { firstName: "Ada", lastName: "Lovelace", phone: null, locale: "de", version: 2 },
    });
  });

  it.each(["role", "status", "email", "emailVerifiedAt", "tenantId", "name"])(
    "has no %s to change",
    async (field) => {
      const { accessToken } = await accounts.register();
      expect(
        await send("patch", "/v1/auth/me", { key: accessToken, body: { [field]: "admin" } }),
      ).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: `/${field}`, code: "unknown-field" }] },
      });
    },
  );
});
