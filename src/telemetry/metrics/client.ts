import type { SumsRead } from "../../../durable-objects/metrics/sums.ts";

/** The object with the sums of all isolates, as it is read. */
export interface MetricsClient {
  read(): Promise<SumsRead>;
  watch(tenantIds: readonly string[]): Promise<void>;
}

/** Creates a client of the platform's metrics. */
export function metricsClient({ METRICS }: Pick<Env, "METRICS">): MetricsClient {
  const stub = () => METRICS.get(METRICS.idFromName("platform"));
  return {
    // Plain data is the same at both ends of a call.
    read: async () => (await stub().read()) as unknown as SumsRead,
    watch: async (tenantIds) => await stub().watch(tenantIds),
  };
}
