import { z } from "zod";
import { shownRebuild } from "../api/shapes.ts";
import type { Context } from "../context.ts";
import { type Exit, exits, Failure } from "../exits.ts";
import { commandOf, type Register } from "../program.ts";
import { findRebuild, pathOf } from "../rebuilds/find.ts";
import { countLists } from "../rebuilds/lists.ts";
import { watchRebuild } from "../rebuilds/watch.ts";

interface StartOptions {
  readonly view: string;
  readonly detach?: boolean;
  readonly allTenants?: boolean;
}

/** `rebuild`: writes the read model anew. */
export const rebuild: Register = (program, start) => {
  const group = program.command("rebuild").description("Start, watch or cancel a rebuild of the read model.");
  group.helpOption("--help", "print this").helpCommand(false);
  commandOf(
    group,
    "start",
    "Rebuild a view from the tenant's object, and watch it",
    "Reads and writes go on meanwhile. Ctrl-C leaves it running. Exits with 1 if it does not complete.",
  )
    .option("--view <view>", "a view's name; a wrong one is answered with all names", "all")
    .option("--detach", "do not watch it")
    .option("--all-tenants", "rebuild every tenant; not watched")
    .action((options) => start(options, (context) => begin(context, options)));
  commandOf(
    group,
    "watch [id]",
    "Watch a rebuild until it ends",
    "Without an id, the tenant's newest. Ctrl-C leaves it running.",
  ).action((id: string | undefined, options) =>
    start(options, async (context) => {
      context.tenant();
      const found = await findRebuild(context.api, id);
      return watchRebuild(context, found, await countLists(context.api, found.view));
    }),
  );
  commandOf(
    group,
    "cancel [id]",
    "Stop a running rebuild",
    "Without an id, the tenant's newest. What it has written stays.",
  ).action((id: string | undefined, options) =>
    start(options, async (context) => {
      context.tenant();
      const found = await findRebuild(context.api, id);
      const cancelled = await context.api.post(`${pathOf(found.id)}/cancel`, shownRebuild);
      context.show(
        cancelled,
        (shown) => `${shown.id} is ${shown.status}, after ${shown.aggregates} were read.\n`,
      );
      return exits.fine;
    }),
  );
};

async function begin(context: Context, { view, detach, allTenants }: StartOptions): Promise<Exit> {
  if (allTenants === true) return beginEverywhere(context, view);
  const tenant = context.tenant();
  const before = await countLists(context.api, view === "all" ? null : view);
  const begun = await context.api.post("/v1/ops/rebuilds", shownRebuild, { body: { view } });
  if (detach !== true) return watchRebuild(context, begun, before);
  context.show(
    begun,
    ({ id }) =>
      `${id} has begun. Watch it with:\n\n  npm run ops -- rebuild watch ${id} --tenant ${tenant}\n`,
  );
  return exits.fine;
}

const begunTenants = z.looseObject({
  rebuilding: z.int(),
  unreachable: z.array(z.string()),
  next: z.string().nullable(),
});

async function beginEverywhere(context: Context, view: string): Promise<Exit> {
  if (context.api.tenant !== null) throw new Failure(exits.usage, "Use one of --tenant and --all-tenants.");
  const sum = { rebuilding: 0, unreachable: [] as string[] };
  let after: string | null = "";
  while (after !== null) {
    const body: { view: string; after?: string } = after === "" ? { view } : { view, after };
    const answer: z.output<typeof begunTenants> = await context.api.post(
      "/v1/platform/rebuilds",
      begunTenants,
      {
        body,
      },
    );
    sum.rebuilding += answer.rebuilding;
    sum.unreachable.push(...answer.unreachable);
    after = answer.next;
  }
  context.show(sum, ({ rebuilding, unreachable }) =>
    [
      `Rebuilding ${rebuilding} tenants, the platform itself among them. "lag --watch" shows which of them still do.\n`,
      unreachable.length === 0 ? "" : `These did not answer, repeat it for them: ${unreachable.join(", ")}\n`,
    ].join(""),
  );
  return sum.unreachable.length === 0 ? exits.fine : exits.wrong;
}
