import { contentOf, h, noData, replaced } from "../app/dom.ts";
import { hitShareOf } from "../models/caches.ts";
import type { Known } from "../models/known.ts";
import { formatCount, formatRate, formatSeconds, formatShare, nothing } from "../values/format.ts";

/** Shows what the platform does now as numbers. */
export function trafficPanel() {
  const content = contentOf("traffic");
  return ({ traffic, samples, letters }: Known) => {
    const tiles = [
      ["Requests a second", formatRate(traffic.requestsPerSecond)],
      ["Events a second", formatRate(traffic.eventsPerSecond)],
      ["Failed with 5xx", formatShare(traffic.errorShare)],
      ["p95 of requests", formatSeconds(traffic.p95)],
      ["Cache hit rate", formatShare(hitShareOf(samples))],
      ["Open dead letters", lettersText(letters)],
    ] as const;
    replaced(content, tiles, () => {
      const measured = tiles.slice(0, -1).some(([, value]) => value !== nothing);
      const list = h("dl", { class: "tiles" }, ...tiles.map(([name, value]) => tile(name, value)));
      return [list, measured ? null : noData("No traffic measured yet. Rates need two readings.")];
    });
  };
}

function lettersText(letters: Known["letters"]): string {
  if (letters === null) return nothing;
  return `${formatCount(letters.items.length)}${letters.nextCursor === null ? "" : "+"}`;
}

function tile(name: string, value: string): HTMLElement {
  return h("div", {}, h("dt", {}, name), h("dd", {}, value));
}
