import { getNamedType, isInputObjectType } from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { schemaOf } from "../../../src/graphql/engine.ts";
import { allows } from "../../../src/kernel/access/permission.ts";
import { registry } from "../../../src/registry.ts";
import { fieldsOfRoutes, paramsOf, type RouteField } from "../../support/graphql/fields.ts";
import { asInput } from "../../support/graphql/selection.ts";
import { exampleOf } from "../../support/http/examples.ts";
import { routes, type Sent, send } from "../../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../../support/http/tenants.ts";

const schema = schemaOf(registry);
const mutations = fieldsOfRoutes(schema, routes).filter(({ root }) => root === "mutation");
const named = (list: readonly RouteField[]) => list.map((one) => ({ name: one.name, mutation: one }));
const isGuarded = ({ route }: RouteField) => route.access !== "public";
const isTooMuchForManagers = ({ route }: RouteField) =>
  isGuarded({ route } as RouteField) && !allows(registry.roles.grantsOf("manager"), route.access);

let tenant: MintedTenant;
beforeAll(async () => {
  tenant = await mintTenant();
});

/** What REST and GraphQL refuse a command with, of a caller and for what is not there. */
async function refusalsOf({ route, name, field }: RouteField, caller: Sent) {
  const example = await exampleOf(send, route, tenant);
  const path = example.path.replaceAll(/[0-7][0-9A-HJKMNP-TV-Z]{25}/g, "01J00000000000000000000000");
  const type = field.args.find((arg) => arg.name === "input")?.type;
  const idempotencyKey = crypto.randomUUID();
  const headers = { ...caller.headers, "Idempotency-Key": idempotencyKey };
  const rest = await send(route.method, path, {
    ...caller,
    headers: route.body === undefined ? headers : { ...headers, "Content-Type": "application/json" },
    ...(route.body === undefined ? {} : { body: example.body ?? {} }),
  });
  const given = { ...paramsOf(route, path), ...Object(example.body) };
  const input = type === undefined ? undefined : asInput(type, given);
  const query =
    type === undefined
      ? `mutation ($key: String) { it: ${name}(idempotencyKey: $key) { consistencyToken } }`
      : `mutation ($input: ${type}, $key: String) { it: ${name}(input: $input, idempotencyKey: $key) { consistencyToken } }`;
  const graphql = await send("post", "/graphql", {
    ...caller,
    headers: { ...caller.headers, "Content-Type": "application/json" },
    body: { query, variables: { input, key: idempotencyKey } },
  });
  const [error] = Object(graphql.body).errors ?? [];
  return { rest: rest.body, graphql: error, isOfNothing: path !== example.path };
}

function shown(refusal: unknown) {
  const { code, status, errors, detail, message, extensions } = Object(refusal);
  const all = extensions === undefined ? { code, status, errors } : extensions;
  return { code: all.code, status: all.status, errors: all.errors, detail: detail ?? message };
}

describe("every command is refused by GraphQL as by REST", () => {
  it.each(named(mutations.filter(isGuarded)))("without a credential: $name", async ({ mutation }) => {
    const { rest, graphql } = await refusalsOf(mutation, { headers: { "X-Tenant": tenant.slug } });
    expect(Object(rest).code).toMatch(/unauthenticated|tenant-required/);
    expect(Object(graphql).extensions.code).toBe(Object(rest).code);
  });

  it.each(named(mutations.filter(isTooMuchForManagers)))(
    "with too small a role: $name",
    async ({ mutation }) => {
      const { rest, graphql } = await refusalsOf(mutation, { key: tenant.managerKey });
      expect(Object(graphql).extensions).toMatchObject({
        code: Object(rest).code,
        status: Object(rest).status,
      });
    },
  );

  it.each(named(mutations.filter(({ route }) => route.path.includes("{") && route.tenancy !== "none")))(
    "of what is not there: $name",
    async ({ mutation }) => {
      const { rest, graphql, isOfNothing } = await refusalsOf(mutation, { key: tenant.adminKey });
      if (isOfNothing) expect(shown(graphql)).toEqual(shown(rest));
    },
  );

  it("an input that does not fit is refused with the same errors", async () => {
    const body = {
      translations: [{ locale: "en", title: "" }],
      variants: [{ prices: [{ amount: -1, currency: "eur" }] }],
    };
    const rest = await send("post", "/v1/admin/products", {
      key: tenant.adminKey,
      headers: { "Content-Type": "application/json" },
      body,
    });
    const graphql = await send("post", "/graphql", {
      key: tenant.adminKey,
      headers: { "Content-Type": "application/json" },
      body: {
        query: "mutation ($input: CreateProductInput!) { createProduct(input: $input) { product { id } } }",
        variables: { input: body },
      },
    });
    expect(rest.status).toBe(400);
    expect(shown(Object(graphql.body).errors[0])).toEqual(shown(rest.body));
  });

  it("no command is left out, but for files", () => {
    const commands = routes.filter(
      ({ method, upload, operation }) =>
        method !== "get" && upload === undefined && operation.kind !== "query",
    );
    const known = new Set(mutations.map(({ route }) => route.operationId));
    expect(commands.map(({ operationId }) => operationId).filter((id) => !known.has(id))).toEqual([]);
    const types = mutations.map(({ field }) =>
      getNamedType(field.args.find(({ name }) => name === "input")?.type),
    );
    expect(types.every((type) => type === undefined || isInputObjectType(type))).toBe(true);
  });
});
