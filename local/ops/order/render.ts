import { type Column, tableOf } from "../../terminal/table.ts";
import type { Colors, Terminal } from "../../terminal/terminal.ts";
import { clockText, instantText, spanText } from "../../terminal/times.ts";
import type { ShownEvent, ShownMail, ShownOrder } from "../api/shapes.ts";
import { actorText, shortId } from "../render/actor.ts";
import { deadLettersText } from "../render/dead-letters.ts";
import { detailOf, moneyText } from "../render/event-detail.ts";
import type { OrderStory } from "./read.ts";

const columns: readonly Column[] = [
  { title: "AFTER", align: "right" },
  { title: "TIME" },
  { title: "WHAT", least: 28 },
  { title: "WHO", least: 8, optional: true },
  { title: "DETAILS", least: 24, optional: true },
  { title: "SEQ", align: "right", optional: true },
  { title: "TRACE" },
];

/** An order's story: its state, then what happened, who did it and how long after what was before. */
export function orderText(story: OrderStory, terminal: Terminal, now: number): string {
  const { colors } = terminal;
  return [
    headText(story.order, colors),
    "\n",
    tableOf(columns, rowsOf(story, colors), terminal),
    "\n",
    refundsText(story.order),
    mailsText(story.mails),
    deliveredText(story, colors),
    lettersText(story, terminal, now),
  ].join("");
}

function headText(order: ShownOrder, colors: Colors): string {
  const { number, id, status, paymentStatus, fulfillmentStatus, totals, email, placedAt } = order;
  const states = [status, paymentStatus, fulfillmentStatus].join(", ");
  const about = [moneyText(totals.total), email ?? "person erased", `placed ${instantText(placedAt)}`];
  return `${colors.bold(`Order ${number}`)} ${id}: ${states}\n${about.join(" · ")}\n`;
}

interface Moment {
  readonly at: string;
  readonly cells: readonly string[];
}

function rowsOf({ order, events, mails }: OrderStory, colors: Colors): readonly (readonly string[])[] {
  const moments = [
    ...events.map((event) => momentOf(event, order, colors)),
    ...(mails ?? []).map((mail) => mailMoment(mail, colors)),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const days = new Set(moments.map(({ at }) => at.slice(0, 10)));
  return moments.map(({ at, cells }, index) => {
    const before = moments[index - 1]?.at;
    const after = before === undefined ? "" : `+${spanText(Date.parse(at) - Date.parse(before))}`;
    return [colors.dim(after), days.size === 1 ? clockText(at) : instantText(at), ...cells];
  });
}

function momentOf(event: ShownEvent, order: ShownOrder, colors: Colors): Moment {
  const { aggregate, type, actor, seq, traceId } = event;
  const isOwn = aggregate.id === order.id;
  const what = isOwn ? colors.cyan(type) : `↳ ${type} ${shortId(aggregate.id)}`;
  const trace = colors.dim(traceId?.slice(0, 8) ?? "");
  return {
    at: event.occurredAt,
    cells: [what, actorText(actor), colors.dim(detailOf(event)), colors.dim(String(seq)), trace],
  };
}

function mailMoment({ subject, to, times, id, sentAt }: ShownMail, colors: Colors): Moment {
  const often = times === 1 ? "" : `, ${times} times`;
  return {
    at: sentAt,
    cells: [colors.magenta("↳ mail"), id.split(":")[0] ?? "", `"${subject}" to ${to}${often}`, "", ""],
  };
}

function refundsText({ refunds, totals }: ShownOrder): string {
  if (refunds.length === 0) return "Refunds: none.\n";
  const amount = refunds.reduce((sum, refund) => sum + refund.amount.amount, 0);
  return `Refunds: ${refunds.length}, ${moneyText({ ...totals.total, amount })} of ${moneyText(totals.total)}.\n`;
}

function mailsText(mails: OrderStory["mails"]): string {
  if (mails === null) return "Mails: sent through the provider, whose records have them.\n";
  return `Mails: ${mails.length === 0 ? "none" : mails.length} (of the newest 200 of seven days).\n`;
}

/** Whether what follows the log has come past the order's last event. */
function deliveredText({ subscriptions, events }: OrderStory, colors: Colors): string {
  const last = events.at(-1)?.seq ?? 0;
  const behind = subscriptions.filter(
    ({ position, lagEvents, openTasks }) =>
      // A reaction's position stays where the last event was that concerned it.
      openTasks > 0 || (position < last && lagEvents > 0),
  );
  if (behind.length === 0) return `Delivery: ${colors.green("everything has processed it")}.\n`;
  const names = behind.map(({ name, state, lagEvents }) => `${name} (${state}, ${lagEvents} events behind)`);
  return `Delivery: ${colors.yellow(`not yet by ${names.join(", ")}`)}.\n`;
}

function lettersText({ deadLetters }: OrderStory, terminal: Terminal, now: number): string {
  if (deadLetters.length === 0) return "Dead letters: none.\n";
  return `Dead letters:\n\n${deadLettersText(deadLetters, new Map(), terminal, now)}`;
}
