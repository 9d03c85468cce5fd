import { OpenAPIHono, z } from "@hono/zod-openapi";
import { type Authenticator, accessKind } from "../../kernel/access/authenticator.ts";
import type { ProblemCode } from "../../kernel/api/problem.ts";
import type { Route } from "../../kernel/api/route.ts";
import { problemOf, type Registry } from "../../kernel/registry.ts";
import { minGuardingKeyLength } from "../../operations/idempotency.ts";
import { type Page, page } from "./page.ts";

/** The OpenAPI 3.1 document, generated on first use from the schemas that validate. */
export function openapiPage(registry: Registry): Page {
  let text: string | null = null;
  return page("/openapi.json", async () => {
    text ??= JSON.stringify(openapiDocument(registry));
    return new Response(text, {
      headers: { "Content-Type": "application/json", "Cache-Control": "public, max-age=300" },
    });
  });
}

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    traceId: z.string(),
    errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })).optional(),
  })
  .openapi("Problem");

export function openapiDocument(registry: Registry) {
  const app = new OpenAPIHono();
  for (const authenticator of registry.authenticatorByName.values())
    app.openAPIRegistry.registerComponent("securitySchemes", schemeName(authenticator), authenticator.scheme);
  for (const module of registry.modules) {
    for (const route of module.routes)
      app.openAPIRegistry.registerPath(operationOf(registry, route, module.name));
  }
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "RusToK Edge",
      version: "1",
      description:
        "Headless commerce and content. Money is an integer in the currency's minor unit, everywhere.",
    },
    servers: [{ url: "/" }],
  });
}

type Operation = Parameters<OpenAPIHono["openAPIRegistry"]["registerPath"]>[0];

function operationOf(registry: Registry, route: Route, moduleName: string): Operation {
  const { params, query } = route;
  return {
    method: route.method,
    path: route.path,
    operationId: operationId(route),
    summary: route.summary,
    tags: [moduleName],
    "x-permission": route.access,
    security: securityOf(registry, route),
    request: {
      ...(params instanceof z.ZodObject ? { params } : {}),
      ...(query instanceof z.ZodObject ? { query } : {}),
      headers: headersOf(route),
      ...bodyOf(route),
    },
    responses: { ...goodResponses(route), ...badResponses(registry, route) },
  };
}

/** Any one of these is enough. */
function securityOf(registry: Registry, { access }: Route): Record<string, string[]>[] {
  if (access === "public") return [];
  const able = [...registry.authenticatorByName.values()].filter(({ opens }) =>
    opens.includes(accessKind(access)),
  );
  return [...new Set(able.map(schemeName))].map((name) => ({ [name]: [] }));
}

/** All bearer credentials share one scheme. */
function schemeName({ name, scheme }: Authenticator): string {
  return scheme.type === "http" ? scheme.scheme : name;
}

function headersOf(route: Route) {
  const tenant = route.tenancy === "none" ? {} : { "X-Tenant": z.string().optional() };
  const key = idempotencyKeyOf(route);
  const wanted = route.idempotencyKey === "required" ? key : key.optional();
  const post = route.method === "post" ? { "Idempotency-Key": wanted } : {};
  const write = isGuarded(route) ? { "If-Match": z.string().optional() } : {};
  const read = route.method === "get" ? { "Consistency-Token": z.string().optional() } : {};
  const known = route.conditional === true ? { "If-None-Match": z.string().optional() } : {};
  const prefer = route.upload === undefined ? {} : { Prefer: z.string().optional() };
  return z.object({ ...tenant, ...post, ...write, ...read, ...known, ...prefer });
}

function idempotencyKeyOf({ operation }: Route) {
  const key = z.string().max(255);
  if (operation.tokenGuard !== "key") return key;
  const fewest = minGuardingKeyLength;
  return key.describe(`Without a credential, at least ${fewest} random characters, such as a UUID.`);
}

function bodyOf(route: Route) {
  if (route.upload !== undefined) {
    const { mediaType, alternatives = [] } = route.upload;
    const mediaTypes = [mediaType, ...alternatives.map((other) => other.mediaType)];
    const content = Object.fromEntries(mediaTypes.map((one) => [one, { schema: z.string() }]));
    return { body: { required: true, content } };
  }
  if (route.body === undefined) return {};
  return { body: { required: true, content: { "application/json": { schema: route.body } } } };
}

function goodResponses(route: Route): Operation["responses"] {
  const unchanged = { 304: { description: "What If-None-Match names is what there is" } };
  const replies = Object.fromEntries(
    Object.entries(route.replies).map(([status, { description, schema, mediaType }]) => {
      const content = {
        ...(schema === undefined ? {} : { "application/json": { schema } }),
        ...(mediaType === undefined ? {} : { [mediaType]: { schema: z.string() } }),
      };
      return [status, Object.keys(content).length === 0 ? { description } : { description, content }];
    }),
  );
  return route.conditional === true ? { ...replies, ...unchanged } : replies;
}

/** The problems that a route can answer, by status. */
function badResponses(registry: Registry, route: Route): Operation["responses"] {
  const codes = refusalsOf(route);
  const statusOf = (code: ProblemCode) => problemOf(registry, code).status;
  const statuses = [...new Set(codes.map(statusOf))];
  return Object.fromEntries(
    statuses.map((status) => {
      const description = codes.filter((code) => statusOf(code) === status).join(", ");
      return [status, { description, content: { "application/problem+json": { schema: problemSchema } } }];
    }),
  );
}

/** The problem codes of a route: those that follow from its shape, and those it declares. */
export function refusalsOf(route: Route): readonly ProblemCode[] {
  const tenant: ProblemCode[] =
    route.tenancy === "none"
      ? []
      : ["tenant-required", "invalid-tenant", "tenant-not-found", "tenant-mismatch", "tenant-suspended"];
  const body: ProblemCode[] =
    route.body === undefined && route.upload === undefined
      ? []
      : ["body-too-large", "unsupported-media-type"];
  const json: ProblemCode[] = route.body === undefined ? [] : ["malformed-json"];
  const path: ProblemCode[] = route.params === undefined ? [] : ["malformed-request"];
  const known: ProblemCode[] = route.access === "public" ? [] : ["forbidden"];
  const there: ProblemCode[] = route.params === undefined && route.tenancy === "none" ? [] : ["not-found"];
  const write: ProblemCode[] =
    route.method === "get" ? ["invalid-consistency-token", "projection-lag"] : ["overloaded"];
  const post: ProblemCode[] = route.method === "post" ? ["idempotency-key-reused"] : [];
  const keyed: ProblemCode[] = route.idempotencyKey === "required" ? ["idempotency-key-required"] : [];
  const guarded: ProblemCode[] = isGuarded(route) ? ["version-mismatch"] : [];
  const own = route.refusals ?? [];
  return [
    ...new Set<ProblemCode>([
      "uri-too-long",
      ...path,
      "validation-failed",
      "unauthenticated",
      "rate-limited",
      ...tenant,
      ...known,
      ...there,
      ...body,
      ...json,
      ...write,
      ...post,
      ...keyed,
      ...guarded,
      ...own,
    ]),
  ];
}

/** Operations that change one versioned resource accept If-Match. */
function isGuarded({ method, params }: Route): boolean {
  return method === "patch" || method === "put" || (method !== "get" && params !== undefined);
}

/** `get /v1/admin/products/{id}` becomes `getAdminProductsId`. */
function operationId(route: Route): string {
  const words = route.path
    .replace("/v1/", "")
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  return route.method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
