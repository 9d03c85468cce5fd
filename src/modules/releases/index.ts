import { defineResources } from "../../kernel/access/permission.ts";
import { defineModule } from "../../kernel/module.ts";
import { moduleEnabled, tenantResumed } from "../tenants/index.ts";
import { releaseIds } from "./ids.ts";
import { releaseLimits } from "./limits.ts";
import { problems } from "./problems.ts";
import { createRelease, deleteRelease, undoRelease, updateRelease } from "./release/commands.ts";
import { releaseEvents } from "./release/events.ts";
import { publishRelease } from "./release/publish-commands.ts";
import { listReleases, readOneRelease } from "./release/queries.ts";
import { releaseRoutes } from "./release/routes.ts";
import { releaseSchemas } from "./release/schema.ts";
import { migration, releaseAggregate } from "./release/store.ts";
import { failRelease, publishDue } from "./schedule/commands.ts";
import { releaseTransfer } from "./transfer/store.ts";

/** The permission resources of this module, and the default actions per role. */
const resources = defineResources({ releases: { admin: ["manage"] } });

/** Changes of many things that take effect together. What can be changed so, the modules declare as releasable. */
export const releases = defineModule({
  name: "releases",
  requires: ["tenants"],
  optional: true,
  problems,
  ids: releaseIds,
  resources,
  limits: Object.values(releaseLimits),
  migrations: [migration],
  aggregates: [releaseAggregate],
  events: releaseEvents,
  transfers: [releaseTransfer],
  operations: [
    ...[createRelease, updateRelease, deleteRelease, publishRelease, undoRelease],
    ...[listReleases, readOneRelease, failRelease],
  ],
  scheduledJobs: [publishDue],
  jobBursts: [{ job: publishDue, runs: 20, pauseMs: 100 }],
  // While the tenant or the module was closed, nothing was published.
  jobTriggers: [tenantResumed, moduleEnabled, releaseTransfer.imported].map((event) => ({
    event,
    job: publishDue,
  })),
  tags: { Releases: "Changes of many things that take effect together, at once or by a schedule." },
  schemas: [releaseSchemas],
  routes: releaseRoutes,
});

declare module "../../kernel/access/permission.ts" {
  interface ResourceRegister {
    readonly releases: typeof resources;
  }
}
