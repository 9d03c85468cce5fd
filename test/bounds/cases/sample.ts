import type { Case } from "./case.ts";

/** One case of every kind of content in every part of a request, spread over the operations, and no large request. */
export function sampleOf(cases: readonly Case[]): readonly Case[] {
  const kinds = Map.groupBy(cases, ({ place, content }) => `${partOf(place)} ${kindOf(content)}`);
  return [...kinds.values()]
    .flatMap((alike, index) => alike[(index * step) % alike.length] ?? [])
    .map((one) => ({ ...one, limit: Math.min(one.limit, largest) }));
}

/** Large enough for a cost that explodes, and quick to measure. */
const largest = 192 * 1024;

/** Prime, so that neighbouring kinds meet different operations. */
const step = 37;

/** `body` of `body/items/-/note`. */
function partOf(place: string): string {
  return place.split("/")[0] ?? place;
}

/** `letters` of `letters, 200 each`. */
function kindOf(content: string): string {
  return content.replace(/, .*$/, "");
}
