import { type Dice, weighed } from "../clients/dice.ts";
import { lists } from "../invariants/lists/lists.ts";
import { farCall } from "../world/faults.ts";
import type { CrashPoint } from "../world/process.ts";
import { edges } from "../world/store/edges.ts";
import { storeReads } from "../world/store/reads.ts";
import type { World } from "../world/world.ts";
import type { Action, Breakable } from "./action.ts";

/** Chooses among the currently possible actions, by weight. */
export function chooseAction(world: World, dice: Dice): Action {
  const { hosts, network, queue, clock, faults } = world;
  const now = clock.now();
  const visible = queue.visible().length;
  const due = hosts.filter(
    (host) => !host.alarmRuns() && (host.alarmAt() ?? Number.POSITIVE_INFINITY) <= now,
  );
  const pending = network.calls.filter(({ phase }) => phase !== "working").length;
  const object = dice.below(hosts.length);
  const isolate = dice.below(world.isolates.length);
  const hasShoppers = world.seed % 3 === 1;
  return weighed<() => Action>(dice, [
    [14, () => ({ do: "ask", object, what: seed(dice), ...fate(dice) })],
    [4, () => ({ do: "ask again", object, which: dice.below(40), ...fate(dice) })],
    [pending === 0 ? 0 : 60, () => moveCall(world, dice)],
    [visible === 0 ? 0 : 14, () => ({ do: "deliver", isolate, which: numbers(dice, visible) })],
    [visible === 0 ? 0 : 1, () => ({ do: dice.chance(0.6) ? "drop" : "double", nth: dice.below(visible) })],
    [
      due.length === 0 ? 0 : 8,
      () => ({ do: "alarm", object: dice.oneOf(due)?.index ?? 0, crash: crash(dice) }),
    ],
    [0.3, () => ({ do: "alarm again", object, crash: crash(dice) })],
    [2, () => ({ do: "read", object })],
    [
      3,
      () => ({
        do: "walk",
        object,
        list: dice.chance(0.3) ? dice.below(lists.length) : null,
        limit: dice.between(1, 6),
      }),
    ],
    [hasShoppers ? 16 : 0, () => shop(dice)],
    [hasShoppers ? 0.4 : 0, () => ({ do: "evict gate", object })],
    [hasShoppers ? 0.2 : 0, () => ({ do: "end edge", edge: dice.below(edges) })],
    [hasShoppers ? 0.4 : 0, () => ({ do: "forget" })],
    [0.6, () => ({ do: "crash", object })],
    [0.4, () => ({ do: "kill", isolate, code: dice.chance(0.2) ? "older" : "newest" })],
    [0.3, () => ({ do: "replay dead letter", object, nth: dice.below(4) })],
    [0.3, () => ({ do: "save", object })],
    [0.1, () => ({ do: "restore", object, told: dice.chance(0.6) })],
    [7, () => ({ do: "wait", ms: pause(world, dice) })],
    [
      0.15,
      () => ({ do: "visit cart", object, which: dice.below(20), early: dice.between(1, 50) * 60 * 1000 }),
    ],
    faults.clockAheadMs === 0
      ? [0.15, () => ({ do: "clock ahead", ms: jump(dice) })]
      : [1, () => ({ do: "clock back", restarts: dice.chance(0.5) })],
    [0.25, () => ({ do: "break", what: breakable(dice), object, ms: dice.between(10, 8_000) })],
  ])();
}

/** Few pages, so that some are asked for again before they have expired. */
function shop(dice: Dice): Action {
  return { do: "shop", object: dice.below(2), edge: dice.below(edges), which: dice.below(storeReads) };
}

function moveCall({ network, faults, clock }: World, dice: Dice): Action {
  const slow = clock.now() < faults.databaseSlowUntil && dice.chance(0.9);
  const hangs = clock.now() < faults.farHangsUntil;
  const moving = network.calls.filter(
    ({ phase, label }) =>
      phase !== "working" && !(slow && label.startsWith("d1")) && !(hangs && label === farCall),
  );
  const call = dice.oneOf(moving);
  if (call === undefined) return { do: "wait", ms: 1 };
  const nth = moving.filter(({ label, phase }) => label === call.label && phase === call.phase).indexOf(call);
  if (dice.chance(0.025))
    return { do: "lose", call: call.label, nth, way: call.phase === "going" ? "there" : "back" };
  return { do: call.phase === "going" ? "arrive" : "come back", call: call.label, nth, crash: crash(dice) };
}

/** Whether the answer gets lost, and where the object crashes. */
function fate(dice: Dice) {
  return { unheard: dice.chance(0.05), crash: crash(dice, 0.05) };
}

function crash(dice: Dice, chance = 0.02): CrashPoint | null {
  if (!dice.chance(chance)) return null;
  return dice.chance(0.5)
    ? { from: "start", touches: dice.below(60) }
    : { from: "commit", touches: dice.below(8) };
}

function numbers(dice: Dice, below: number): readonly number[] {
  return Array.from({ length: dice.between(1, Math.min(below, 5)) }, () => dice.below(below));
}

function breakable(dice: Dice): Breakable {
  return dice.oneOf(["d1", "d1 slow", "queue", "partition", "far", "far hangs"] as const) ?? "d1";
}

/** From a minute to longer than a cart lives or an event is retained. */
function jump(dice: Dice): number {
  return Math.round(60_000 * 10 ** (4.7 * dice.random()));
}

/** Usually a short time, sometimes until the next alarm or message is due. */
function pause(world: World, dice: Dice): number {
  if (dice.chance(0.003)) return dice.between(10, 30) * 60 * 60 * 1000;
  // Unpaid orders expire after a few minutes.
  if (dice.chance(0.03)) return dice.between(20, 120) * 1000;
  if (dice.chance(0.6)) return dice.between(1, 20);
  if (dice.chance(0.5)) return dice.between(50, 2_000);
  return Math.max(1, nextDueAt(world) - world.clock.now());
}

/** When the next alarm fires or the next message becomes visible. */
export function nextDueAt({
  hosts,
  queue,
  clock,
  timers,
}: Pick<World, "hosts" | "queue" | "clock" | "timers">): number {
  const alarms = hosts.map((host) => host.alarmAt() ?? Number.POSITIVE_INFINITY);
  const messages = queue.waiting.map(({ visibleAt }) => visibleAt);
  const ahead = [...alarms, ...messages, timers.nextAt()].filter((at) => at > clock.now());
  const next = Math.min(...ahead);
  // The audit log is retained for more than a year. The simulation doesn't wait for that.
  return next > clock.now() + longestPauseMs ? clock.now() + 1_000 : next;
}

const longestPauseMs = 5 * 60 * 1000;

function seed(dice: Dice): number {
  return dice.below(2 ** 31);
}
