import { createRegistry } from "../../../src/kernel/registry.ts";
import { modules } from "../../../src/modules.ts";
import { openStored, readWholeLog } from "../../chaos/kept/files.ts";
import { faultsInLog } from "../../chaos/proof/log.ts";
import { faultsInStates } from "../../chaos/proof/states.ts";
import { openViewsAnew } from "../../chaos/proof/views.ts";

/** A restore that an attack asked for begins another epoch: the audit log of the former one stays in the read model. */
const ofFormerEpochs = /^the view audit/;

/** Builds every view anew from the files of a stopped platform, and compares it with what is there. */
export async function checkBooks(
  stateDir: string,
): Promise<{ readonly events: number; readonly faults: readonly string[] }> {
  const kept = openStored(stateDir);
  const registry = createRegistry(modules);
  const views = openViewsAnew(registry);
  const faults: string[] = [];
  let events = 0;
  for (const object of kept.objects) {
    const log = readWholeLog(object);
    events += log.length;
    await views.add(object, log);
    faults.push(...faultsInLog(object, log), ...faultsInStates(object, kept, registry));
  }
  faults.push(...views.faults(kept).filter((fault) => !ofFormerEpochs.test(fault)));
  return { events, faults };
}
