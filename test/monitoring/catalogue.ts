import { platformGauges } from "../../src/modules/ops/all-tenants/metrics.ts";
import { gauges } from "../../src/modules/ops/metrics.ts";
import { registry } from "../../src/registry.ts";
import { flushed } from "../../src/telemetry/metrics/expose.ts";
import { createFamilies } from "../../src/telemetry/metrics/families.ts";

/** A metric as `/v1/ops/metrics` has it. */
interface Documented {
  readonly name: string;
  readonly type: "counter" | "histogram" | "gauge";
  readonly labels: readonly string[];
  readonly help: string;
}

const labelsOfGauge: Readonly<Record<string, readonly string[]>> = {
  rustok_ready: ["check"],
  rustok_dead_letters: ["subscription", "status"],
  rustok_subscription_position: ["subscription"],
  rustok_subscription_head: ["subscription"],
  rustok_subscription_state: ["subscription", "kind", "state"],
};

/** All metrics, from the code that keeps them. */
export const documented: readonly Documented[] = [
  ...createFamilies(registry, []).all.map(
    ({ name, help, labels, bounds }): Documented => ({
      name,
      type: bounds === null ? "counter" : "histogram",
      labels,
      help,
    }),
  ),
  ...[...Object.values(platformGauges), ...Object.values(gauges), flushed].map(
    ({ name, help }): Documented => ({
      name,
      type: "gauge",
      labels:
        labelsOfGauge[name] ?? (name.startsWith("rustok_subscription_") ? ["subscription", "kind"] : []),
      help,
    }),
  ),
];

/** The series' names that a query may use, with the labels of each. */
export const labelsBySeries: ReadonlyMap<string, readonly string[]> = new Map(
  documented.flatMap(({ name, type, labels }): [string, readonly string[]][] =>
    type === "histogram"
      ? [
          [`${name}_bucket`, [...labels, "le"]],
          [`${name}_sum`, labels],
          [`${name}_count`, labels],
        ]
      : [[name, labels]],
  ),
);

/** The table in docs/metrics.md. */
export function metricsTable(): string {
  const rows = documented.map(
    ({ name, type, labels, help }) =>
      `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(", ")} | ${help} |`,
  );
  return ["| metric | type | labels | what |", "| --- | --- | --- | --- |", ...rows].join("\n");
}
