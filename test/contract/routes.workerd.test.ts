import { beforeAll, describe, expect, it, vi } from "vitest";
import { allows } from "../../src/kernel/access/permission.ts";
import type { Route } from "../../src/kernel/api/route.ts";
import { registry } from "../../src/registry.ts";
import { problemShape } from "../support/http/documented.ts";
import { entitled as entitledIn } from "../support/http/entitled.ts";
import { exampleOf } from "../support/http/examples.ts";
import { routes, type Sent, send } from "../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../support/http/tenants.ts";
import { isFleeting, makeThing } from "../support/http/things.ts";
import { pathWith, unknownId, withUnknownParameter } from "./paths.ts";
import { propertiesOf, wrongValueFor } from "./values.ts";

let mine: MintedTenant;
let other: MintedTenant;

beforeAll(async () => {
  [mine, other] = await Promise.all([mintTenant(), mintTenant()]);
});

/** What a path may be that a route answers. */
const patternOf = ({ path }: Route) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`);

const named = (list: readonly Route[]) =>
  list.map((route) => ({ name: `${route.method.toUpperCase()} ${route.path}`, route }));
const guarded = routes.filter(({ access }) => access !== "public");
const withBody = routes.filter(({ body }) => body !== undefined);
const withParams = routes.filter(({ path }) => path.includes("{"));

const entitled = (route: Route): Sent => entitledIn(route, mine);

const bodyFor = (route: Route): Sent => (route.body === undefined ? {} : { body: {} });

const call = (route: Route, sent: Sent, path = pathWith(route, unknownId)) => send(route.method, path, sent);

describe("with the right credential", () => {
  const plainReads = routes.filter(({ method, path }) => method === "get" && !path.includes("{"));

  it.each(named(plainReads))("$name answers 200 as documented", async ({ route }) => {
    await makeThing(send, route, mine);
    // The read model hears of what was made a moment later.
    await vi.waitFor(async () => expect(await call(route, entitled(route))).toMatchObject({ status: 200 }), {
      timeout: 20_000,
    });
  });
});

// Passwords take long to hash, on purpose.
describe("with a valid request", { timeout: 20_000 }, () => {
  const writes = routes.filter((route) => route.method !== "get" && !isFleeting(route));

  it.each(named(writes))("$name answers as documented", async ({ route }) => {
    const tenant = await mintTenant();
    const { path, body } = await exampleOf(send, route, tenant);
    const answer = await send(route.method, path, { ...entitledIn(route, tenant), body });
    expect(Object.keys(route.replies), answer.text).toContain(String(answer.status));
    if (answer.status === 201) expect(answer.headers.get("Location")).toMatch(/^\/v1\//);
  });

  it.each(named(withParams.filter((route) => route.method === "get" && !isFleeting(route))))(
    "$name shows it",
    async ({ route }) => {
      const tenant = await mintTenant();
      const id = await makeThing(send, route, tenant);
      const read = () => send("get", pathWith(route, id ?? ""), entitledIn(route, tenant));
      // The storefront hears of it a moment later.
      await vi.waitUntil(async () => (await read()).status === 200, { timeout: 25_000 });
    },
    // What other tests wrote is projected before.
    30_000,
  );
});

describe("without a credential", () => {
  it.each(named(guarded))("$name answers 401", async ({ route }) => {
    const answer = await call(route, { headers: { "X-Tenant": mine.slug } });
    expect(answer).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
    expect(answer.headers.get("WWW-Authenticate")).toBe("Bearer");
  });

  it.each(named(routes))("$name refuses a credential that is not valid, public or not", async ({ route }) => {
    expect(await call(route, { key: `${mine.adminKey}x`, headers: { "X-Tenant": mine.slug } })).toMatchObject(
      { status: 401 },
    );
  });
});

describe("with too few permissions", () => {
  const beyond = (role: "admin" | "manager") =>
    guarded.filter(({ access }) => !allows(registry.roles.grantsOf(role), access));

  it.each(named(beyond("manager")))("a manager's key gets 403 from $name", async ({ route }) => {
    expect(await call(route, { key: mine.managerKey })).toMatchObject({
      status: 403,
      body: { code: "forbidden" },
    });
  });

  it.each(named(beyond("admin")))("an admin's key gets 403 from $name", async ({ route }) => {
    expect(await call(route, { key: mine.adminKey })).toMatchObject({
      status: 403,
      body: { code: "forbidden" },
    });
  });
});

describe("another tenant", () => {
  it.each(named(routes.filter(({ tenancy, access }) => tenancy !== "none" && access !== "public")))(
    "cannot be named beside one's own credential on $name",
    async ({ route }) => {
      expect(await call(route, { key: mine.adminKey, headers: { "X-Tenant": other.slug } })).toMatchObject({
        status: 403,
        body: { code: "tenant-mismatch" },
      });
    },
  );

  it.each(
    named(
      withParams.filter(({ tenancy, path }) => tenancy !== "none" && !/\/(?:modules|sitemaps)\//.test(path)),
    ),
  )(
    "is out of reach by the id of its things on $name",
    async ({ route }) => {
      const id = await makeThing(send, route, other);
      const { body } = route.body === undefined ? {} : await exampleOf(send, route, await mintTenant());
      const answer = await call(route, { ...entitled(route), body }, pathWith(route, id ?? ""));
      expect(answer).toMatchObject({ status: 404, body: { code: "not-found" } });
    },
    20_000,
  );
});

describe("an unknown path", () => {
  it.each(
    named(
      withParams.filter(
        ({ body, upload, access }) => body === undefined && upload === undefined && access !== "public",
      ),
    ),
  )("is 404 on $name, whatever the text", async ({ route }) => {
    for (const id of [unknownId, "nonsense", "%2e%2e%2f", "x".repeat(300), "'%20OR%201=1"]) {
      expect(await call(route, entitled(route), pathWith(route, id))).toMatchObject({ status: 404 });
    }
  });
});

describe("a request that does not match the schema", () => {
  it.each(named(withBody))("names the unknown field on $name", async ({ route }) => {
    const answer = await call(route, { ...entitled(route), body: { "sur/prise~": true } });
    expect(answer.status).toBe(400);
    const { code, errors } = problemShape.parse(answer.body);
    expect(code).toBe("validation-failed");
    expect(errors).toContainEqual({
      pointer: "/sur~1prise~0",
      code: "unknown-field",
      detail: expect.any(String),
    });
  });

  it.each(named(withBody))("names every field of a wrong type on $name", async ({ route }) => {
    for (const [field, schema] of propertiesOf(route)) {
      const wrong = wrongValueFor(schema);
      if (wrong === undefined) continue;
      const answer = await call(route, { ...entitled(route), body: { [field]: wrong } });
      expect(answer.status, field).toBe(400);
      const pointers = problemShape.parse(answer.body).errors?.map(({ pointer }) => pointer);
      expect(pointers, field).toContain(`/${field}`);
    }
  });

  it.each(named(withBody))(
    "is refused on $name when it is no object, no JSON, or too deep",
    async ({ route }) => {
      for (const body of [[], "null", "7", '"text"', "true"]) {
        expect(await call(route, { ...entitled(route), body })).toMatchObject({
          status: 400,
          body: { code: "validation-failed" },
        });
      }
      for (const body of ["{", "", '{"a":1}x', `${"[".repeat(40)}${"]".repeat(40)}`]) {
        expect(await call(route, { ...entitled(route), body })).toMatchObject({
          status: 400,
          body: { code: "malformed-json" },
        });
      }
    },
  );

  it.each(named(routes))("names the unknown query parameter on $name", async ({ route }) => {
    const answer = await call(
      route,
      { ...entitled(route), ...bodyFor(route) },
      withUnknownParameter(pathWith(route, unknownId)),
    );
    expect(answer.status).toBe(400);
    const { errors } = problemShape.parse(answer.body);
    expect(errors).toContainEqual({
      pointer: "/query/surprise",
      code: "unknown-field",
      detail: expect.any(String),
    });
  });

  // Files have types that nobody knows before.
  const typed = routes.filter(
    ({ body, upload }) => body !== undefined || (upload !== undefined && !upload.anyType),
  );
  it.each(named(typed))("is refused with 415 on $name for its media type", async ({ route }) => {
    const others = ["text/plain", "application/xml", "multipart/form-data; boundary=x"];
    for (const mediaType of others.filter((one) => one !== route.upload?.mediaType)) {
      const { key, headers } = entitled(route);
      const sent = { key, headers: { ...headers, "Content-Type": mediaType }, body: "{}" };
      expect(await call(route, sent)).toMatchObject({
        status: 415,
        body: { code: "unsupported-media-type" },
      });
    }
  });

  it.each(named(routes.filter(({ idempotencyKey }) => idempotencyKey === "required")))(
    "is refused on $name without an Idempotency-Key",
    async ({ route }) => {
      expect(await call(route, { ...entitled(route), headers: {}, body: {} })).toMatchObject({ status: 400 });
    },
  );
});

describe("a body that no one documented", { timeout: 20_000 }, () => {
  const withoutBody = routes.filter(
    ({ body, upload, method }) => body === undefined && upload === undefined && method !== "get",
  );

  it.each(named(withoutBody))("is refused on $name, and names its fields", async ({ route }) => {
    const refusedFor = async (body: unknown, headers = {}) => {
      const sent = entitled(route);
      const answer = await call(route, { ...sent, headers: { ...sent.headers, ...headers }, body });
      expect(answer.status, answer.text).toBe(400);
      return problemShape.parse(answer.body).errors?.map(({ pointer }) => pointer);
    };
    expect(await refusedFor({ amount: 1 })).toEqual(["/amount"]);
    for (const body of ["[]", "null", "1", "{", "x".repeat(2_000_000)])
      expect(await refusedFor(body)).toEqual([""]);
    expect(await refusedFor("amount=1", { "Content-Type": "application/x-www-form-urlencoded" })).toEqual([
      "",
    ]);
  });

  it.each(named(withoutBody))("is none on $name if it is empty", async ({ route }) => {
    for (const body of ["", "{}", " { }\n", undefined]) {
      const sent = entitled(route);
      const answer = await call(route, { ...sent, body });
      expect(answer.status, answer.text).not.toBe(400);
    }
  });
});

describe("another method", () => {
  it.each(named(routes))("than $name is 405 and says which there are", async ({ route }) => {
    const path = pathWith(route, unknownId);
    const there = routes
      .filter((one) => patternOf(one).test(path.split("?")[0] ?? ""))
      .map(({ method }) => method);
    const wrong =
      (["get", "post", "put", "patch", "delete"] as const).find((method) => !there.includes(method)) ??
      "options";
    const answer = await send(wrong, path, entitled(route));
    expect(answer).toMatchObject({ status: 405, body: { code: "method-not-allowed" } });
    const allow = answer.headers.get("Allow")?.split(", ") ?? [];
    for (const method of there) expect(allow).toContain(method.toUpperCase());
    expect(allow).not.toContain(wrong.toUpperCase());
  });
});
