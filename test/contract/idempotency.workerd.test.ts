import { describe, expect, it } from "vitest";
import { minGuardingKeyLength } from "../../src/operations/idempotency.ts";
import { accountsOf } from "../support/accounts/accounts.ts";
import { entitled, writesComments } from "../support/http/entitled.ts";
import { exampleOf } from "../support/http/examples.ts";
import { routes, send } from "../support/http/request.ts";
import { mintTenant } from "../support/http/tenants.ts";
import { isFleeting } from "../support/http/things.ts";

/** A question changes nothing, so nothing is stored for it. */
const posts = routes.filter(
  (route) => route.method === "post" && !isFleeting(route) && route.operation.kind !== "query",
);
const named = (list: typeof posts) => list.map((route) => ({ name: route.path, route }));

const ulid = /(?<=\b[a-z]+_)[0-7][0-9A-HJKMNP-TV-Z]{25}/g;
/** Other spellings of a path, by name. */
const spellings: Readonly<Record<string, (path: string) => string>> = {
  "ids in lower case": (path) => path.replaceAll(ulid, (id) => id.toLowerCase()),
  "encoded characters": (path) => path.replaceAll("_", "%5F").replace("/v1/", "/%761/"),
  both: (path) => path.replaceAll(ulid, (id) => id.toLowerCase()).replaceAll("_", "%5f"),
};

/** They know a repeat by the token in the body or by what is done already, with or without a key. */
const knownAnyway = ["/v1/auth/refresh", "/v1/admin/media/uploads/{id}/complete"];
/** Access tokens are signed anew for a repeat, for the same session. */
const withoutJwt = (text: string) => text.replaceAll(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, "a JWT");
const resultOf = ({ status, text }: { readonly status: number; readonly text: string }) => ({
  status,
  text: withoutJwt(text),
});

describe("a POST that is sent again under its Idempotency-Key", { timeout: 20_000 }, () => {
  it.each(named(posts))(
    "is answered on $name as it was, and says that it happened before",
    async ({ route }) => {
      const tenant = await mintTenant();
      const { path, body } = await exampleOf(send, route, tenant);
      const { key: usual, headers } = entitled(route, tenant);
      // The usual account is another one after its password was changed. Some bodies fit only the usual one.
      const needsUsual = /^\/v1\/auth\/(?:two-factor|passkeys$)/.test(route.path);
      const key =
        route.access === "account" && !needsUsual
          ? (await accountsOf(send, tenant).register()).accessToken
          : usual;
      const sent = { key, headers: { ...headers, "Idempotency-Key": crypto.randomUUID() }, body };
      const first = await send("post", path, sent);
      const again = await send("post", path, sent);
      expect(first.headers.get("Idempotent-Replayed")).toBeNull();
      expect(resultOf(again)).toEqual(resultOf(first));
      const replayed = knownAnyway.includes(route.path) ? null : "true";
      expect(again.headers.get("Idempotent-Replayed")).toBe(replayed);
      for (const [spelling, respell] of Object.entries(spellings)) {
        const respelled = await send("post", respell(path), sent);
        expect(resultOf(respelled), spelling).toEqual(resultOf(first));
        expect(respelled.headers.get("Idempotent-Replayed"), spelling).toBe(replayed);
      }
    },
  );

  // The case of a token counts.
  const withIds = posts.filter(({ body, path }) => body !== undefined && !path.startsWith("/v1/auth/"));
  it.each(named(withIds))(
    "is the same request on $name if an id in its body has another case",
    async ({ route }) => {
      const tenant = await mintTenant();
      const { path, body } = await exampleOf(send, route, tenant);
      const { key, headers } = entitled(route, tenant);
      const keyed = { ...headers, "Idempotency-Key": crypto.randomUUID() };
      const lower = JSON.parse(JSON.stringify(body ?? {}).replaceAll(ulid, (id) => id.toLowerCase()));
      const first = await send("post", path, { key, headers: keyed, body });
      const again = await send("post", path, { key, headers: keyed, body: lower });
      expect(first.status, first.text).toBeLessThan(300);
      expect(again.text).toBe(first.text);
    },
  );
});

it("no two POSTs share an operation, which is part of a key's scope", () => {
  const names = routes.filter(({ method }) => method === "post").map(({ operation }) => operation.name);
  expect(names).toHaveLength(new Set(names).size);
});

/** A cart's or an order's bearer token: 160 bits as text. */
const token = /(?:"cart_|")[\w-]{27}"/;
/** Guests write no reviews, until a tenant lets them. */
const open = posts.filter(
  ({ access, path, operationId }) =>
    access === "public" && !path.startsWith("/v1/auth/") && !writesComments({ operationId }),
);

describe("without a credential, an operation that answers with a bearer token", () => {
  it.each(named(open))("is known as such on $name", async ({ route }) => {
    const tenant = await mintTenant();
    const { path, body } = await exampleOf(send, route, tenant);
    const headers = { "X-Tenant": tenant.slug, "Idempotency-Key": crypto.randomUUID() };
    const answer = await send("post", path, { headers, body });
    expect(answer.status, answer.text).toBeLessThan(300);
    // The id of a cart is in the path of what changes it.
    const answered = answer.text.replaceAll(/cart_[\w-]{27}/g, (id) => (path.includes(id) ? "" : id));
    expect(route.operation.tokenGuard !== null).toBe(token.test(answered));
  });

  it.each(named(open.filter(({ operation }) => operation.tokenGuard === "key")))(
    "needs a key on $name that nobody guesses",
    async ({ route }) => {
      const tenant = await mintTenant();
      const { path, body } = await exampleOf(send, route, tenant);
      const under = (length: number, sent: { key?: string; headers?: Record<string, string> }) =>
        send("post", path, {
          ...sent,
          headers: { ...sent.headers, "Idempotency-Key": "k".repeat(length) },
          body,
        });
      const anonymous = { headers: { "X-Tenant": tenant.slug } };
      const pointed = { pointer: "/header/Idempotency-Key", code: "too-short" };
      expect(await under(minGuardingKeyLength - 1, anonymous)).toMatchObject({
        status: 400,
        body: { code: "validation-failed", errors: [pointed] },
      });
      expect(await under(minGuardingKeyLength, anonymous)).toMatchObject({ status: 201 });
      expect(await under(1, { key: tenant.adminKey })).toMatchObject({ status: 201 });
    },
  );
});
