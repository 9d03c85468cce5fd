import { type Column, tableOf } from "../../terminal/table.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import type { Readiness, ShownDeadLetter, ShownSubscription } from "../api/shapes.ts";
import { deadLettersText } from "./dead-letters.ts";
import { isWrong, subscriptionsText } from "./subscriptions.ts";

/** What `status` found out. */
export interface Status {
  readonly url: string;
  readonly readiness: Readiness;
  /** The worst first. */
  readonly subscriptions: readonly ShownSubscription[];
  /** Those that are open, the newest first. */
  readonly deadLetters: readonly ShownDeadLetter[];
  readonly slugs: readonly (readonly [id: string, slug: string])[];
}

/** Whether nobody has to look at anything. */
export function isFine({ readiness, subscriptions, deadLetters }: Status): boolean {
  return readiness.status === "ok" && deadLetters.length === 0 && !subscriptions.some(isWrong);
}

export function statusText(status: Status, terminal: Terminal, now: number): string {
  const { colors } = terminal;
  const { url, readiness, subscriptions, deadLetters } = status;
  const slugById = new Map(status.slugs);
  const paint =
    readiness.status === "ok" ? colors.green : readiness.status === "degraded" ? colors.yellow : colors.red;
  return [
    `${paint(colors.bold(readiness.status))} ${url}\n\n`,
    tableOf(checkColumns, checkRows(readiness, terminal), terminal),
    `\n${colors.bold("Subscriptions")}, the worst first\n\n`,
    subscriptionsText(subscriptions, slugById, terminal),
    `\n${colors.bold("Open dead letters")}\n\n`,
    deadLetters.length === 0 ? "None.\n" : deadLettersText(deadLetters, slugById, terminal, now),
  ].join("");
}

const checkColumns: readonly Column[] = [
  { title: "CHECK" },
  { title: "RESULT" },
  { title: "MEANS", least: 30 },
];

function checkRows({ checks }: Readiness, { colors }: Terminal): readonly (readonly string[])[] {
  return Object.entries(checks).map(([name, passes]) => [
    name,
    passes ? colors.green("passes") : colors.red("fails"),
    passes ? "" : (meaning[name] ?? ""),
  ]);
}

/** What it means if a check fails. */
const meaning: Readonly<Record<string, string>> = {
  readModel: "D1 does not answer within a second, is not migrated, or was emptied",
  writer: "the platform's Durable Object does not answer within a second",
  deliveries: "an event of some tenant is an open dead letter",
  queue: "the queue accepts no messages; objects call the projector themselves",
};
