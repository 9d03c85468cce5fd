import { deadLetters } from "./commands/dead-letters.ts";
import { events } from "./commands/events.ts";
import { lag } from "./commands/lag.ts";
import { metrics } from "./commands/metrics.ts";
import { order } from "./commands/order.ts";
import { rebuild } from "./commands/rebuild.ts";
import { relay } from "./commands/relay.ts";
import { restore } from "./commands/restore.ts";
import { status } from "./commands/status.ts";
import { tenants } from "./commands/tenants.ts";
import { trace } from "./commands/trace.ts";
import type { Register } from "./program.ts";

/** In the order of the help. */
export const commands: readonly Register[] = [
  status,
  tenants,
  lag,
  events,
  order,
  trace,
  metrics,
  deadLetters,
  rebuild,
  restore,
  relay,
];
