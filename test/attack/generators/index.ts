import { headers } from "./around/headers.ts";
import { paths } from "./around/paths.ts";
import { queries } from "./around/queries.ts";
import type { Generator } from "./attack.ts";
import { keys, texts, values } from "./bodies/in-place.ts";
import { files, wholeBodies } from "./bodies/whole.ts";
import { credentials } from "./names/credentials.ts";
import { foreignThings } from "./names/foreign.ts";
import type { Forged } from "./names/forged.ts";
import { replays } from "./names/replays.ts";
import { type Stolen, tokens } from "./names/tokens.ts";

/** Everything that can be done to an operation. */
export function generatorsFor(
  forged: readonly Forged[],
  weak: readonly Forged[],
  stolen: Stolen,
): readonly Generator[] {
  return [
    ...[values, texts, keys, wholeBodies, files],
    ...[queries, paths, headers],
    ...[credentials(forged, weak), foreignThings, tokens(stolen), replays],
  ];
}
