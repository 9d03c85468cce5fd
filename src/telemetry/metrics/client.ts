import type { Gauges } from "../../../durable-objects/metrics/gauges.ts";
import type { SumsRead } from "../../../durable-objects/metrics/sums.ts";

/** The object with the sums of all isolates, as it is read. */
export interface MetricsClient {
  read(): Promise<SumsRead>;
  keep(gauges: Gauges, isLateById: Readonly<Record<string, boolean>>): Promise<void>;
}

/** Creates a client of the platform's metrics. */
export function metricsClient({ METRICS }: Pick<Env, "METRICS">): MetricsClient {
  const stub = () => METRICS.get(METRICS.idFromName("platform"));
  return {
    // Plain data is the same at both ends of a call.
    read: async () => (await stub().read()) as unknown as SumsRead,
    keep: async (gauges, isLateById) => await stub().keep(gauges, isLateById),
  };
}
