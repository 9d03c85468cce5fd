import { defineResources } from "../../kernel/access/permission.ts";
import { defineModule } from "../../kernel/module.ts";
import {
  cancelRebuild,
  completeRebuild,
  discardDeadLetter,
  progressRebuild,
  relayNow,
  replayDeadLetter,
  requestRebuild,
} from "./commands.ts";
import { deadLetterRoutes } from "./dead-letter-routes.ts";
import { rebuildCompleted, rebuildProgressed, rebuildRequested } from "./events.ts";
import { opsIds } from "./ids.ts";
import { problems } from "./problems.ts";
import { readEvent, readEvents, readOneRebuild, readSizes, readSubscriptions } from "./queries.ts";
import { rebuildRoutes } from "./rebuild-routes.ts";
import { routes } from "./routes.ts";
import { rebuildAggregate } from "./store.ts";

/** What permissions can name here, and what each role may do with it. */
const resources = defineResources({
  ops: { admin: ["read", "list"] },
});

/** What an operator sees and does: followers, the log, dead letters, rebuilds, figures. */
export const ops = defineModule({
  name: "ops",
  problems,
  ids: opsIds,
  resources,
  aggregates: [rebuildAggregate],
  events: [rebuildRequested, rebuildProgressed, rebuildCompleted],
  commands: [
    requestRebuild,
    progressRebuild,
    completeRebuild,
    cancelRebuild,
    relayNow,
    replayDeadLetter,
    discardDeadLetter,
  ],
  queries: [readSubscriptions, readEvents, readEvent, readOneRebuild, readSizes],
  routes: [...routes, ...deadLetterRoutes, ...rebuildRoutes],
});

declare module "../../kernel/access/permission.ts" {
  interface ResourceRegister {
    readonly ops: typeof resources;
  }
}
