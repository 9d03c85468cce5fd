import type { Registry } from "../../kernel/registry.ts";
import type { LogKind } from "../log/lines.ts";
import { objectJobs, places } from "../log/places.ts";

/** Lines that can be failures themselves. */
export const failingKinds = [
  "request",
  "command",
  "projection",
  "reaction",
] as const satisfies readonly LogKind[];

/** Everything that an error can be counted under: the `at` of its line, or the kind of a line that is one itself. */
export function errorPlaces(registry: Registry): readonly string[] {
  return [...new Set([...places, ...objectJobs, ...failingKinds, ...registry.scheduledJobNames])];
}
