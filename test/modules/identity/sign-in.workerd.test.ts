import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { send } from "../../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../../support/http/tenants.ts";

let shop: MintedTenant;

beforeAll(async () => {
  shop = await mintTenant();
});

const signedIn = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  user: z.looseObject({ id: z.string() }),
});

const post = (path: string, body: unknown, key?: string) =>
  send("post", path, { key, headers: { "X-Tenant": shop.slug }, body });

const ada = { email: "ada@shop.example", password: "a long enough secret" };

async function register(body: object = {}) {
  const answer = await post("/v1/auth/register", {
    ...ada,
    email: `${crypto.randomUUID()}@shop.example`,
    ...body,
  });
  expect(answer.status, answer.text).toBe(201);
  return signedIn.parse(answer.body);
}

describe("a customer", () => {
  it("who registers is signed in", async () => {
    const { accessToken, user } = await register({ firstName: "Ada" });
    expect(user).toMatchObject({
      kind: "customer",
      firstName: "Ada",
      status: "active",
      emailVerifiedAt: null,
    });
    const me = await send("get", "/v1/auth/me", { key: accessToken });
    expect(me).toMatchObject({ status: 200, body: { id: user.id } });
  });
});
