import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { refusalsOf } from "../../../src/http/openapi/responses/refusals.ts";
import { problemOf } from "../../../src/kernel/registry.ts";
import { registry } from "../../../src/registry.ts";
import { routes } from "../../support/http/sender.ts";
import { document, operations, parametersOf, parsed, resolved } from "./document.ts";

const named = routes.map((route) => ({ name: `${route.method} ${route.path}`, route }));
const documented = new Map(operations.map((one) => [one.name, one]));
const probes = ["get /health/live", "get /health/ready"];

describe("the OpenAPI document", () => {
  it("is one of version 3.1", async () => {
    const validator = new Validator();
    const result = await validator.validate(structuredClone(Object(document)));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    expect(validator.version).toBe("3.1");
  });

  it("has every route and the probes, and nothing else", () => {
    expect([...documented.keys()].sort()).toEqual([...named.map(({ name }) => name), ...probes].sort());
  });

  it.each(named)("documents permission, request and responses of $name", ({ name, route }) => {
    const described = documented.get(name);
    expect(described?.["x-permission"]).toBe(route.access);
    const isOpen = described?.security.some((one) => Object.keys(one).every((scheme) => scheme === "tenant"));
    expect(isOpen, "asks for a credential unless it is public").toBe(route.access === "public");
    expect(described?.requestBody === undefined).toBe(route.body === undefined && route.upload === undefined);
    const parameters = described === undefined ? [] : parametersOf(described);
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    expect(parameters.filter((one) => one.in === "path").map((one) => one.name)).toEqual(inPath);
    const query = z.toJSONSchema(route.query ?? z.object({}), { io: "input" });
    expect(parameters.filter((one) => one.in === "query").map((one) => one.name)).toEqual(
      Object.keys(query.properties ?? {}),
    );
    const unchanged = route.conditional ? ["304"] : [];
    expect(Object.keys(described?.responses ?? {}).sort()).toEqual(
      [...Object.keys(route.replies), ...unchanged, "4XX"].sort(),
    );
  });

  it.each(named)("lists the codes that $name is refused with, by status", ({ name, route }) => {
    const listed = Object.entries(documented.get(name)?.["x-problems"] ?? {});
    for (const [status, codes] of listed)
      for (const code of codes) expect(registry.problemByCode.get(code)?.status, code).toBe(Number(status));
    expect(listed.flatMap(([, codes]) => codes).sort()).toEqual([...refusalsOf(route)].sort());
  });

  it("says which cursors are refused wherever there is one", () => {
    const lists = operations.filter((one) => parametersOf(one).some(({ name }) => name === "cursor"));
    expect(lists.length).toBeGreaterThan(20);
    for (const { name, "x-problems": problems } of lists)
      expect(problems["400"], name).toContain("invalid-cursor");
  });

  it.each(named)("says that $name refuses tokens of other tenants", ({ route }) => {
    expect(refusalsOf(route)).toContain("invalid-consistency-token");
  });

  it("answers every refusal with one shape", () => {
    for (const { name, responses } of operations)
      for (const status of Object.keys(responses).filter((one) => /^[45]/.test(one) && one !== "503"))
        expect(Object.keys(resolved(responses[status] ?? {}).content ?? {}), name).toEqual([
          "application/problem+json",
        ]);
  });
});

describe("an operation", () => {
  it("has an id of its own: a verb and what it is about", () => {
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { operationId } of operations) expect(operationId).toMatch(/^[a-z]+(?:[A-Z][a-z]+)+$/);
  });

  it("keeps its id", () => {
    // Generated clients call it by this name. Add new ones to the file; none leaves it.
    const kept = readFileSync("test/golden/openapi/operation-ids.txt", "utf8").trim().split("\n");
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(kept);
  });

  it("has a tag that is described, and every tag has an operation", () => {
    const used = new Set(operations.flatMap(({ tags }) => tags));
    expect([...used].sort()).toEqual(parsed.tags.map(({ name }) => name).sort());
  });

  it.each(operations)("says what $operationId does, who may call it, and what it costs", (one) => {
    expect(one.summary).toMatch(/^[A-Z].{5,60}[^.]$/);
    expect(one.description.length).toBeGreaterThan(60);
    expect(one.description).toContain("**Access:**");
    expect(one.description).toContain("**Cost:**");
  });

  it.each(named)("says which codes of its own refuse $route.operationId", ({ name, route }) => {
    for (const code of route.refusals) expect(documented.get(name)?.description).toContain(`\`${code}\``);
  });
});

describe("the register of problems", () => {
  it.each([...registry.problemByCode])(
    "%s is a word with a title and a status that says who erred",
    (code, kind) => {
      expect(code).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
      expect(kind.title.length).toBeGreaterThan(5);
      expect(kind.help.length).toBeGreaterThan(20);
      expect(kind.status).toBeGreaterThanOrEqual(400);
      expect(kind.status).toBeLessThan(600);
    },
  );

  it.each(named)("has every code that $name refuses with", ({ route }) => {
    for (const code of refusalsOf(route)) expect(problemOf(registry, code).status).toBeGreaterThan(399);
  });
});
