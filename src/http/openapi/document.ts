import type { Route } from "../../kernel/api/route.ts";
import type { Registry } from "../../kernel/registry.ts";
import type { Examples } from "./examples.ts";
import { healthPaths, healthSchemas, healthTag } from "./health.ts";
import { introduction } from "./introduction.ts";
import type { Json } from "./json.ts";
import { operationOf } from "./operation.ts";
import { headerParameters } from "./parameters.ts";
import { responseHeaders } from "./responses/headers.ts";
import { sharedResponses } from "./responses/responses.ts";
import { createSchemas } from "./schemas/schemas.ts";
import { securitySchemes } from "./security.ts";

/** The OpenAPI 3.1 document of every route, made from the schemas that validate. `npm run site` makes it: it is not in the Worker. */
export function openapiDocument(registry: Registry, examples: Examples = {}): Json {
  const schemas = createSchemas(registry);
  const routes = registry.modules.flatMap((module) => module.routes);
  const paths = pathsOf(routes, (route) => operationOf(registry, schemas, route, examples));
  const responses = sharedResponses(registry, schemas, routes, examples);
  for (const [name, schema] of Object.entries(healthSchemas)) schemas.add(name, schema);
  return {
    openapi: "3.1.0",
    info: {
      title: "RusToK Edge",
      version: "1",
      summary: "A headless commerce platform.",
      description: introduction(registry),
      contact: { name: "The RusToK Edge authors" },
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [
      { url: "/", description: "The server that this document comes from." },
      {
        url: "https://{host}",
        description: "A tenant's own domain, or its subdomain of the platform.",
        variables: { host: { default: "demo.shop.example" } },
      },
    ],
    tags: tagsOf(registry, routes),
    paths: { ...paths, ...healthPaths(registry.modules.map(({ name }) => name)) },
    components: {
      schemas: schemas.components(),
      parameters: headerParameters,
      headers: responseHeaders,
      responses,
      securitySchemes: securitySchemes(registry),
    },
  };
}

function pathsOf(routes: readonly Route[], operation: (route: Route) => Json): Json {
  const byPath = Map.groupBy(routes, ({ path }) => path);
  return Object.fromEntries(
    [...byPath].map(([path, own]) => [
      path,
      Object.fromEntries(own.map((route) => [route.method, operation(route)])),
    ]),
  );
}

/** The tags, those for storefronts first. */
function tagsOf({ modules }: Registry, routes: readonly Route[]): readonly Json[] {
  const surfaces = ["/v1/store", "/v1/admin", "/v1/platform", "/v1/ops"];
  const rankOf = (tag: string) =>
    surfaces.findIndex((surface) => routes.some((one) => one.tag === tag && one.path.startsWith(surface)));
  const tags = modules.flatMap((module) => Object.entries(module.tags));
  return [
    ...tags
      .map(([name, description]) => ({ name, description }))
      .sort((one, other) => rankOf(one.name) - rankOf(other.name)),
    healthTag,
  ];
}
