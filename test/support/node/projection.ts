import { readModelOf } from "../../../src/kernel/delivery/subscription.ts";
import type { Registry } from "../../../src/kernel/registry.ts";
import type { Statement } from "../../../src/kernel/storage/storage.ts";
import type { Envelope } from "../../../src/kernel/write/event.ts";
import { bindGeneration } from "../../../src/projection/rebuild/generation.ts";

/** What the views make of a run of events, without a projector or a position: for filling a read model by the thousand. */
export function projectionOf(
  { modules, eventByType }: Registry,
  tenantId: string,
  run: readonly Envelope[],
): readonly Statement[] {
  const views = modules.flatMap((module) => module.views);
  return bindGeneration(readModelOf(eventByType, views).project(run, tenantId), tenantId, "newer-only");
}
