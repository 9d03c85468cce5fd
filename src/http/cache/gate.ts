import type { Tenant } from "../../kernel/access/tenant.ts";
import type { Refusal } from "../../kernel/api/problem.ts";
import type { RoundTrips } from "../../kernel/operation/budget.ts";
import { hashOf } from "../../kernel/values/digest.ts";
import { isWorthRepeating } from "../../platform/not-now.ts";
import type { Meter } from "../../telemetry/meter.ts";
import type { StoredAnswer } from "./answer.ts";
import type { StoreRead } from "./canonical.ts";
import type { ReportedChanges } from "./isolate/changes.ts";

/** What a read gate is asked for. */
export interface GateRequest {
  readonly key: string;
  readonly tenant: Tenant;
  readonly read: StoreRead;
  /** The revision that the caller has heard of. */
  readonly needed: number;
}

/** A read gate's answer, whether others got the same, and what it took to read it. Nothing for those others. */
export type GateAnswer = ({ readonly stored: StoredAnswer } | { readonly refusal: Refusal }) & {
  readonly collapsed: boolean;
  /** A gate of an older release says nothing of rows. */
  readonly roundTrips: RoundTrips & Partial<Meter>;
};

/** The methods of a tenant's read gates. */
export interface ReadGate {
  read(request: GateRequest): Promise<GateAnswer>;
  changes(tenantId: string): Promise<ReportedChanges | null>;
}

/** The number of a tenant's read gates. A key's hash selects one. */
const gates = 8;

/** Calls the read gates of tenants. What they spend on a read is counted as the operation's. */
export function readGateClient(
  namespace: Env["TENANT_READS"],
  meter: Meter,
  operationMeter: Meter,
): ReadGate {
  // The stub has the object's own methods, but they return promises. Arguments and results are plain data.
  const stub = (tenantId: string, gate: number) => {
    meter.objects += 1;
    return namespace.get(namespace.idFromName(`${tenantId}:${gate}`)) as unknown as ReadGate;
  };
  return {
    async read(request) {
      const answer = await retried(() => stub(request.tenant.id, hashOf(request.key) % gates).read(request));
      const { d1, objects, retries = 0, rowsRead = 0, rowsWritten = 0 } = answer.roundTrips;
      operationMeter.d1 += d1;
      operationMeter.objects += objects;
      operationMeter.retries += retries;
      operationMeter.rowsRead += rowsRead;
      operationMeter.rowsWritten += rowsWritten;
      return answer;
    },
    changes: (tenantId) => retried(() => stub(tenantId, 0).changes(tenantId)),
  };
}

/** An object that was restarted in between can simply be asked again. */
async function retried<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    if (!isWorthRepeating(error)) throw error;
    return await call();
  }
}
