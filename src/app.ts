import { Hono } from "hono";
import { docsPages } from "./http/docs.ts";
import { healthPages } from "./http/health.ts";
import { mount } from "./http/mount.ts";
import { openapiPage } from "./http/openapi.ts";
import type { Registry } from "./kernel/registry.ts";

/** The HTTP side: every module's routes, and the platform's own pages. */
export function createApp(registry: Registry): Hono<{ Bindings: Env }> {
  const app = new Hono<{ Bindings: Env }>();
  mount(app, registry, [...healthPages, openapiPage(registry), ...docsPages(registry)]);
  return app;
}
