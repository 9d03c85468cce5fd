import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CaseReport, Report } from "./report.ts";

/** Draws a report as SVG files: `ratio.svg`, and `rate.svg` with the requests a second. */
export async function drawReport({ cases }: Report, dir: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, "ratio.svg"), ratioChart(cases));
  await writeFile(join(dir, "rate.svg"), rateChart(cases));
}

/** The ratio of each case as a bar, with its spread as a line and its target as a mark. */
export function ratioChart(cases: readonly CaseReport[]): string {
  const most = Math.max(1, ...cases.flatMap(({ ratio, target }) => [ratio.max, target ?? 0]));
  const rows = cases.map(({ name, floorName, ratio, target }, index) => {
    const x = (value: number) => labelWidth + (value / most) * barWidth;
    const middle = index * rowHeight + top + barHeight / 2;
    return [
      label(`${name} / ${floorName}`, index),
      bar(index, x(ratio.median) - labelWidth, "#3b6ea5"),
      line(x(ratio.min), middle, x(ratio.max), middle, "#222"),
      target === null ? "" : line(x(target), middle - 11, x(target), middle + 11, "#c0392b"),
      valueText(Math.max(x(ratio.max), x(target ?? 0)), index, ratio.median.toFixed(2)),
    ].join("");
  });
  return svg("Ratio to the floor: bar median, line spread, red target", rows);
}

/** What the project and the floor did in a second, each case with a scale of its own. */
export function rateChart(cases: readonly CaseReport[]): string {
  const rows = cases.flatMap(({ name, floorName, ours, floor }, index) => {
    const most = Math.max(ours.perSecond, floor.perSecond);
    const width = (value: number) => (value / most) * barWidth;
    const pair = [
      [name, ours.perSecond, "#3b6ea5"],
      [floorName, floor.perSecond, "#a9b4c0"],
    ] as const;
    return pair.map(([text, value, colour], side) => {
      const at = 2 * index + side;
      const end = labelWidth + width(value);
      return label(text, at) + bar(at, width(value), colour) + valueText(end, at, value.toFixed(0));
    });
  });
  return svg("Per second, the floor below", rows);
}

const [labelWidth, barWidth, rowHeight, barHeight, top] = [330, 420, 26, 16, 40];

function svg(title: string, rows: readonly string[]): string {
  const size = `width="${labelWidth + barWidth + 80}" height="${top + rows.length * rowHeight}"`;
  const heading = `<text x="8" y="22" font-weight="bold">${escaped(title)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif" font-size="13"><rect width="100%" height="100%" fill="#fff"/>${heading}${rows.join("")}</svg>\n`;
}

function label(text: string, index: number): string {
  return `<text x="${labelWidth - 8}" y="${index * rowHeight + top + 13}" text-anchor="end">${escaped(text)}</text>`;
}

function bar(index: number, width: number, colour: string): string {
  return `<rect x="${labelWidth}" y="${index * rowHeight + top}" width="${width.toFixed(1)}" height="${barHeight}" fill="${colour}"/>`;
}

function line(x1: number, y1: number, x2: number, y2: number, colour: string): string {
  return `<line x1="${x1.toFixed(1)}" y1="${y1}" x2="${x2.toFixed(1)}" y2="${y2}" stroke="${colour}" stroke-width="2"/>`;
}

function valueText(x: number, index: number, text: string): string {
  return `<text x="${(x + 6).toFixed(1)}" y="${index * rowHeight + top + 13}">${text}</text>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
