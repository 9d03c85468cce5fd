import { type Column, tableOf } from "../../terminal/table.ts";
import type { Colors, Terminal } from "../../terminal/terminal.ts";
import { spanText } from "../../terminal/times.ts";
import type { ShownSubscription } from "../api/shapes.ts";

const columns: readonly Column[] = [
  { title: "TENANT", least: 8 },
  { title: "SUBSCRIPTION", least: 16 },
  { title: "STATE" },
  { title: "LAG", align: "right" },
  { title: "EVENTS", align: "right" },
  { title: "POSITION", align: "right", optional: true },
  { title: "DEAD", align: "right" },
  { title: "ATTEMPTS", align: "right", optional: true },
  { title: "ERROR", least: 20, optional: true },
];

/** Subscriptions as a table, in the order given. */
export function subscriptionsText(
  subscriptions: readonly ShownSubscription[],
  slugById: ReadonlyMap<string, string>,
  terminal: Terminal,
): string {
  const { colors } = terminal;
  return tableOf(
    columns,
    subscriptions.map((one) => [
      slugById.get(one.tenantId) ?? one.tenantId,
      one.name,
      stateText(one, colors),
      one.lagEvents === 0 ? colors.dim("–") : spanText(one.lagSeconds * 1000),
      String(one.lagEvents),
      `${one.position}/${one.head}`,
      one.deadLetters === null
        ? "?"
        : one.deadLetters === 0
          ? colors.dim("0")
          : colors.red(`${one.deadLetters}`),
      one.attempts === 0 ? colors.dim("0") : String(one.attempts),
      reasonOf(one),
    ]),
    terminal,
  );
}

function stateText({ state, health }: ShownSubscription, colors: Colors): string {
  if (health === "unhealthy" || badStates.has(state)) return colors.red(state);
  return health === "degraded" || state !== "live" ? colors.yellow(state) : colors.green(state);
}

/** Somebody has to look at a subscription in one of these. */
const badStates: ReadonlySet<string> = new Set(["parked", "blocked", "halted", "unreachable"]);

/** Whether somebody has to look. */
export function isWrong({ state, health, deadLetters }: ShownSubscription): boolean {
  return badStates.has(state) || health === "unhealthy" || (deadLetters ?? 0) > 0;
}

function reasonOf({ error, parked }: ShownSubscription): string {
  if (parked !== null) return `in front of ${parked.type} version ${parked.version}, seq ${parked.seq}`;
  return error?.split("\n")[0] ?? "";
}
