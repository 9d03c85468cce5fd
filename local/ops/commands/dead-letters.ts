import type { z } from "zod";
import { replayedDeadLetters } from "../../../src/modules/ops/schema.ts";
import { shownDeadLetter, shownOpenedLetter } from "../api/shapes.ts";
import { slugsOf } from "../api/slugs.ts";
import type { Context } from "../context.ts";
import { type Exit, exits, Failure } from "../exits.ts";
import { commandOf, type Register, wholeNumber } from "../program.ts";
import { deadLettersText, deadLetterText } from "../render/dead-letters.ts";

interface ListOptions {
  readonly status: string;
  readonly subscription?: string;
  readonly limit: number;
}

interface SettleOptions {
  readonly reason?: string;
  readonly all?: boolean;
  readonly subscription?: string;
}

/** `dead-letters`: events that could not be processed. */
export const deadLetters: Register = (program, start) => {
  const group = program
    .command("dead-letters")
    .description("List, show, replay or discard events that could not be processed.");
  group.helpOption("--help", "print this").helpCommand(false);
  commandOf(group, "list", "List dead letters, the newest first", "Without --tenant, those of all tenants.")
    .option("--status <status>", "open, replayed, discarded or all", "open")
    .option("--subscription <name>", "only of this subscription")
    .option("--limit <count>", "the most", wholeNumber, 100)
    .action((options) => start(options, (context) => list(context, options)));
  commandOf(group, "show <id>", "Show a dead letter with its event").action((id: string, options) =>
    start(options, async (context) => {
      const tenant = await tenantOf(context, id);
      context.show(await context.api.get(pathOf(id), shownOpenedLetter, { tenant }), deadLetterText);
      return exits.fine;
    }),
  );
  commandOf(
    group,
    "replay [id]",
    "Let the subscription process the event again, as it is now",
    "With --all, all open ones of a tenant, which may be limited to a --subscription.",
  )
    .option("--reason <text>", "why; the audit log keeps it")
    .option("--all", "all open ones of the tenant")
    .option("--subscription <name>", "with --all, only of this subscription")
    .action((id: string | undefined, options) => start(options, (context) => replay(context, id, options)));
  commandOf(group, "discard <id>", "Give up on the event")
    .option("--reason <text>", "why; the audit log keeps it")
    .action((id: string, options) =>
      start(options, (context) => settle(context, id, "discard", reasonOf(options))),
    );
};

async function list(context: Context, { status, subscription, limit }: ListOptions): Promise<Exit> {
  const query = { status: status === "all" ? undefined : status, subscription };
  const found: z.output<typeof shownDeadLetter>[] = [];
  for await (const letter of context.api.items("/v1/ops/dead-letters", shownDeadLetter, { query })) {
    if (found.length === limit) {
      context.note(`There are more: --limit ${limit * 2}`);
      break;
    }
    found.push(letter);
  }
  const slugById = new Map(found.length === 0 ? [] : await slugsOf(context.api));
  context.show(found, (shown, terminal, now) =>
    shown.length === 0 ? "There are none.\n" : deadLettersText(shown, slugById, terminal, now),
  );
  return exits.fine;
}

async function replay(context: Context, id: string | undefined, options: SettleOptions): Promise<Exit> {
  if ((id === undefined) !== (options.all === true))
    throw new Failure(exits.usage, "Name one dead letter, or pass --all.");
  const reason = reasonOf(options);
  if (id !== undefined) return settle(context, id, "replay", reason);
  context.tenant();
  const sum = { replayed: 0, failed: 0, remaining: 0 };
  do {
    const body = { reason, subscription: options.subscription };
    const answer = await context.api.post("/v1/ops/dead-letters/replay", replayedDeadLetters, { body });
    sum.replayed += answer.replayed;
    Object.assign(sum, { failed: answer.failed, remaining: answer.remaining });
    // Those that fail again would come first again.
    if (answer.failed > 0) break;
  } while (sum.remaining > 0);
  context.show(
    sum,
    ({ replayed, failed, remaining }) =>
      `Replayed ${replayed}. ${failed === 0 ? "" : `${failed} failed again. `}${remaining} remain open.\n`,
  );
  return sum.remaining > 0 ? exits.wrong : exits.fine;
}

async function settle(
  context: Context,
  id: string,
  verb: "replay" | "discard",
  reason: string,
): Promise<Exit> {
  const tenant = await tenantOf(context, id);
  const settled = await context.api.post(`${pathOf(id)}/${verb}`, shownDeadLetter, {
    tenant,
    body: { reason },
  });
  context.show(settled, (shown) => `${shown.id} is ${shown.status}: ${shown.type}, seq ${shown.seq}.\n`);
  return exits.fine;
}

function reasonOf({ reason }: SettleOptions): string {
  if (reason !== undefined && reason.trim() !== "") return reason;
  throw new Failure(exits.usage, 'Say why with --reason "…". The audit log keeps it.');
}

function pathOf(id: string): string {
  return `/v1/ops/dead-letters/${encodeURIComponent(id)}`;
}

/** The tenant of a dead letter: that of the command line, else it is looked for among all. */
async function tenantOf({ api }: Context, id: string): Promise<string> {
  if (api.tenant !== null) return api.tenant;
  for await (const letter of api.items("/v1/ops/dead-letters", shownDeadLetter))
    if (letter.id === id) return letter.tenantId;
  throw new Failure(exits.wrong, `No tenant has a dead letter ${id}.`);
}
