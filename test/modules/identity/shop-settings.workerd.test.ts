import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { accountsOf, goodPassword } from "../../support/accounts/accounts.ts";
import { signInStaff } from "../../support/accounts/callers.ts";
import { mailsTo, tokenIn } from "../../support/accounts/mails.ts";
import { placeOrder } from "../../support/http/orders.ts";
import { send } from "../../support/http/request.ts";
import { mintTenant } from "../../support/http/tenants.ts";

async function openShop(settings: object) {
  const shop = await mintTenant();
  const answer = await send("patch", "/v1/admin/settings", { key: shop.adminKey, body: settings });
  return { shop, answer, accounts: accountsOf(send, shop) };
}

describe("a shop that takes no registrations", () => {
  it("says so to who registers, and lets the staff add customers and invite staff", async () => {
    const { shop, answer, accounts } = await openShop({ registrationEnabled: false });
    expect(answer).toMatchObject({ status: 200, body: { registrationEnabled: false } });
    const email = accounts.newEmail();
    expect(await accounts.post("/v1/auth/register", { email, password: goodPassword })).toMatchObject({
      status: 403,
      body: { code: "registration-disabled" },
    });
    const added = await send("post", "/v1/admin/customers", { key: shop.adminKey, body: { email } });
    expect(added).toMatchObject({ status: 201 });
    const invitation = { email, role: "manager" };
    await send("post", "/v1/admin/invitations", { key: shop.adminKey, body: invitation });
    const [mail] = await mailsTo(send, shop, email);
    const acceptance = { token: tokenIn(mail?.text), password: goodPassword };
    expect(await accounts.post("/v1/auth/invitations/accept", acceptance)).toMatchObject({
      status: 200,
      body: { user: { email, kind: "staff" } },
    });
  });

  it("lets customers in who have registered before", async () => {
    const { shop, accounts } = await openShop({});
    const { user } = await accounts.register();
    const body = { registrationEnabled: false };
    await send("patch", "/v1/admin/settings", { key: shop.adminKey, body });
    expect((await accounts.signIn(user.email)).user.id).toBe(user.id);
  });
});

describe("mails to the staff", () => {
  const origins = { corsOrigins: ["https://shop.example"], adminOrigin: "https://admin.shop.example" };
  const invite = async ({ shop, accounts }: Awaited<ReturnType<typeof openShop>>) => {
    const email = accounts.newEmail();
    const body = { email, role: "manager" };
    await send("post", "/v1/admin/invitations", { key: shop.adminKey, body });
    return (await mailsTo(send, shop, email))[0]?.text;
  };

  it("have links to the back office, and those to customers to the storefront", async () => {
    const opened = await openShop(origins);
    expect(await invite(opened)).toContain("https://admin.shop.example/account/accept-invitation?token=");
    const { user } = await opened.accounts.register();
    const [mail] = await mailsTo(send, opened.shop, user.email);
    expect(mail?.text).toContain("https://shop.example/account/verify-email?token=");
    const staff = await signInStaff(send, opened.shop, "manager");
    await opened.accounts.post("/v1/auth/password-reset", { email: staff.user.email });
    const [reset] = await mailsTo(send, opened.shop, staff.user.email, { subject: /Reset/ });
    expect(reset?.text).toContain("https://admin.shop.example/account/reset-password?token=");
  });

  it("have links to the storefront if the shop has named no back office", async () => {
    expect(await invite(await openShop({ corsOrigins: ["https://shop.example"] }))).toContain(
      "https://shop.example/account/accept-invitation?token=",
    );
  });

  it("need an origin, not a page", async () => {
    const { answer } = await openShop({ adminOrigin: "https://admin.shop.example/users" });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: "/adminOrigin" }] } });
  });
});

const mailbox = z.object({
  items: z.array(z.object({ subject: z.string(), replyTo: z.string().nullable() })),
});

it("answers to a shop's mails go to the address that it has named", async () => {
  const { shop, answer, accounts } = await openShop({ replyTo: "help@shop.example" });
  expect(answer).toMatchObject({ status: 200, body: { replyTo: "help@shop.example" } });
  await placeOrder(send, shop);
  await accounts.register();
  const mails = await vi.waitUntil(
    async () => {
      const { items } = mailbox.parse((await send("get", "/v1/ops/mailbox", { key: shop.adminKey })).body);
      return items.length >= 2 && items;
    },
    { timeout: 20_000, interval: 100 },
  );
  for (const { replyTo } of mails) expect(replyTo).toBe("help@shop.example");
  const body = { replyTo: "nobody" };
  expect(await send("patch", "/v1/admin/settings", { key: shop.adminKey, body })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: "/replyTo" }] },
  });
});
