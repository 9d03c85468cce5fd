import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { modules } from "../../../src/modules.ts";
import { placesIn } from "../../bounds/places/places.ts";
import { pathWith, unknownId } from "../../contract/paths.ts";
import { accountsOf } from "../../support/accounts/accounts.ts";
import { codeOf } from "../../support/accounts/authenticator-app.ts";
import { mailsTo, tokenIn } from "../../support/accounts/mails.ts";
import { type Home, openHome } from "../../support/e2e/home.ts";
import { createMarkers, type Place } from "../../support/e2e/markers.ts";
import { entitled } from "../../support/http/entitled.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import { type Answer, platformToken, type Send } from "../../support/http/sender.ts";

/*
 * What accounts are opened with is nowhere in what the platform writes down, and no refusal repeats it. What is in a customer's
 * profile and address book is data of the shop: it is in events, and in no log line.
 */

const markers = createMarkers();
const personal: readonly Place[] = ["log", "subscription", "refusal"];

let home: Home;
let send: Send;
let shop: MintedTenant;

beforeAll(async () => {
  home = await openHome();
  const running = await home.start({}, {}, (_, line) => markers.take("log", line));
  send = async (...sent) => seen(await running.send(...sent));
  shop = await running.mintTenant();
});
afterAll(() => home.close());

function seen(answer: Answer): Answer {
  if (answer.status >= 400) markers.take("refusal", answer.text);
  return answer;
}

const data = (name: string): string => {
  const text = `planted-${crypto.randomUUID()}`;
  markers.secret(name, text, personal);
  return text;
};

/** Tokens that the platform made. Their parts are looked for as well: an id in them is no secret. */
function keepTokens(body: unknown): { readonly accessToken: string; readonly refreshToken: string } {
  const tokens = z.object({ accessToken: z.string(), refreshToken: z.string() }).parse(body);
  markers.secret("an access token", tokens.accessToken);
  markers.secret("the signature of an access token", tokens.accessToken.split(".")[2] ?? "");
  markers.secret("a refresh token", tokens.refreshToken);
  markers.secret(
    "the secret of a refresh token",
    /_([\w-]{43})_[\w-]{51}$/.exec(tokens.refreshToken)?.[1] ?? "",
  );
  return tokens;
}

async function mailed(email: string, subject: RegExp): Promise<string> {
  const [mail] = await mailsTo(send, shop, email, { subject });
  const token = tokenIn(mail?.text);
  markers.secret(`a token in a mail, ${subject}`, token);
  markers.secret(`the secret of a token in a mail, ${subject}`, token.split(".")[1] ?? "");
  return token;
}

/** A customer does all that an account can do, well and badly. */
async function liveAsCustomer(): Promise<void> {
  const { post, newEmail } = accountsOf(send, shop);
  const email = newEmail();
  markers.secret("a customer's e-mail address", email, personal);
  const [first, second, third, wrong] = ["first", "second", "third", "wrong"].map((name) =>
    markers.plant(`the ${name} password`),
  );
  const profile = { firstName: data("a first name"), lastName: data("a last name"), phone: data("a phone") };
  const registered = await post("/v1/auth/register", { email, password: first, ...profile });
  expect(registered.status, registered.text).toBe(201);
  const tokens = keepTokens(registered.body);
  expect((await post("/v1/auth/register", { email, password: wrong })).status).toBe(409);
  const refreshed = keepTokens((await post("/v1/auth/refresh", { refreshToken: tokens.refreshToken })).body);
  expect((await post("/v1/auth/sign-in", { email, password: wrong })).status).toBe(401);
  const token = await mailed(email, /^Confirm/);
  for (const status of [204, 422])
    expect((await post("/v1/auth/verify-email/confirm", { token })).status).toBe(status);

  const key = refreshed.accessToken;
  expect((await post("/v1/auth/password", { current: wrong, new: second }, key)).status).toBe(422);
  expect((await post("/v1/auth/password", { current: first, new: second }, key)).status).toBe(204);
  expect((await post("/v1/auth/password-reset", { email })).status).toBe(202);
  const reset = { token: await mailed(email, /^Reset/), password: third };
  for (const status of [204, 422])
    expect((await post("/v1/auth/password-reset/confirm", reset)).status).toBe(status);

  const again = keepTokens((await post("/v1/auth/sign-in", { email, password: third })).body);
  await keepAddresses(again.accessToken);
  expect((await post("/v1/auth/sign-out", { refreshToken: again.refreshToken })).status).toBe(204);
  expect((await post("/v1/auth/refresh", { refreshToken: tokens.refreshToken })).status).toBe(401);
  expect((await send("get", "/v1/auth/me", { key: `${key}x` })).status).toBe(401);
}

async function keepAddresses(key: string): Promise<void> {
  const path = "/v1/store/customers/me/addresses";
  const address = {
    firstName: data("a first name in an address"),
    address1: data("a street"),
    city: data("a city"),
    postalCode: "SW1Y 4JH",
    company: data("a company"),
    country: "GB",
  };
  const made = await send("post", path, { key, body: address });
  const { id } = z.object({ id: z.string() }).parse(made.body);
  const moved = { key, body: { address1: data("another street"), country: "Atlantis" } };
  expect((await send("patch", `${path}/${id}`, moved)).status).toBe(400);
  expect((await send("patch", `${path}/${id}`, { key, body: { city: data("another city") } })).status).toBe(
    200,
  );
  expect((await send("delete", `${path}/${id}`, { key })).status).toBe(204);
}

/** Staff is added, invited and given keys, and looks after customers. */
async function liveAsStaff(): Promise<void> {
  const { post, newEmail } = accountsOf(send, shop);
  const key = shop.adminKey;
  const [email, invited] = [newEmail(), newEmail()];
  for (const one of [email, invited]) markers.secret("the address of a member of the staff", one, personal);
  const password = markers.plant("the password of a member of the staff");
  const user = { email, name: data("a name"), role: "manager", password };
  expect((await post("/v1/admin/users", user, key)).status).toBe(201);
  expect((await post("/v1/admin/users", user, key)).status).toBe(409);
  expect((await post("/v1/admin/users", { ...user, role: "nobody" }, key)).status).toBe(422);
  const { accessToken } = keepTokens((await post("/v1/auth/sign-in", { email, password })).body);
  await addSecondFactor(accessToken, email, password);
  expect((await post("/v1/admin/invitations", { email: invited, role: "manager" }, key)).status).toBe(201);
  const token = await mailed(invited, /./);
  const chosen = { token, password: markers.plant("the password of who was invited") };
  const accepted = await post("/v1/auth/invitations/accept", chosen);
  keepTokens(accepted.body);
  expect((await post("/v1/auth/invitations/accept", chosen)).status).toBe(422);
  const customer = { email: newEmail(), firstName: data("the name of a customer"), phone: data("its phone") };
  markers.secret("the address of a customer whom staff added", customer.email, personal);
  for (const status of [201, 409])
    expect((await post("/v1/admin/customers", customer, key)).status).toBe(status);
  const made = await post("/v1/admin/api-keys", { name: "Till", role: "manager" }, key);
  const { apiKey } = z.object({ apiKey: z.string() }).parse(made.body);
  markers.secret("a secret key", apiKey);
  markers.secret("the secret of a key", apiKey.split("_")[3] ?? "");
}

/** The code of an app is six digits, which are anywhere by chance. What it is made from is not. */
async function addSecondFactor(key: string, email: string, password: string): Promise<void> {
  const { post } = accountsOf(send, shop);
  const enrolled = await post("/v1/auth/two-factor", { password }, key);
  const { secret } = z.object({ secret: z.string() }).parse(enrolled.body);
  markers.secret("the secret of an authenticator app", secret);
  const confirmed = await post("/v1/auth/two-factor/confirm", { code: codeOf(secret) }, key);
  const { recoveryCodes } = z.object({ recoveryCodes: z.array(z.string()) }).parse(confirmed.body);
  for (const code of recoveryCodes) markers.secret("a recovery code", code);
  const [otp] = recoveryCodes;
  expect((await post("/v1/auth/sign-in", { email, password })).status).toBe(401);
  keepTokens((await post("/v1/auth/sign-in", { email, password, otp })).body);
  expect((await post("/v1/auth/sign-in", { email, password, otp })).status).toBe(401);
}

const ofAccounts = modules
  .filter(({ name }) => ["identity", "customers", "access"].includes(name))
  .flatMap(({ routes }) => routes);

/** Refused bodies of every route: what is in them may be a secret in the wrong place. */
async function typeBadly(): Promise<void> {
  for (const route of ofAccounts) {
    if (route.body === undefined) continue;
    const call = async (name: string, bodyWith: (text: string) => unknown) => {
      const text = `planted-${crypto.randomUUID()}`;
      const body = bodyWith(text);
      const { status } = await send(route.method, pathWith(route, unknownId), {
        ...entitled(route, shop),
        body,
      });
      // What a name can be is taken, and is then data.
      markers.secret(`${name} of ${route.method} ${route.path}`, text, status < 300 ? personal : undefined);
    };
    for (const { path, kind, put } of placesIn(route.body)) {
      if (kind === "key") continue;
      const values = [
        (text: string) => `!${text}!`,
        (text: string) => text.repeat(400),
        (text: string) => [text],
        (text: string) => ({ surprise: text }),
      ];
      for (const shape of values) await call(path, (text) => JSON.parse(put(JSON.stringify(shape(text)), 0)));
    }
    await call("a body that is no JSON", (text) => `{"password": "${text}`);
    await call("an unknown field", (text) => ({ surprise: text }));
  }
}

async function takeIn(place: Place, path: string): Promise<void> {
  const page = z.looseObject({ items: z.array(z.unknown()), nextCursor: z.string().nullish() });
  for (let cursor: string | null | undefined = ""; cursor != null; ) {
    const query: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const sent = { key: platformToken, headers: { "X-Tenant": shop.slug } };
    const { status, body, text } = await send("get", `${path}?limit=100${query}`, sent);
    expect(status, text).toBe(200);
    const { items, nextCursor } = page.parse(body);
    for (const item of items) markers.take(place, JSON.stringify(item));
    cursor = nextCursor;
  }
}

describe("what the platform writes down about accounts, and what it refuses", { timeout: 240_000 }, () => {
  it("has no password, token, key or personal data in it, however they were used", async () => {
    await liveAsCustomer();
    await liveAsStaff();
    await typeBadly();
    await takeIn("event", "/v1/ops/events");
    await takeIn("audit log", "/v1/admin/audit");
    await takeIn("dead letter", "/v1/ops/dead-letters");
    await takeIn("subscription", "/v1/ops/subscriptions");
    expect(markers.leaks()).toEqual([]);
    for (const place of ["log", "event", "audit log", "refusal"] as const)
      expect(markers.count(place), place).toBeGreaterThan(20);
  });
});
