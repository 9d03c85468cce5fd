import { createExecutionContext, env } from "cloudflare:test";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { openScope } from "../../src/http/scope.ts";
import { type Actor, anonymous, platformToken as platformActor } from "../../src/kernel/access/actor.ts";
import { allows, noGrants } from "../../src/kernel/access/permission.ts";
import type { Route } from "../../src/kernel/api/route.ts";
import { textStream } from "../../src/kernel/operation/operation.ts";
import { noEffects } from "../../src/kernel/operation/session.ts";
import type { Result } from "../../src/kernel/values/result.ts";
import { openInvoker } from "../../src/operations/open.ts";
import { registry } from "../../src/registry.ts";
import { checkOutput } from "../support/answers.ts";
import { entitled, writesComments } from "../support/http/entitled.ts";
import { exampleOf } from "../support/http/examples.ts";
import { routes, send } from "../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../support/http/tenants.ts";
import { isFleeting, makeThing, pathNaming } from "../support/http/things.ts";
import { withUnknownParameter } from "./paths.ts";

/** Who calls by the second transport. */
interface Client {
  readonly actor: Actor;
  readonly role: "super_admin" | "admin" | "manager" | null;
  readonly tenant: MintedTenant | null;
  readonly bearsToken?: boolean;
}

/** A transport in twenty lines: an operation by name, an input, and who calls. It knows no operation and no path. */
async function call(name: string, input: unknown, { actor, role, tenant, bearsToken = false }: Client) {
  const runtime = openScope(new Request("https://rpc.invalid"), env, createExecutionContext(), registry);
  const result = await openInvoker(runtime).invokeByName(name, input, {
    actor,
    grants: role === null ? noGrants : registry.roles.grantsOf(role),
    tenant: tenant && (await runtime.directory.resolve({ by: "id", value: tenant.id })),
    bearsToken,
    idempotency: { key: crypto.randomUUID() },
    ifMatch: null,
    consistencyToken: null,
    requestedLocales: [],
    now: runtime.now,
    correlationId: runtime.requestId,
    origin: "http://localhost",
    effects: noEffects(),
  });
  const operation = registry.operationByName.get(name);
  if (result.ok && operation !== undefined) checkOutput(operation, result.value);
  return result;
}

/** A key's text says which it is: `sk_<tenant>_<key>_…`. */
const clientOf = (tenant: MintedTenant, role: "admin" | "manager"): Client => ({
  actor: { kind: "apiKey", id: `key_${tenant[`${role}Key`].split("_")[2]}` },
  role,
  tenant,
});
/** The tenant's admin or, where that is not enough, platform staff: as `entitled` has it for HTTP. */
function entitledClient({ tenancy, access }: Route, tenant: MintedTenant): Client {
  if (tenancy === "none") return { ...staff(tenant), tenant: null };
  const enough = access === "public" || allows(registry.roles.grantsOf("admin"), access);
  return enough ? clientOf(tenant, "admin") : staff(tenant);
}
const staff = (tenant: MintedTenant): Client => ({ actor: platformActor, role: "super_admin", tenant });
const nobody = (tenant: MintedTenant): Client => ({ actor: anonymous, role: null, tenant });

let tenant: MintedTenant;
beforeAll(async () => {
  tenant = await mintTenant();
});

const named = (list: readonly Route[]) =>
  list.map((route) => ({ name: `${route.operation.name} (${route.method} ${route.path})`, route }));
const guarded = routes.filter(({ access }) => access !== "public");
const codeOf = (body: unknown) => String(Object(body).code);

describe("every routed operation is refused by name as over HTTP", () => {
  it.each(named(guarded))("without a credential: $name", async ({ route }) => {
    const path = pathNaming(route.path, "01J00000000000000000000000");
    const http = await send(route.method, path, { headers: { "X-Tenant": tenant.slug } });
    const rpc = await call(route.operation.name, {}, nobody(tenant));
    expect(rpc).toMatchObject({ ok: false, refusal: { code: codeOf(http.body) } });
  });

  it.each(named(guarded.filter(({ access }) => !allows(registry.roles.grantsOf("manager"), access))))(
    "with too small a role: $name",
    async ({ route }) => {
      const path = pathNaming(route.path, "01J00000000000000000000000");
      const http = await send(route.method, path, { key: tenant.managerKey });
      const rpc = await call(route.operation.name, {}, clientOf(tenant, "manager"));
      expect(rpc).toMatchObject({ ok: false, refusal: { code: codeOf(http.body) } });
    },
  );

  it.each(named(routes))("with an input that does not fit: $name", async ({ route }) => {
    const sent = entitled(route, tenant);
    const takesBody = route.body !== undefined || route.upload !== undefined;
    const path = withUnknownParameter(pathNaming(route.path, "01J00000000000000000000000"));
    const http = await send(route.method, path, { ...sent, ...(takesBody ? { body: {} } : {}) });
    const rpc = await call(route.operation.name, "surprise", { ...staff(tenant), bearsToken: true });
    if (route.access !== "customer" && route.access !== "account")
      expect(rpc).toMatchObject({ ok: false, refusal: { code: codeOf(http.body) } });
  });
});

/** Ids, times, secrets and names that a test makes up differ from one run to the next. */
function normal(answer: unknown): unknown {
  return JSON.parse(
    JSON.stringify(answer ?? null)
      // Otherwise an escaped line end would be part of the id after it.
      .replaceAll("\\n", " ")
      .replaceAll(/prv_[\w-]+/g, "secret")
      .replaceAll(/"(?:sk_|rt_|eyJ|whsec_)[^"]+"/g, '"secret"')
      .replaceAll(/[a-z]+_[0-7][0-9A-HJKMNP-TV-Z]{25}/g, "id")
      .replaceAll(/"[0-7][0-9A-HJKMNP-TV-Z]{25}"/g, '"id"')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "time")
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "uuid")
      .replaceAll(/shop-[0-9a-f-]{13}/g, "shop")
      .replaceAll(/"VIP-[0-9A-Z]{10}"/g, '"code"')
      .replaceAll(/"(?:cart_)?[A-Za-z0-9_-]{27}"/g, '"token"')
      .replaceAll(/"challenge":"[^"]+"/g, '"challenge":"random"')
      .replaceAll(/"(?:epoch|lagSeconds|expiresAt|durationMs)":[\d.]+/g, '"time":0'),
  );
}

/** What the route's binding hands its operation for a request. */
async function inputOf(route: Route, path: string, body: unknown): Promise<unknown> {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
  const pattern = new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, "([^/]+)")}$`);
  const values = pattern.exec(path.split("?")[0] ?? "")?.slice(1) ?? [];
  const params = Object.fromEntries(names.map((name, index) => [name, values[index]]));
  let handed: unknown;
  await route.handle(
    {
      params: route.params?.parse(params) ?? params,
      query: route.query?.parse(Object.fromEntries(new URLSearchParams(path.split("?")[1] ?? ""))) ?? {},
      body: route.body === undefined ? streamOf(route, body) : route.body.parse(body ?? {}),
      requestedLocales: [],
      page: { limit: 20, after: null, count: false },
      tokens: {},
      prefers: () => false,
      charset: null,
      contentType: "",
      respondAsync: false,
    },
    async (_, input) => {
      handed = input;
      return { ok: false, refusal: { code: "not-found", detail: "" } };
    },
  );
  return handed;
}

function streamOf(route: Route, body: unknown) {
  return route.upload === undefined ? undefined : new Blob([String(body)]).stream();
}

/** A page's body names where the next one begins in a cursor. */
function withoutNext(answer: unknown): unknown {
  const { next: _, nextCursor: __, ...rest } = Object(answer);
  return typeof answer === "object" && answer !== null && "items" in answer ? rest : answer;
}

/**
 * A customer's own order needs its token, one's own account and a review its session, and figures of the moment differ from moment to
 * moment.
 */
const isComparable = ({ access, path, operationId }: Route) =>
  !writesComments({ operationId }) &&
  access !== "customer" &&
  access !== "account" &&
  !/^\/v1\/ops\/(?:subscriptions|metrics|relay)/.test(path);

describe("every routed operation answers by name as over HTTP", {
  timeout: 20_000,
}, () => {
  it.each(
    named(routes.filter((route) => route.method !== "get" && !isFleeting(route) && isComparable(route))),
  )("a write: $name", async ({ route }) => {
    const [mine, other] = [await mintTenant(), await mintTenant()];
    const first = await exampleOf(send, route, mine);
    const http = await send(route.method, first.path, { ...entitled(route, mine), body: first.body });
    const second = await exampleOf(send, route, other);
    const input = await inputOf(route, second.path, second.body);
    const rpc = await call(route.operation.name, input, entitledClient(route, other));
    expect(http.status, http.text).toBeLessThan(300);
    expect(normal(withoutNext(answerOf(rpc)))).toEqual(normal(withoutNext(http.body)));
  });

  it.each(
    named(routes.filter((route) => route.method === "get" && !isFleeting(route) && isComparable(route))),
  )("a read: $name", async ({ route }) => {
    const path = pathNaming(route.path, (await makeThing(send, route, tenant)) ?? "");
    const client = entitledClient(route, tenant);
    const input = await inputOf(route, path, undefined);
    // The read model hears of what was made a moment later, and perhaps between the two.
    await vi.waitFor(
      async () => {
        const rpc = answerOf(await call(route.operation.name, input, client));
        const http = await send("get", path, entitled(route, tenant));
        expect(http.status, http.text).toBe(200);
        if (route.operation.output === textStream) expect(await textOf(rpc)).toBe(http.text);
        // Text in one piece, such as a mail.
        else if (typeof rpc === "string") expect(rpc).toBe(http.text);
        else if (route.replies[308] === undefined)
          expect(normal(withoutNext(rpc))).toEqual(normal(withoutNext(http.body)));
        else expect(normal(withoutNext(Object(rpc).found))).toEqual(normal(withoutNext(http.body)));
      },
      { timeout: 15_000 },
    );
  });
});

function answerOf(result: Result<unknown>): unknown {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

async function textOf(stream: unknown): Promise<string> {
  // The operation's output says that it is one.
  return (await Array.fromAsync(stream as AsyncIterable<string>)).join("");
}
