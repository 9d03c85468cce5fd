import { type Column, tableOf } from "../../terminal/table.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { agoText, instantText } from "../../terminal/times.ts";
import type { ShownDeadLetter, ShownOpenedLetter } from "../api/shapes.ts";
import { actorText } from "./actor.ts";

const columns: readonly Column[] = [
  { title: "ID" },
  { title: "TENANT", least: 10 },
  { title: "SUBSCRIPTION", least: 10, optional: true },
  { title: "EVENT", least: 16 },
  { title: "SEQ", align: "right", optional: true },
  { title: "STATUS" },
  { title: "FAILED", optional: true },
  { title: "ERROR", least: 20 },
];

export function deadLettersText(
  letters: readonly ShownDeadLetter[],
  slugById: ReadonlyMap<string, string>,
  terminal: Terminal,
  now: number,
): string {
  const { colors } = terminal;
  return tableOf(
    columns,
    letters.map((one) => [
      one.id,
      slugById.get(one.tenantId) ?? one.tenantId,
      one.subscription,
      one.type,
      String(one.seq),
      one.status === "open" ? colors.red(one.status) : colors.dim(one.status),
      agoText(one.failedAt, now),
      one.error.split("\n")[0] ?? "",
    ]),
    terminal,
  );
}

/** One dead letter with its event. */
export function deadLetterText(letter: ShownOpenedLetter, { colors }: Terminal, now: number): string {
  const { aggregate, event } = letter;
  const facts: readonly (readonly [string, string | null])[] = [
    ["tenant", letter.tenantId],
    ["subscription", letter.subscription],
    ["event", `${letter.type} version ${letter.version}, seq ${letter.seq} of epoch ${letter.epoch}`],
    ["about", aggregate && `${aggregate.type} ${aggregate.id}, version ${aggregate.version}`],
    ["occurred", instantText(letter.occurredAt)],
    ["by", event && actorText(event.actor)],
    [
      "failed",
      `${instantText(letter.failedAt)} (${agoText(letter.failedAt, now)}), after ${letter.attempts} attempts`,
    ],
    ["because", `${letter.error} (${letter.errorCode})`],
    ["correlation", letter.correlationId],
    ["trace", event?.traceId ?? null],
    ["settled", letter.settledAt && `${instantText(letter.settledAt)}: ${letter.reason ?? ""}`],
  ];
  const title = `${colors.bold(letter.id)} ${letter.status === "open" ? colors.red("open") : letter.status}`;
  const lines = facts.flatMap(([name, value]) =>
    value === null
      ? []
      : [`  ${colors.dim(name.padEnd(13))}${value.replaceAll("\n", `\n${" ".repeat(15)}`)}`],
  );
  const data =
    event === null ? "  The log no longer has the event." : indented(JSON.stringify(event.data, null, 2));
  return `${[title, ...lines, colors.dim("  data"), data].join("\n")}\n`;
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, "    ");
}
