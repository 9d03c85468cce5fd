import type { Api } from "../api/api.ts";
import { headOf } from "../api/head.ts";
import { type ShownRebuild, shownEvent, shownRebuild } from "../api/shapes.ts";
import { exits, Failure } from "../exits.ts";

/** The rebuild with an id; without one, the tenant's newest. It is looked for in the log, from its end. */
export async function findRebuild(api: Api, id: string | undefined): Promise<ShownRebuild> {
  const found = id ?? (await newestId(api));
  if (found === null) throw new Failure(exits.wrong, `${api.tenant} had no rebuild so far.`);
  return api.get(pathOf(found), shownRebuild);
}

export function pathOf(id: string): string {
  return `/v1/ops/rebuilds/${encodeURIComponent(id)}`;
}

async function newestId(api: Api): Promise<string | null> {
  const head = await headOf(api);
  for (let back = 1_000; ; back *= 8) {
    const query = { after: Math.max(0, head - back), type: "index.rebuild.requested" };
    const requested = await Array.fromAsync(api.items("/v1/ops/events", shownEvent, { query }));
    const newest = requested.at(-1);
    if (newest !== undefined) return newest.aggregate.id;
    if (back >= head) return null;
  }
}
