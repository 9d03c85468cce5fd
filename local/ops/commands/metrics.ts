import { parseMetrics } from "../../../site/ops/metrics/parse.ts";
import { type Column, tableOf } from "../../terminal/table.ts";
import type { Context } from "../context.ts";
import { type Exit, exits } from "../exits.ts";
import { filtered, rowsOf } from "../metrics/rows.ts";
import { commandOf, type Register } from "../program.ts";

interface Options {
  readonly filter?: string;
}

/** `metrics`: what Prometheus would read. */
export const metrics: Register = (program, start) => {
  commandOf(
    program,
    "metrics",
    "Show metrics: those of the platform, or with --tenant the gauges of a tenant",
    "Quantiles are estimated from the buckets, as Prometheus does. The unit is part of the name.",
  )
    .option("--filter <text>", "only those whose name or labels contain this")
    .action((options) => start(options, (context) => showMetrics(context, options)));
};

const columns: readonly Column[] = [
  { title: "METRIC" },
  { title: "LABELS", least: 20 },
  { title: "VALUE", least: 12 },
];

async function showMetrics(context: Context, { filter = "" }: Options): Promise<Exit> {
  const all = parseMetrics(await context.api.text("/v1/ops/metrics"));
  context.show(filtered(all, filter), (shown, terminal) => {
    const rows = rowsOf(shown);
    if (rows.length === 0) return "There are no such metrics.\n";
    return tableOf(
      columns,
      rows.map(({ name, labels, value }) => [name, terminal.colors.dim(labels), value]),
      terminal,
    );
  });
  return exits.fine;
}
