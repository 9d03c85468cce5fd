import { createChart, mostLines } from "../app/chart.ts";
import { contentOf } from "../app/dom.ts";
import type { Known } from "../models/known.ts";
import { formatSeconds } from "../values/format.ts";
import { columnsOf, leadingSeries } from "../values/history.ts";
import { addedTo, gapMs } from "./throughput.ts";

/** Draws how far the subscriptions are behind: those that were furthest. */
export function lagPanel() {
  const content = contentOf("lag");
  content.classList.add("charts");
  const chart = addedTo(
    content,
    createChart("Lag", (value) => formatSeconds(value)),
  );
  return ({ lagPoints }: Known) => {
    const names = leadingSeries(lagPoints, mostLines).toSorted();
    const last = lagPoints.at(-1)?.values ?? {};
    const said = names.map((name) => `${name}: ${formatSeconds(last[name])}`).join(", ");
    chart.show(columnsOf(lagPoints, names, gapMs), names, said === "" ? "No data yet." : `Now ${said}.`);
    chart.element.toggleAttribute("data-empty", names.length === 0);
  };
}
