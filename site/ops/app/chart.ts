import uPlot from "uplot";
import type { Columns } from "../values/history.ts";
import { h } from "./dom.ts";

/** A chart of lines over time. */
export interface Chart {
  readonly element: HTMLElement;
  /** Shows other points. `said` is what they say in words, for those who do not see the lines. */
  show(columns: Columns, names: readonly string[], said: string): void;
}

/** How many lines can be told apart. */
export const mostLines = 6;

const height = 170;
/** The shortest time that a chart shows, in seconds: the first points are at its end. */
const shortestSpan = 60;

/** Makes a chart. `format` writes the values of its axis. */
export function createChart(title: string, format: (value: number) => string): Chart {
  const plotted = h("div", { class: "plot", role: "img", "aria-label": title });
  const legend = h("ul", { class: "legend" });
  const element = h("figure", { class: "chart" }, h("figcaption", {}, title), plotted, legend);
  let plot: uPlot | null = null;
  let shownNames = "";
  const fit = () => plot?.setSize({ width: plotted.clientWidth, height });
  new ResizeObserver(fit).observe(plotted);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => plot?.redraw(false));
  return {
    element,
    show(columns, names, said) {
      plotted.setAttribute("aria-label", `${title}. ${said}`);
      // The library takes mutable lists.
      const data = columns.map((column) => [...column]) as unknown as uPlot.AlignedData;
      if (plot !== null && names.join("\n") === shownNames) return plot.setData(data);
      shownNames = names.join("\n");
      plot?.destroy();
      plot = new uPlot(optionsOf(plotted.clientWidth, names, format), data, plotted);
      legend.replaceChildren(...(names.length > 1 ? names.map(legendItem) : []));
    },
  };
}

function legendItem(name: string, index: number): HTMLElement {
  return h("li", {}, h("span", { class: `line line-${index}` }), name);
}

function optionsOf(
  width: number,
  names: readonly string[],
  format: (value: number) => string,
): uPlot.Options {
  const soft = () => colour("--soft");
  const grid = { stroke: () => colour("--line"), width: 1 };
  const font = "12px system-ui, sans-serif";
  return {
    width,
    height,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { range: ({ data: [times] }) => spanOf(times) },
      y: { range: (_, __, highest) => [0, highest > 0 ? highest * 1.1 : 1] },
    },
    axes: [
      {
        stroke: soft,
        font,
        grid: { show: false },
        ticks: grid,
        space: 100,
        values: (_, at) => at.map((seconds) => timeOf(seconds, (at[1] ?? 0) - (at[0] ?? 0) < 60)),
      },
      {
        stroke: soft,
        font,
        grid,
        ticks: { show: false },
        size: 64,
        space: 40,
        values: (_, all) => all.map(format),
      },
    ],
    series: [
      {},
      ...names.map((name, index) => ({
        label: name,
        stroke: () => colour(`--line-${index}`),
        ...(names.length === 1
          ? { fill: () => colour("--line-fill") }
          : { dash: [...(dashes[index] ?? [])] }),
        width: 2,
        points: { show: isSinglePoint, size: 6 },
      })),
    ],
  };
}

/** From the first time to the last. The library would show a whole day around a single one. */
function spanOf(times: ArrayLike<number>): [number, number] {
  const end = times[times.length - 1] ?? Date.now() / 1000;
  return [Math.min(times[0] ?? end, end - shortestSpan), end];
}

/** One point makes no line. */
function isSinglePoint({ data }: uPlot, series: number): boolean {
  return (data[series] ?? []).filter((value) => typeof value === "number").length === 1;
}

/** Lines differ by more than colour. */
const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [12, 4, 2, 4], [5, 5], [1, 5]];

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The time of day, with seconds where minutes would not tell the marks of an axis apart. */
function timeOf(seconds: number, isFine: boolean): string {
  return new Date(seconds * 1000).toLocaleTimeString(undefined, { timeStyle: isFine ? "medium" : "short" });
}
