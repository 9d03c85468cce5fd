import { createMeter } from "../telemetry/meter.ts";
import { tenantClient } from "./tenant-client.ts";

let ensured = false;

/** Provisions the platform's own object, once per isolate. The platform is a tenant too. */
export async function ensurePlatform(env: Env): Promise<void> {
  if (ensured) return;
  await tenantClient(env.TENANTS, "platform", createMeter()).provision({
    tenantId: "platform",
    slug: "platform",
    epoch: 1,
  });
  ensured = true;
}
