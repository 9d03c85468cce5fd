import type { MintedTenant } from "../http/minting.ts";
import { accountOf, type Send, staffOf } from "../http/sender.ts";
import { accountsOf, goodPassword } from "./accounts.ts";
import { codeOf } from "./authenticator-app.ts";
import { mailsTo, tokenIn } from "./mails.ts";
import { passkeysOf } from "./passkeys.ts";

type Make = (
  product: unknown,
  tenant: MintedTenant,
  send: Send,
) => Promise<{ readonly body: unknown; readonly after?: readonly string[] }>;

const newPassword = "another long secret";

/** A registered customer's e-mail address. */
async function registered(send: Send, tenant: MintedTenant): Promise<string> {
  return (await accountsOf(send, tenant).register()).user.email;
}

/** Has a mail with a link sent, and returns the token in it. */
async function mailedToken(send: Send, tenant: MintedTenant, path: string, email: string): Promise<string> {
  const { post } = accountsOf(send, tenant);
  await post(path, { email, ...(path.endsWith("invitations") ? { role: "manager" } : {}) }, tenant.adminKey);
  const subject = path.endsWith("reset") ? /Reset/ : /./;
  const [mail] = await mailsTo(send, tenant, email, { subject });
  return tokenIn(mail?.text);
}

const twoFactor = "/v1/auth/two-factor";

/** Sets up a second factor of the staff, after turning off one that is on. Returns a code that confirms it. */
async function pendingFactor(send: Send, tenant: MintedTenant): Promise<string> {
  const key = staffOf(tenant);
  const body = { password: goodPassword };
  const me = await send("get", "/v1/auth/me", { key });
  if (Object(me.body).twoFactor === true) await send("post", `${twoFactor}/disable`, { key, body });
  const { secret } = Object((await send("post", twoFactor, { key, body })).body);
  return codeOf(String(secret));
}

/** Has a second factor of the staff turned on. */
async function confirmedFactor(send: Send, tenant: MintedTenant): Promise<void> {
  const code = await pendingFactor(send, tenant);
  await send("post", `${twoFactor}/confirm`, { key: staffOf(tenant), body: { code } });
}

/** A valid request for each route that signs in, and for those that manage who can. */
export const authExamples: Readonly<Record<string, Make>> = {
  "post /v1/auth/register": async () => ({
    body: { email: `ada-${crypto.randomUUID()}@shop.example`, password: goodPassword, firstName: "Ada" },
  }),
  "post /v1/auth/sign-in": async (_, tenant, send) => ({
    body: { email: await registered(send, tenant), password: goodPassword, kind: "customer" },
  }),
  "post /v1/auth/refresh": async (_, tenant, send) => ({
    body: { refreshToken: (await accountsOf(send, tenant).register()).refreshToken },
  }),
  "post /v1/auth/sign-out": async (_, tenant, send) => ({
    body: { refreshToken: (await accountsOf(send, tenant).register()).refreshToken },
  }),
  [`post ${twoFactor}`]: async (_, tenant, send) => {
    await pendingFactor(send, tenant);
    return { body: { password: goodPassword } };
  },
  [`post ${twoFactor}/confirm`]: async (_, tenant, send) => ({
    body: { code: await pendingFactor(send, tenant) },
  }),
  [`post ${twoFactor}/recovery-codes`]: async (_, tenant, send) => {
    await confirmedFactor(send, tenant);
    return { body: { password: goodPassword } };
  },
  [`post ${twoFactor}/disable`]: async (_, tenant, send) => {
    await confirmedFactor(send, tenant);
    return { body: { password: goodPassword } };
  },
  "post /v1/auth/passkeys/options": async () => ({ body: { password: goodPassword } }),
  "post /v1/auth/passkeys": async (_, tenant, send) => ({
    body: {
      name: "Phone",
      credential: (await passkeysOf(send, tenant).create(accountOf(tenant))).credential,
    },
  }),
  "patch /v1/auth/passkeys/{id}": async () => ({ body: { name: "Laptop" } }),
  "post /v1/auth/passkeys/sign-in/options": async () => ({ body: {} }),
  "post /v1/auth/passkeys/sign-in": async (_, tenant, send) => {
    const { add, answer } = passkeysOf(send, tenant);
    const { accessToken } = await accountsOf(send, tenant).register();
    const { device } = await add(accessToken);
    return { body: { credential: await answer(device) } };
  },
  "patch /v1/auth/me": async () => ({ body: { firstName: "Ada", phone: null } }),
  "post /v1/auth/password": async () => ({ body: { current: goodPassword, new: newPassword } }),
  "post /v1/auth/password-reset": async (_, tenant, send) => ({
    body: { email: await registered(send, tenant) },
  }),
  "post /v1/auth/password-reset/confirm": async (_, tenant, send) => {
    const email = await registered(send, tenant);
    const token = await mailedToken(send, tenant, "/v1/auth/password-reset", email);
    return { body: { token, password: newPassword } };
  },
  "post /v1/auth/verify-email": async (_, tenant, send) => ({
    body: { email: await registered(send, tenant) },
  }),
  "post /v1/auth/verify-email/confirm": async (_, tenant, send) => {
    const [mail] = await mailsTo(send, tenant, await registered(send, tenant));
    return { body: { token: tokenIn(mail?.text) } };
  },
  "post /v1/auth/invitations/accept": async (_, tenant, send) => {
    const email = accountsOf(send, tenant).newEmail();
    const token = await mailedToken(send, tenant, "/v1/admin/invitations", email);
    return { body: { token, password: goodPassword } };
  },
  "post /v1/admin/users": async () => ({
    body: {
      email: `grace-${crypto.randomUUID()}@shop.example`,
      name: "Grace",
      role: "manager",
      password: goodPassword,
    },
  }),
  "patch /v1/admin/users/{id}": async () => ({ body: { name: "Grace Hopper", role: "manager" } }),
  "post /v1/admin/users/{id}/reactivate": async () => ({ body: undefined, after: ["deactivate"] }),
  "post /v1/admin/invitations": async () => ({
    body: { email: `alan-${crypto.randomUUID()}@shop.example`, role: "manager" },
  }),
};
