import { isWithin } from "../../kernel/clock.ts";
import type { Registry } from "../../kernel/registry.ts";
import { ensurePlatform } from "../../platform/platform-object.ts";
import { openReadModel } from "../../platform/read-model.ts";
import { describeError, logLine, type Meter } from "../../platform/telemetry.ts";
import { tenantClient } from "../../platform/tenant-client.ts";
import { projectorDeps } from "../deps.ts";
import { projectTenant } from "../follow.ts";
import { selectPositions } from "../positions/positions.ts";
import { selectAnyOpen } from "./dead-letter-reads.ts";

/** What the platform reaches, each within a second. */
export interface Readiness {
  readonly readModel: boolean;
  readonly writer: boolean;
  readonly queue: boolean;
  /** False while there is an open dead letter. */
  readonly deliveries: boolean;
}

interface ReadinessDeps {
  readonly env: Env;
  readonly registry: Registry;
  readonly meter: Meter;
  readonly now: number;
}

const pauseMs = 1_000;

/** The last result in this isolate. */
let last: (Readiness & { readonly at: number }) | null = null;

/** Checks what the platform reaches, at most once a second: a flood of calls must not reach the databases. */
export async function checkReadiness(deps: ReadinessDeps): Promise<Readiness> {
  if (last === null || !isWithin(last.at + pauseMs, deps.now, pauseMs))
    last = { at: deps.now, ...(await check(deps)) };
  return last;
}

async function check(deps: ReadinessDeps): Promise<Readiness> {
  const { env, meter } = deps;
  const found = { openLetter: false, hasPosition: false, hasEvents: false };
  const [readModel, writer, queue] = await Promise.all([
    passes(async () => {
      const [open = [], positions = []] = await openReadModel(env.DB, "nearest", meter).batch([
        selectAnyOpen(),
        selectPositions("platform"),
      ]);
      found.openLetter = open.length > 0;
      found.hasPosition = positions.length > 0;
    }),
    passes(async () => {
      found.hasEvents = ((await asksPlatform(deps))?.head ?? 0) > 0;
    }),
    passes(() => env.EVENTS.metrics()),
  ]);
  const isLost = readModel && writer && found.hasEvents && !found.hasPosition;
  if (isLost) await restorePlatform(deps);
  return { readModel: readModel && !isLost, writer, queue, deliveries: !found.openLetter };
}

async function passes(check: () => Promise<unknown>): Promise<boolean> {
  const tooLate = scheduler.wait(1_000).then(() => Promise.reject(new Error("took longer than a second")));
  tooLate.catch(() => undefined);
  try {
    await Promise.race([check(), tooLate]);
    return true;
  } catch (error) {
    // Before its migrations, a new platform is not ready, and nothing is wrong.
    if (!isUnmigrated(error)) logLine({ kind: "error", at: "readiness", ...describeError(error) });
    return false;
  }
}

function isUnmigrated(error: unknown): boolean {
  return error instanceof Error && /no such (?:table|column|index)/.test(error.message);
}

/** The read model was emptied under the platform: its list of tenants is projected again. */
async function restorePlatform({ env, registry, meter }: ReadinessDeps): Promise<void> {
  logLine({ kind: "error", at: "readiness", error: "the read model has lost the platform's own rows" });
  await projectTenant(projectorDeps(env, registry, meter), "platform").catch((error: unknown) =>
    logLine({ kind: "error", at: "readiness", ...describeError(error) }),
  );
}

async function asksPlatform({ env, meter }: ReadinessDeps) {
  await ensurePlatform(env);
  return tenantClient(env.TENANTS, "platform", meter).eventsAfter(0, 1);
}
