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
import { deadLetterRoutes } from "./dead-letters/routes.ts";
import { readEvent, readEvents, readOneRebuild, readSizes, readSubscriptions } from "./queries.ts";
import { rebuildCompleted, rebuildProgressed, rebuildRequested } from "./rebuilds/events.ts";
import { rebuildRoutes } from "./rebuilds/routes.ts";
import { rebuildAggregate } from "./rebuilds/store.ts";
import { routes } from "./routes.ts";

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
  systemCommands: {
    requestRebuild,
    progressRebuild,
    completeRebuild,
  },
  queries: [readSubscriptions, readEvents, readEvent, readOneRebuild, readSizes],
  routes: [...routes, ...deadLetterRoutes, ...rebuildRoutes],
});
