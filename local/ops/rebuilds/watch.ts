import { type ShownRebuild, shownRebuild, shownSubscription } from "../api/shapes.ts";
import type { Context } from "../context.ts";
import { type Exit, exits } from "../exits.ts";
import { patiently } from "../patience.ts";
import { pathOf } from "./find.ts";
import { countLists, expectedOf, type ListCount } from "./lists.ts";
import { createBar } from "./progress.ts";
import { endText, type Progress } from "./render.ts";

const everyMs = 250;
/** After so many looks without progress, the subscription is asked why. */
const patientLooks = 8;

/** Shows a rebuild until it ends or fails. Ctrl-C leaves it running. */
export async function watchRebuild(
  context: Context,
  begun: ShownRebuild,
  before: readonly ListCount[],
): Promise<Exit> {
  const expected = Math.max(begun.aggregates, expectedOf(before));
  const bar = createBar(context, expected);
  try {
    const { rebuild, error } = await untilEnded(context, begun, (moved) => {
      bar.show(moved.aggregates);
      if (context.isJson && moved.status === "running")
        context.showNext({ rebuild: moved, expected, before, after: null, error: null }, () => "");
    });
    bar.end(rebuild.status === "completed" ? rebuild.aggregates : null);
    const after = error === null ? await countLists(context.api, rebuild.view) : null;
    const end: Progress = { rebuild, expected, before, after, error };
    context.showNext(end, endText);
    return rebuild.status === "completed" ? exits.fine : exits.wrong;
  } catch (error) {
    bar.end(null);
    if (!context.io.interrupted.aborted) throw error;
    context.note(
      `The rebuild goes on. Watch it again with:\n\n  npm run ops -- rebuild watch ${begun.id} --tenant ${context.tenant()}\n\nor end it with "rebuild cancel" in place of "rebuild watch".`,
    );
    return exits.fine;
  }
}

async function untilEnded(
  context: Context,
  begun: ShownRebuild,
  onMove: (rebuild: ShownRebuild) => void,
): Promise<{ readonly rebuild: ShownRebuild; readonly error: string | null }> {
  let rebuild = begun;
  onMove(rebuild);
  for (let looks = 1; rebuild.status === "running"; looks += 1) {
    await context.io.pause(everyMs);
    const next = await patiently(context, () => context.api.get(pathOf(begun.id), shownRebuild));
    if (next === null) continue;
    if (next.aggregates !== rebuild.aggregates || next.status !== rebuild.status) {
      looks = 0;
      onMove(next);
    }
    rebuild = next;
    if (looks === 0 || looks % patientLooks !== 0) continue;
    const error = await patiently(context, () => errorOf(context, rebuild));
    if (error !== null) return { rebuild, error };
  }
  return { rebuild, error: null };
}

/** Why the rebuild can't go on; null if nothing is known. */
async function errorOf({ api }: Context, { subscription }: ShownRebuild): Promise<string | null> {
  for await (const one of api.items("/v1/ops/subscriptions", shownSubscription))
    if (one.name === subscription) return one.error;
  return null;
}
