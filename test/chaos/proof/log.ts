import type { Envelope } from "../../../src/kernel/write/event.ts";
import type { StoredObject } from "../kept/files.ts";

/** What is wrong with a log by itself: a gap, a repetition, a version that was skipped. */
export function faultsInLog(
  { tenantId, epoch, head, storage }: StoredObject,
  log: readonly Envelope[],
): string[] {
  const faults: string[] = [];
  const found = (fault: string) => faults.push(`log of ${tenantId}: ${fault}`);
  if ((log.at(-1)?.seq ?? 0) !== head) found(`ends at ${log.at(-1)?.seq}, but its head is ${head}`);
  log.forEach(({ seq, epoch: own }, index) => {
    if (seq !== index + 1) found(`has ${seq} in place ${index + 1}`);
    // A restore begins another epoch; the log goes on in it.
    if (own > epoch) found(`has ${seq} in epoch ${own}, the object is in ${epoch}`);
    if (own < (log[index - 1]?.epoch ?? 0)) found(`has ${seq} in epoch ${own}, after a later one`);
  });
  if (new Set(log.map(({ id }) => id)).size !== log.length) found("has an event's id twice");
  const versions = new Map<string, { version: number; correlationId: string }>();
  for (const { seq, aggregate, correlationId } of log) {
    const key = `${aggregate.type} ${aggregate.id}`;
    const last = versions.get(key);
    const goesOn = aggregate.version === (last?.version ?? 0) + 1;
    const sameCommand = aggregate.version === last?.version && correlationId === last.correlationId;
    if (!goesOn && !sameCommand)
      found(`${seq} takes ${key} from version ${last?.version ?? 0} to ${aggregate.version}`);
    versions.set(key, { version: aggregate.version, correlationId });
  }
  const kept = storage.rows("SELECT type, id, version FROM aggregates");
  for (const { type, id, version } of kept)
    if (versions.get(`${type} ${id}`)?.version !== version)
      found(`leaves ${type} ${id} in another version than the ${version} that is kept`);
  if (kept.length !== versions.size) found(`tells of ${versions.size} things, ${kept.length} are kept`);
  return faults;
}
