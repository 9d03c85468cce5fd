import { describe, expect, it } from "vitest";
import { document, nameIn, operations, parametersOf, parsed, resolved } from "./document.ts";

const { schemas } = parsed.components;
const json = "application/json";

describe("the shapes of the API", () => {
  it.each(["Product", "Variant", "Cart", "Order", "Money", "Page", "Address", "Problem", "Inventory"])(
    "have %s",
    (name) => {
      expect(schemas[name]).toBeDefined();
    },
  );

  it.each(operations)("have a name for what $operationId takes and answers", (operation) => {
    const request = operation.requestBody?.content[json]?.schema;
    const answers = Object.values(operation.responses).map((one) => resolved(one).content?.[json]?.schema);
    for (const schema of [request, ...answers].filter((one) => one !== undefined))
      expect(schemas[nameIn(schema.$ref ?? "")], JSON.stringify(schema).slice(0, 200)).toBeDefined();
  });

  it("write out money and instants once", () => {
    const others = Object.entries(schemas).filter(([name]) => name !== "Money" && name !== "DateTime");
    const text = JSON.stringify([others, parsed.paths]);
    expect(text).not.toContain('"properties":{"amount":{"type":"integer"},"currency"');
    expect(text).not.toContain('"format":"date-time"');
  });

  it("are all used", () => {
    const text = JSON.stringify(document);
    for (const name of Object.keys(schemas)) expect(text, name).toContain(`"#/components/schemas/${name}"`);
  });

  it("have no defaults, which generated types would require in requests", () => {
    expect(JSON.stringify(schemas)).not.toContain('"default":');
  });

  it("refer to nothing that is missing", () => {
    for (const [, kind, name] of JSON.stringify(document).matchAll(/"#\/components\/(\w+)\/([^"]+)"/g))
      expect(Object(parsed.components[kind ?? ""])[name ?? ""], `${kind} ${name}`).toBeDefined();
  });

  it("say what an extended shape adds: a placed order is an order with its token", () => {
    expect(schemas.PlacedOrder).toEqual({
      allOf: [
        { $ref: "#/components/schemas/StoreOrder" },
        { type: "object", properties: { accessToken: { type: "string" } }, required: ["accessToken"] },
      ],
    });
  });
});

describe("a query parameter", () => {
  const typeOf = (operationId: string, name: string) => {
    const operation = operations.find((one) => one.operationId === operationId);
    return operation && parametersOf(operation).find((one) => one.name === name)?.schema;
  };

  it("is a number where it stands for one, with its bounds", () => {
    expect(typeOf("listProducts", "limit")).toMatchObject({
      type: "integer",
      minimum: 1,
      maximum: 100,
      default: 20,
    });
    expect(typeOf("listStoreProducts", "minPrice")).toMatchObject({ type: "integer", minimum: 0 });
    expect(typeOf("listEvents", "after")).toMatchObject({ type: "integer" });
  });

  it("is a boolean where it stands for one", () => {
    expect(typeOf("listStoreProducts", "inStock")).toMatchObject({ type: "boolean" });
    expect(typeOf("listOrders", "count")).toMatchObject({ type: "boolean", default: false });
    expect(typeOf("importShopifyProducts", "dryRun")).toMatchObject({ type: "boolean" });
  });

  it("is a list where it can be repeated", () => {
    expect(typeOf("listStoreProducts", "tag")).toMatchObject({ type: "array", items: { type: "string" } });
    expect(typeOf("listOrders", "status")).toMatchObject({
      type: "array",
      items: { $ref: "#/components/schemas/OrderStatus" },
    });
  });

  it("is never text that only looks like a number or a boolean", () => {
    for (const operation of operations)
      for (const { name, schema } of parametersOf(operation))
        expect(JSON.stringify(schema), name).not.toMatch(/"enum":\["true","false"\]|\\\\d/);
  });
});

describe("the headers", () => {
  const headersOf = (operationId: string) => {
    const operation = operations.find((one) => one.operationId === operationId);
    if (operation === undefined) throw new Error(`${operationId} is not there`);
    return {
      request: parametersOf(operation)
        .filter((one) => one.in === "header")
        .map(({ name, required }) => (required === true ? `${name}!` : name)),
      response: Object.keys(resolved(Object.values(operation.responses)[0] ?? {}).headers ?? {}),
    };
  };

  it("of a write are documented: idempotency, version, what to read next", () => {
    expect(headersOf("createProduct").request).toEqual(["Idempotency-Key"]);
    expect(headersOf("createProduct").response).toEqual(
      expect.arrayContaining(["Location", "ETag", "Consistency-Token"]),
    );
    expect(headersOf("updateProduct").request).toEqual(["If-Match"]);
    expect(headersOf("completeCart").request).toEqual(["Idempotency-Key!", "If-Match"]);
  });

  it("of a read are documented: what it must have seen, and whether it has changed", () => {
    expect(headersOf("listProducts")).toEqual({ request: ["Consistency-Token"], response: ["Link"] });
    expect(headersOf("getStoreProduct").request).toEqual(["Consistency-Token", "If-None-Match"]);
    expect(headersOf("getStoreProduct").response).toEqual(["ETag"]);
    // It reads the tenant's own state, which is never behind.
    expect(headersOf("getProduct").request).toEqual([]);
  });

  it("of a refusal are documented: when to try again, and the quota", () => {
    const { headers = {} } = parsed.components.responses.Problem ?? {};
    expect(Object.keys(headers)).toEqual(
      expect.arrayContaining(["Retry-After", "RateLimit", "RateLimit-Policy", "X-Request-Id"]),
    );
  });
});

describe("the security schemes", () => {
  const securityOf = (operationId: string) =>
    operations
      .find((one) => one.operationId === operationId)
      ?.security.map((one) => Object.keys(one).join("+"));

  it("are one for each kind of credential, and one that names the tenant", () => {
    const { orderToken, secretKey, platformToken, tenant } = parsed.components.securitySchemes;
    expect(orderToken).toMatchObject({ type: "apiKey", in: "header", name: "X-Order-Token" });
    expect(tenant).toMatchObject({ type: "apiKey", in: "header", name: "X-Tenant" });
    expect(secretKey).toMatchObject({ type: "http", scheme: "bearer" });
    expect(platformToken).toMatchObject({ type: "http", scheme: "bearer" });
  });

  it("list an order's token only for the order itself, not for the account area", () => {
    const withToken = operations.filter(({ security }) => security.some((one) => "orderToken" in one));
    expect(withToken.map(({ operationId }) => operationId)).toEqual(["getStoreOrder"]);
    expect(securityOf("listStoreOrders")).toEqual(["accessToken"]);
  });

  it("differ by surface: shoppers need none, staff a key or the platform's token, tenants are made by the platform", () => {
    expect(securityOf("listStoreProducts")).toEqual(["tenant", "publishableKey", ""]);
    expect(securityOf("getStoreOrder")).toEqual(["accessToken", "orderToken", "orderToken+tenant"]);
    expect(securityOf("createProduct")).toEqual([
      "secretKey",
      "accessToken",
      "platformToken",
      "platformToken+tenant",
    ]);
    expect(securityOf("getMe")).toEqual(["accessToken"]);
    expect(securityOf("createTenant")).toEqual(["platformToken"]);
    // No role of a tenant may rebuild.
    expect(securityOf("startRebuild")).toEqual(["platformToken", "platformToken+tenant"]);
  });
});
