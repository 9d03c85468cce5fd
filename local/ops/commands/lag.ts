import { type ShownSubscription, shownSubscription } from "../api/shapes.ts";
import { slugsOf } from "../api/slugs.ts";
import type { Context } from "../context.ts";
import { type Exit, exits } from "../exits.ts";
import { patiently } from "../patience.ts";
import { commandOf, type Register, wholeNumber } from "../program.ts";
import { isWrong, subscriptionsText } from "../render/subscriptions.ts";

interface Options {
  readonly watch?: boolean;
  readonly every: number;
}

/** `lag`: how far behind every subscription is. */
export const lag: Register = (program, start) => {
  commandOf(
    program,
    "lag",
    "List subscriptions and how far behind they are, the worst first",
    "Exits with 1 if one is parked, blocked, halted, unreachable or unhealthy, or has dead letters.",
  )
    .option("--watch", "repeat until Ctrl-C")
    .option("--every <seconds>", "with --watch, how often", wholeNumber, 2)
    .action((options) => start(options, (context) => showLag(context, options)));
};

async function showLag(context: Context, { watch = false, every }: Options): Promise<Exit> {
  const { api, io, terminal } = context;
  const slugById = new Map(await slugsOf(api));
  const read = () => Array.fromAsync(api.items("/v1/ops/subscriptions", shownSubscription));
  const render = (all: readonly ShownSubscription[]) => subscriptionsText(all, slugById, terminal);
  if (!watch) {
    const all = await read();
    context.show(all, render);
    return all.some(isWrong) ? exits.wrong : exits.fine;
  }
  for (;;) {
    const all = await patiently(context, read);
    if (all !== null) {
      // Overwrites the last one.
      if (terminal.isLive && !context.isJson) io.out.write("\u001b[2J\u001b[H");
      context.showNext(all, (shown) => `${new Date(io.now()).toISOString()}\n\n${render(shown)}\n`);
    }
    await io.pause(Math.max(1, every) * 1000);
  }
}
