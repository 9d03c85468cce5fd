import { beforeEach, describe, expect, it, vi } from "vitest";
import { accountsOf, goodPassword } from "../../../support/accounts/accounts.ts";
import type { Asked } from "../../../support/accounts/authenticator.ts";
import { signInStaff } from "../../../support/accounts/callers.ts";
import { pageOf, passkeysOf } from "../../../support/accounts/passkeys.ts";
import { send } from "../../../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../../../support/http/tenants.ts";

let shop: MintedTenant;
let accounts: ReturnType<typeof accountsOf>;
let passkeys: ReturnType<typeof passkeysOf>;

beforeEach(async () => {
  shop = await mintTenant();
  accounts = accountsOf(send, shop);
  passkeys = passkeysOf(send, shop);
});

const path = "/v1/auth/passkeys";
const refused = { status: 401, body: { code: "invalid-credentials", errors: [{ pointer: "/credential" }] } };
const notAdded = { status: 422, body: { code: "invalid-passkey", errors: [{ pointer: "/credential" }] } };
/** What a page, a stolen answer or a careless authenticator gets wrong. */
const wrong: readonly (readonly [string, Partial<Asked>])[] = [
  ["another page", { origin: "https://shop.attacker.example" }],
  ["a page of another scheme", { origin: "http://shop.localhost" }],
  ["another domain", { rpId: "attacker.example" }],
  ["a challenge that nobody issued", { challenge: "AAAAAAAAAAAAAAAAAAAAAA" }],
  ["another purpose", { type: "payment.get" }],
  ["a user who was not verified", { verifiesUser: false }],
];

describe("a passkey", () => {
  it("signs a customer in without e-mail address and password", async () => {
    const { accessToken, user } = await accounts.register();
    const { device } = await passkeys.add(accessToken);
    for (const _ of [1, 2]) {
      const answer = await passkeys.signIn(await passkeys.answer(device));
      expect(answer).toMatchObject({ status: 200, body: { user: { id: user.id, kind: "customer" } } });
      const me = await send("get", "/v1/auth/me", { key: Object(answer.body).accessToken });
      expect(me).toMatchObject({ status: 200, body: { id: user.id } });
    }
  });

  it("signs the staff in, and counts as both factors", async () => {
    const { id, accessToken } = await signInStaff(send, shop, "manager");
    const { device } = await passkeys.add(accessToken);
    expect(await passkeys.signIn(await passkeys.answer(device))).toMatchObject({
      status: 200,
      body: { user: { id, kind: "staff", role: "manager" } },
    });
  });

  it("is added by who knows the password", async () => {
    const { accessToken: key } = await accounts.register();
    const body = { password: "a wrong password" };
    expect(await send("post", `${path}/options`, { key, body })).toMatchObject({
      status: 422,
      body: { code: "wrong-password", errors: [{ pointer: "/password" }] },
    });
  });

  it("is for a page of the shop's origins, by default the first", async () => {
    const { accessToken: key } = await accounts.register();
    const corsOrigins = ["https://shop.example", "https://admin.shop.example:8443"];
    await send("patch", "/v1/admin/settings", { key: shop.adminKey, body: { corsOrigins } });
    const options = (origin?: string) =>
      send("post", `${path}/options`, { key, body: { password: goodPassword, origin } });
    const rpId = async (origin?: string) => Object((await options(origin)).body).rp?.id;
    await vi.waitUntil(async () => (await rpId()) === "shop.example", { timeout: 10_000 });
    expect(await rpId("https://admin.shop.example:8443")).toBe("admin.shop.example");
    for (const origin of ["https://attacker.example", "https://admin.shop.example"])
      expect(await options(origin)).toMatchObject({
        status: 422,
        body: { code: "origin-not-allowed", errors: [{ pointer: "/origin" }] },
      });
  });

  it.each(wrong)("is not added with %s", async (_, asked) => {
    const { accessToken: key } = await accounts.register();
    const { credential } = await passkeys.create(key, asked);
    expect(await send("post", path, { key, body: { credential } })).toMatchObject(notAdded);
  });

  it("is added once, and to the account that asked", async () => {
    const [mine, theirs] = [await accounts.register(), await accounts.register()];
    const { credential } = await passkeys.create(mine.accessToken);
    const add = (key: string) => send("post", path, { key, body: { credential } });
    expect(await add(theirs.accessToken)).toMatchObject(notAdded);
    expect(await add(mine.accessToken)).toMatchObject({ status: 201, body: { name: "Passkey" } });
    expect(await add(mine.accessToken)).toMatchObject(notAdded);
  });
});

describe("signing in with a passkey", () => {
  it.each(wrong)("is refused with %s", async (_, asked) => {
    const { device } = await passkeys.add((await accounts.register()).accessToken);
    expect(await passkeys.signIn(await passkeys.answer(device, asked))).toMatchObject(refused);
    expect(await passkeys.signIn(await passkeys.answer(device))).toMatchObject({ status: 200 });
  });

  it("is refused with an answer that was used", async () => {
    const { device } = await passkeys.add((await accounts.register()).accessToken);
    const answer = await passkeys.answer(device);
    expect(await passkeys.signIn(answer)).toMatchObject({ status: 200 });
    expect(await passkeys.signIn(answer)).toMatchObject(refused);
  });

  it("is refused with a challenge that was answered, even by an authenticator that doesn't count", async () => {
    const { device } = await passkeys.add((await accounts.register()).accessToken);
    const uncounted = async (challenge?: string) => {
      device.setCounter(-1);
      return passkeys.answer(device, challenge === undefined ? {} : { challenge });
    };
    const first = await uncounted();
    expect(await passkeys.signIn(first)).toMatchObject({ status: 200 });
    const { challenge } = JSON.parse(atob(first.response.clientDataJSON));
    expect(await passkeys.signIn(await uncounted(challenge))).toMatchObject(refused);
    expect(await passkeys.signIn(await uncounted())).toMatchObject({ status: 200 });
  });

  it("is refused for a copy of the authenticator that counts from an earlier number", async () => {
    const { device } = await passkeys.add((await accounts.register()).accessToken);
    device.setCounter(41);
    expect(await passkeys.signIn(await passkeys.answer(device))).toMatchObject({ status: 200 });
    device.setCounter(41);
    expect(await passkeys.signIn(await passkeys.answer(device))).toMatchObject(refused);
  });

  it("is refused with a changed signature", async () => {
    const { device } = await passkeys.add((await accounts.register()).accessToken);
    const { response, ...credential } = await passkeys.answer(device);
    const other = await passkeys.answer(device);
    const mixed = { ...credential, response: { ...response, signature: other.response.signature } };
    expect(await passkeys.signIn(mixed)).toMatchObject(refused);
  });

  it("is refused in another shop", async () => {
    const other = await mintTenant();
    const { device } = await passkeys.add((await accounts.register()).accessToken);
    const elsewhere = passkeysOf(send, other);
    const answers = [
      await passkeys.answer(device),
      await elsewhere.answer(device),
      await elsewhere.answer(device, { origin: pageOf(shop), rpId: `${shop.slug}.localhost` }),
    ];
    for (const answer of answers) expect(await elsewhere.signIn(answer)).toMatchObject(refused);
  });

  it("is refused with a passkey that was deleted", async () => {
    const { accessToken: key } = await accounts.register();
    const { device, id } = await passkeys.add(key);
    expect(await send("delete", `${path}/${id}`, { key })).toMatchObject({ status: 204 });
    expect(await passkeys.signIn(await passkeys.answer(device))).toMatchObject(refused);
  });

  it.each(["deactivate", "ban", "delete"])("is refused to a user after %s", async (action) => {
    const { id, accessToken } = await signInStaff(send, shop, "manager");
    const { device } = await passkeys.add(accessToken);
    const user = `/v1/admin/users/${id}`;
    const answer =
      action === "delete"
        ? await send("delete", user, { key: shop.adminKey })
        : await send("post", `${user}/${action}`, { key: shop.adminKey });
    expect([200, 204]).toContain(answer.status);
    expect(await passkeys.signIn(await passkeys.answer(device))).toMatchObject(refused);
  });
});

describe("the passkeys of an account", () => {
  it("are listed, newest first, and renamed", async () => {
    const { accessToken: key } = await accounts.register();
    const [older, newer] = [await passkeys.add(key), await passkeys.add(key)];
    const renamed = await send("patch", `${path}/${older.id}`, { key, body: { name: "Laptop" } });
    expect(renamed).toMatchObject({ status: 200, body: { id: older.id, name: "Laptop" } });
    await passkeys.signIn(await passkeys.answer(newer.device));
    const list = await send("get", `${path}?count=true`, { key });
    expect(list).toMatchObject({
      body: {
        items: [
          { id: newer.id, name: "Phone", rpId: `${shop.slug}.localhost`, lastUsedAt: expect.any(String) },
          { id: older.id, name: "Laptop", lastUsedAt: null },
        ],
        totalCount: 2,
      },
    });
    const page = await send("get", `${path}?limit=1`, { key });
    const { nextCursor } = Object(page.body);
    expect(await send("get", `${path}?limit=1&cursor=${nextCursor}`, { key })).toMatchObject({
      body: { items: [{ id: older.id }], nextCursor: null },
    });
  });

  it("are nobody else's", async () => {
    const { accessToken } = await accounts.register();
    const { id } = await passkeys.add(accessToken);
    const { accessToken: key } = await accounts.register();
    expect(await send("get", path, { key })).toMatchObject({ body: { items: [] } });
    expect(await send("delete", `${path}/${id}`, { key })).toMatchObject({ status: 404 });
    const body = { name: "Mine" };
    expect(await send("patch", `${path}/${id}`, { key, body })).toMatchObject({ status: 404 });
  });
});
