import { defineResources } from "../../kernel/access/permission.ts";
import { defineModule } from "../../kernel/module.ts";
import { opsLimits } from "./all-tenants/limits.ts";
import { allTenantsRoutes, allTenantsSchemas, rebuildAllTenants } from "./all-tenants/rebuilds.ts";
import { countAllOpen, findAllDeadLetters, readAllDelivery } from "./all-tenants/view.ts";
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
import {
  listDeadLetters,
  readLetter,
  replayOpenLetters,
  settleByDiscard,
  settleByReplay,
} from "./dead-letters/workflows.ts";
import { opsIds } from "./ids.ts";
import { mailboxRoutes } from "./mailbox/routes.ts";
import { mail, readMail, readMailbox } from "./mailbox/workflows.ts";
import { problems } from "./problems.ts";
import { readEvent, readEvents, readOneRebuild, readSizes, readSubscriptions } from "./queries.ts";
import { rebuildCompleted, rebuildProgressed, rebuildRequested } from "./rebuilds/events.ts";
import { rebuildRoutes } from "./rebuilds/routes.ts";
import { rebuildAggregate } from "./rebuilds/store.ts";
import { routes } from "./routes.ts";
import { opsSchemas } from "./schema.ts";
import {
  countDeadLetters,
  countOpenDeadLetters,
  findDeadLetter,
  findDeadLetters,
  readPositions,
} from "./view.ts";
import {
  listSubscriptions,
  notifySubscriptions,
  readMetrics,
  rebuildView,
  replayEvents,
} from "./workflows.ts";

/** The permission resources of this module, and the default actions per role. */
const resources = defineResources({
  ops: { admin: ["read", "list"] },
});

/** Tools for operators: subscriptions, events, dead letters, rebuilds and metrics. */
export const ops = defineModule({
  name: "ops",
  problems,
  ids: opsIds,
  resources,
  showingAllData: ["ops"],
  aggregates: [rebuildAggregate],
  events: [rebuildRequested, rebuildProgressed, rebuildCompleted],
  operations: [
    listSubscriptions,
    notifySubscriptions,
    readEvents,
    readMetrics,
    listDeadLetters,
    readLetter,
    settleByReplay,
    settleByDiscard,
    replayOpenLetters,
    rebuildView,
    replayEvents,
    readOneRebuild,
    cancelRebuild,
    requestRebuild,
    progressRebuild,
    completeRebuild,
    relayNow,
    replayDeadLetter,
    discardDeadLetter,
    readMailbox,
    readMail,
    readSubscriptions,
    readEvent,
    readSizes,
    readPositions,
    findDeadLetter,
    findDeadLetters,
    countDeadLetters,
    countOpenDeadLetters,
    rebuildAllTenants,
    readAllDelivery,
    findAllDeadLetters,
    countAllOpen,
  ],
  limits: Object.values(opsLimits),
  systemCommands: { requestRebuild, progressRebuild, completeRebuild },
  tags: {
    Operations: "For operators: subscriptions, events, metrics and stored mail.",
    "Dead letters":
      "Events that a subscription could not process after all its attempts. Replay or discard them.",
    Rebuilds: "Rebuilds of the read model and replays of the log.",
  },
  schemas: [opsSchemas, allTenantsSchemas, { Mail: mail }],
  routes: [...routes, ...mailboxRoutes, ...deadLetterRoutes, ...rebuildRoutes, ...allTenantsRoutes],
});

declare module "../../kernel/access/permission.ts" {
  interface ResourceRegister {
    readonly ops: typeof resources;
  }
}
