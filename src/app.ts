import { Hono } from "hono";
import { graphqlEndpoint } from "./graphql/endpoint/endpoint.ts";
import { graphqlPages } from "./graphql/endpoint/pages.ts";
import { graphqlPath } from "./graphql/endpoint/route.ts";
import { deliveryPages } from "./http/delivery/pages.ts";
import { mount } from "./http/mount.ts";
import { healthPages } from "./http/pages/health.ts";
import { openapiPage } from "./http/pages/openapi.ts";
import { problemPages } from "./http/pages/problems.ts";
import { referencePage } from "./http/pages/reference.ts";
import { staticPages } from "./http/pages/static.ts";
import { pathOf } from "./http/request/url.ts";
import { RememberingRouter } from "./http/router.ts";
import type { AnyStage } from "./http/stages/stage.ts";
import { requestStages } from "./http/stages/stages.ts";
import type { Registry } from "./kernel/registry.ts";
import { nameMetrics } from "./telemetry/metrics/isolate.ts";

/** Creates the HTTP app: every module's routes, and the platform's own pages. */
export function createApp(
  registry: Registry,
  stages: readonly AnyStage[] = requestStages,
): Hono<{ Bindings: Env }> {
  const app = new Hono<{ Bindings: Env }>({
    router: new RememberingRouter(),
    getPath: ({ url }) => pathOf(url),
  });
  const pages = [
    ...healthPages,
    openapiPage,
    ...problemPages(registry),
    referencePage,
    ...staticPages,
    ...graphqlPages(registry),
    ...deliveryPages(registry),
  ];
  nameMetrics(registry, [...pages.map(({ path }) => path), graphqlPath]);
  mount(app, registry, pages, stages, [graphqlEndpoint]);
  return app;
}
