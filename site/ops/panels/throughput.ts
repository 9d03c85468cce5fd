import { type Chart, createChart } from "../app/chart.ts";
import { contentOf } from "../app/dom.ts";
import type { Known } from "../models/known.ts";
import { formatRate, formatSeconds, formatShare, nothing } from "../values/format.ts";
import { columnsOf } from "../values/history.ts";

const charts = [
  ["requestsPerSecond", "Requests a second", formatRate],
  ["eventsPerSecond", "Events a second", formatRate],
  ["errorShare", "Failed with 5xx", formatShare],
  ["p95", "p95 of requests", formatSeconds],
] as const;

/** The longest pause between two readings that a line bridges. */
export const gapMs = 20_000;

/** Draws requests, events, failures and durations of the last minutes. */
export function throughputPanel() {
  const content = contentOf("throughput");
  content.classList.add("charts");
  const drawn = charts.map(([name, title, format]) => ({
    name,
    format,
    chart: addedTo(
      content,
      createChart(title, (value) => format(value)),
    ),
  }));
  return ({ trafficPoints }: Known) => {
    for (const { name, format, chart } of drawn) {
      const now = format(trafficPoints.at(-1)?.values[name]);
      const said = now === nothing ? "No data yet." : `Now ${now}.`;
      chart.show(columnsOf(trafficPoints, [name], gapMs), [name], said);
      chart.element.toggleAttribute(
        "data-empty",
        trafficPoints.every(({ values }) => values[name] === null),
      );
    }
  };
}

/** Puts a chart into a panel. */
export function addedTo(content: HTMLElement, chart: Chart): Chart {
  content.append(chart.element);
  return chart;
}
