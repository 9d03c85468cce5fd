import { type GraphQLOutputType, getNamedType, isObjectType } from "graphql";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { schemaOf } from "../../../src/graphql/engine.ts";
import { registry } from "../../../src/registry.ts";
import { fieldsOfRoutes, isPaged, paramsOf, type RouteField } from "../../support/graphql/fields.ts";
import { asRest, selectionFor, withoutNulls } from "../../support/graphql/selection.ts";
import { entitled } from "../../support/http/entitled.ts";
import { productBody, publishProduct } from "../../support/http/products.ts";
import { routes, type Sent, send } from "../../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../../support/http/tenants.ts";
import { isFleeting, makeThing, pathNaming } from "../../support/http/things.ts";

const schema = schemaOf(registry);

let tenant: MintedTenant;
beforeAll(async () => {
  tenant = await mintTenant();
});

/** Figures of the moment differ from moment to moment. */
const isComparable = ({ route }: RouteField) =>
  route.method === "get" && !isFleeting(route) && !/^\/v1\/ops\/(?:subscriptions|metrics)/.test(route.path);

const reads = fieldsOfRoutes(schema, routes).filter(isComparable);

describe("every read has the same data by GraphQL as by REST", () => {
  it.each(reads.map((read) => ({ name: `${read.name} (${read.route.path})`, read })))(
    "$name",
    { timeout: 30_000 },
    async ({ read }) => {
      const { route } = read;
      const path = pathNaming(route.path, (await makeThing(send, route, tenant)) ?? "");
      const caller = entitled(route, tenant);
      // The read model hears of what was made a moment later, and perhaps between the two.
      await vi.waitFor(
        async () => {
          const rest = await send("get", path, caller);
          expect(rest.status, rest.text).toBe(200);
          expect(await answerOf(read, paramsOf(route, path), rest.body, caller)).toEqual(
            contentOf(rest.body),
          );
        },
        { timeout: 15_000 },
      );
    },
  );

  it("anything with an id is read by it alone, by whoever may", async () => {
    const { id } = await publishProduct(send, tenant.adminKey, productBody("Harbour lamp"));
    const query = "query ($id: ID!) { node(id: $id) { __typename id ... on AdminProduct { handle } } }";
    const read = (key: string | undefined, of: string) =>
      send("post", "/graphql", {
        headers: { "X-Tenant": tenant.slug, "Content-Type": "application/json" },
        ...(key === undefined ? {} : { key }),
        body: { query, variables: { id: of } },
      });
    expect((await read(tenant.adminKey, id)).body).toEqual({
      data: { node: { __typename: "AdminProduct", id, handle: "harbour-lamp" } },
    });
    for (const nothing of ["prod_01J00000000000000000000000", "what", "__proto___x"])
      expect((await read(tenant.adminKey, nothing)).body).toEqual({ data: { node: null } });
    expect(Object((await read(undefined, id)).body).errors[0].extensions.code).toBe("unauthenticated");
  });

  it("no read is left out", () => {
    const json = routes.filter(
      ({ method, replies }) => method === "get" && replies[200]?.schema !== undefined,
    );
    const named = new Set(fieldsOfRoutes(schema, routes).map(({ route }) => route.operationId));
    expect(json.filter(({ operationId }) => !named.has(operationId))).toEqual([]);
  });
});

/** What a REST answer has besides the place where the next page begins. */
function contentOf(body: unknown): unknown {
  const { nextCursor: _, ...content } = Object(body);
  return withoutNulls(content);
}

/** The types of what a page has besides its items, by name. */
function typesBeside(
  type: GraphQLOutputType,
  beside: object,
): readonly (readonly [string, GraphQLOutputType])[] {
  const page = getNamedType(type);
  const fields = isObjectType(page) ? page.getFields() : {};
  return Object.keys(beside).flatMap((name) => {
    const field = fields[name];
    return field === undefined ? [] : [[name, field.type] as const];
  });
}

function selectionOf([name, type]: readonly [string, GraphQLOutputType], value: unknown): string {
  return isObjectType(getNamedType(type)) ? `${name} ${selectionFor(type, [value])}` : name;
}

async function answerOf(read: RouteField, params: object, body: unknown, { key, headers = {} }: Sent) {
  const { items, nextCursor: _, ...beside } = Object(body);
  const isList = isPaged(read) || (items !== undefined && Object.keys(beside).length === 0);
  const token = headers["X-Order-Token"];
  const variables = { ...params, ...(token === undefined ? {} : { token }) };
  const args = Object.keys(variables).map((name) => `${name}: $${name}`);
  const types = Object.keys(variables).map(
    (name) => `$${name}: ${read.field.args.find((arg) => arg.name === name)?.type}`,
  );
  const type = itemType(read);
  const selection = isList ? selectionFor(type, items) : selectionFor(type, [body]);
  const more = typesBeside(read.field.type, beside);
  const selected = more.map((one) => selectionOf(one, beside[one[0]])).join(" ");
  const inPage = isPaged(read) ? `{ nodes ${selection} ${selected} }` : selection;
  const query = `query ${types.length > 0 ? `(${types})` : ""} { it: ${read.name} ${args.length > 0 ? `(${args})` : ""} ${inPage} }`;
  const sent: Sent = {
    headers: { ...headers, "Content-Type": "application/json" },
    ...(key === undefined ? {} : { key }),
    body: { query, variables },
  };
  const answer = await send("post", "/graphql", sent);
  const { data, errors } = Object(answer.body);
  expect(errors, query).toBeUndefined();
  const found = isPaged(read) ? data.it.nodes : data.it;
  if (!isList) return asRest(type, found, body);
  return {
    items: found.map((item: unknown, index: number) => asRest(type, item, items[index])),
    ...(isPaged(read)
      ? Object.fromEntries(more.map(([name, type]) => [name, asRest(type, data.it[name], beside[name])]))
      : {}),
  };
}

function itemType(read: RouteField) {
  const type = getNamedType(read.field.type);
  if (!isPaged(read) || !isObjectType(type)) return type;
  return getNamedType(type.getFields().nodes?.type ?? type);
}
