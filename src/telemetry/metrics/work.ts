import type { Registry } from "../../kernel/registry.ts";
import { counter, histogram } from "./family.ts";
import { errorPlaces } from "./places.ts";

const lagSeconds = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300];
const commandResults = ["done", "replayed", "refused", "failed"];
const batchStatuses = ["projected", "lost-race", "parked", "failed", "set-aside", "stopped", "rebuilt"];
const reactionStatuses = ["reacted", "failed", "set-aside", "stopped", "parked"];

/** What the platform does: commands, events and their delivery. */
export function workFamilies(registry: Registry) {
  const modules = registry.modules.map(({ name }) => name);
  const projections = [...registry.subscriptionByName.keys()];
  const reactions = [...registry.reactionByName.keys()];
  return {
    commands: counter("rustok_commands_total", "Commands, by how they ended.", {
      module: modules,
      command: registry.commandByName.keys(),
      result: commandResults,
    }),
    events: counter("rustok_events_total", "Events that were written.", {
      module: modules,
      type: registry.eventByType.keys(),
    }),
    relays: counter(
      "rustok_relays_total",
      "Times that an object notified its subscriptions.",
      { status: ["sent", "failed"] },
      "all",
    ),
    batches: counter(
      "rustok_projection_batches_total",
      "Batches of a projection, by how they ended.",
      { subscription: projections, status: batchStatuses },
      "all",
    ),
    projected: counter(
      "rustok_projection_events_total",
      "Events that were projected.",
      { subscription: projections },
      "all",
    ),
    lag: histogram(
      "rustok_projection_lag_seconds",
      "From the oldest event of a batch until its rows could be read.",
      { subscription: projections },
      lagSeconds,
    ),
    reactions: counter(
      "rustok_reactions_total",
      "Attempts to react to an event, by how they ended.",
      { subscription: reactions, status: reactionStatuses },
      "all",
    ),
    deadLetters: counter(
      "rustok_dead_letters_total",
      "Dead letters that were written.",
      { subscription: [...projections, ...reactions] },
      "all",
    ),
    errors: counter(
      "rustok_errors_total",
      "Errors, by the part of the platform that failed.",
      { at: errorPlaces(registry) },
      "all",
    ),
  };
}
