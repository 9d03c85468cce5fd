import { readModelOf } from "../../../src/kernel/delivery/subscription.ts";
import type { Registry } from "../../../src/kernel/registry.ts";
import type { Statement } from "../../../src/kernel/storage/storage.ts";
import type { Envelope } from "../../../src/kernel/write/event.ts";
import { bindGeneration } from "../../../src/projection/rebuild/generation.ts";

/**
 * The statements that the views produce for a run of events, without a projector or position. For bulk-
 * filling a read model.
 */
export async function projectionOf(
  { modules, eventByType }: Registry,
  tenantId: string,
  run: readonly Envelope[],
): Promise<readonly Statement[]> {
  const views = modules.flatMap((module) => module.views);
  return bindGeneration(await readModelOf(eventByType, views).project(run, tenantId), tenantId, "newer-only");
}
