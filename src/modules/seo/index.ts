import { defineResources } from "../../kernel/access/permission.ts";
import { defineModule } from "../../kernel/module.ts";
import { structuredDataParts } from "../structured-data/index.ts";
import { seoIds } from "./ids.ts";
import { redirectLimits, sitemapLimits } from "./limits.ts";
import { problems } from "./problems.ts";
import {
  createRedirect,
  deleteRedirect,
  importRedirect,
  readOneRedirect,
  updateRedirect,
} from "./redirects/commands.ts";
import { redirectEvents } from "./redirects/events.ts";
import { redirectRoutes } from "./redirects/routes.ts";
import { redirectSchemas } from "./redirects/schema.ts";
import { redirectAggregate, redirectMigration } from "./redirects/store.ts";
import { redirectTransfer } from "./redirects/transfer-store.ts";
import { redirectView } from "./redirects/view/project.ts";
import { findRedirect, listRedirects } from "./redirects/view/queries.ts";
import { exportRedirects, importRedirects } from "./redirects/workflows.ts";
import { robotsRoutes } from "./robots/routes.ts";
import { readRobots } from "./robots/workflows.ts";
import { sitemapRoutes } from "./sitemap/routes.ts";
import { sitemapView } from "./sitemap/view/project.ts";
import { readSitemap, readSitemapIndex } from "./sitemap/view/read.ts";

/** The permission resources of this module, and the default actions per role. */
const resources = defineResources({
  redirects: {
    admin: ["manage"],
    manager: ["create", "read", "update", "delete", "list", "import"],
  },
});

/** What search engines find: sitemaps, robots.txt, and redirects of a storefront. */
export const seo = defineModule({
  name: "seo",
  requires: ["tenants", "access", "catalogue"],
  optional: true,
  problems,
  ids: seoIds,
  resources,
  limits: [...Object.values(redirectLimits), ...Object.values(sitemapLimits)],
  migrations: [redirectMigration],
  aggregates: [redirectAggregate],
  events: redirectEvents,
  transfers: [redirectTransfer],
  operations: [
    ...[createRedirect, updateRedirect, deleteRedirect, readOneRedirect, listRedirects],
    ...[importRedirect, importRedirects, exportRedirects, findRedirect],
    ...[readSitemapIndex, readSitemap, readRobots],
  ],
  views: [redirectView, sitemapView],
  tags: { Redirects: "Paths of the storefront that lead elsewhere for good." },
  schemas: [redirectSchemas, ...structuredDataParts.schemas],
  routes: [...redirectRoutes, ...sitemapRoutes, ...robotsRoutes],
});

declare module "../../kernel/access/permission.ts" {
  interface ResourceRegister {
    readonly seo: typeof resources;
  }
}
