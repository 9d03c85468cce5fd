import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { openapiDocument, refusalsOf } from "../../src/http/pages/openapi.ts";
import type { ProblemCode } from "../../src/kernel/api/problem.ts";
import { problemOf } from "../../src/kernel/registry.ts";
import { registry } from "../../src/registry.ts";
import { routes } from "../support/http/sender.ts";

const statusOf = (code: ProblemCode) => problemOf(registry, code).status;

const responses = z.record(
  z.string(),
  z.object({ description: z.string().min(1), content: z.record(z.string(), z.unknown()).optional() }),
);
const operation = z.looseObject({
  operationId: z.string(),
  summary: z.string().min(1),
  tags: z.tuple([z.string()]),
  "x-permission": z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z
    .array(z.looseObject({ name: z.string(), in: z.string(), required: z.boolean().optional() }))
    .default([]),
  requestBody: z.looseObject({ required: z.literal(true) }).optional(),
  responses,
});

// As it is sent, not as it is built.
const document: unknown = JSON.parse(JSON.stringify(openapiDocument(registry)));
const { paths } = z
  .looseObject({ paths: z.record(z.string(), z.record(z.string(), operation)) })
  .parse(document);

const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({ name: `${method} ${path}`, ...described })),
);
const named = routes.map((route) => ({ name: `${route.method} ${route.path}`, route }));

describe("the OpenAPI document", () => {
  it("is one of version 3.1", async () => {
    const validator = new Validator();
    const result = await validator.validate(structuredClone(Object(document)));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    expect(validator.version).toBe("3.1");
  });

  it("has every route and nothing else", () => {
    expect(operations.map(({ name }) => name).sort()).toEqual(named.map(({ name }) => name).sort());
  });

  it("gives every operation an id of its own", () => {
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  });

  it.each(named)("documents permission, request and response of $name", ({ name, route }) => {
    const described = operations.find((one) => one.name === name);
    expect(described?.["x-permission"]).toBe(route.access);
    expect(described?.security.length === 0).toBe(route.access === "public");
    expect(described?.requestBody === undefined).toBe(route.body === undefined && route.upload === undefined);
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    const parameters = described?.parameters ?? [];
    expect(parameters.filter((one) => one.in === "path").map((one) => one.name)).toEqual(inPath);
    const query = z.toJSONSchema(route.query ?? z.object({}), { io: "input" });
    expect(parameters.filter((one) => one.in === "query").map((one) => one.name)).toEqual(
      Object.keys(query.properties ?? {}),
    );
    const refused = refusalsOf(route).map((code) => String(statusOf(code)));
    const unchanged = route.conditional === true ? ["304"] : [];
    expect(Object.keys(described?.responses ?? {}).sort()).toEqual(
      [...new Set([...Object.keys(route.replies), ...unchanged, ...refused])].sort(),
    );
  });

  it("names every code that a route refuses with, beside its status", () => {
    for (const { name, route } of named) {
      const described = operations.find((one) => one.name === name);
      for (const code of refusalsOf(route)) {
        const response = described?.responses[String(statusOf(code))];
        expect(response?.description.split(", "), `${name} ${code}`).toContain(code);
        expect(Object.keys(response?.content ?? {})).toEqual(["application/problem+json"]);
      }
    }
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
    for (const code of refusalsOf(route)) expect(registry.problemByCode.has(code), code).toBe(true);
  });
});
