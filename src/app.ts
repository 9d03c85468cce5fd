import { Hono } from "hono";
import { mount } from "./http/mount.ts";
import { docsPages } from "./http/pages/docs.ts";
import { healthPages } from "./http/pages/health.ts";
import { openapiPage } from "./http/pages/openapi.ts";
import { pathOf } from "./http/request/url.ts";
import type { AnyStage } from "./http/stages/stage.ts";
import { requestStages } from "./http/stages/stages.ts";
import type { Registry } from "./kernel/registry.ts";

/** Creates the HTTP app: every module's routes, and the platform's own pages. */
export function createApp(
  registry: Registry,
  stages: readonly AnyStage[] = requestStages,
): Hono<{ Bindings: Env }> {
  const app = new Hono<{ Bindings: Env }>({ getPath: ({ url }) => pathOf(url) });
  mount(app, registry, [...healthPages, openapiPage(registry), ...docsPages(registry)], stages);
  return app;
}
