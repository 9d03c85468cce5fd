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
import { mailboxRoutes } from "./mailbox/routes.ts";
import { readEvent, readEvents, readOneRebuild, readSizes, readSubscriptions } from "./queries.ts";
import { rebuildRoutes } from "./rebuild-routes.ts";
import { routes } from "./routes.ts";
import { rebuildAggregate } from "./store.ts";

/** What an operator sees and does: followers, the log, dead letters, rebuilds, figures. */
export const ops = defineModule({
  name: "ops",
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
  routes: [...routes, ...mailboxRoutes, ...deadLetterRoutes, ...rebuildRoutes],
});
