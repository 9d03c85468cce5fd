import { isWithin } from "../../kernel/clock.ts";
import { ensurePlatform } from "../../platform/platform-object.ts";
import { openReadModel } from "../../platform/read-model.ts";
import { projectorDeps } from "../../projection/deps.ts";
import { selectAnyOpen } from "../../projection/failures/dead-letter-reads.ts";
import { projectTenant } from "../../projection/follow.ts";
import { selectPositions } from "../../projection/positions/positions.ts";
import { logFailure } from "../../telemetry/log/failure.ts";
import type { Scope } from "../scope.ts";
import { type Page, page } from "./page.ts";

/**
 * `live`: the code runs. `ready`: it reaches its databases, each within a second; checked at most once a second. It is
 * `degraded`, and still serves, while a dead letter of any tenant is open.
 */
export const healthPages: readonly Page[] = [
  page("/health/live", async () => Response.json({ status: "ok" })),
  page("/health/ready", async (scope) => {
    // Anyone can call this. Without the pause, a flood of calls would reach the databases.
    if (last === null || !isWithin(last.at + pauseMs, scope.now, pauseMs))
      last = { at: scope.now, ...(await check(scope)) };
    const { readModel, writer, deliveries } = last;
    const ready = readModel && writer;
    const serving = deliveries ? "ok" : "degraded";
    return Response.json(
      { status: ready ? serving : "unavailable", checks: { readModel, writer, deliveries } },
      { status: ready ? 200 : 503 },
    );
  }),
];

const pauseMs = 1_000;

interface Readiness {
  readonly readModel: boolean;
  readonly writer: boolean;
  /** False while there is an open dead letter. */
  readonly deliveries: boolean;
}

/** The last result in this isolate. */
let last: (Readiness & { readonly at: number }) | null = null;

async function check(scope: Scope): Promise<Readiness> {
  const found = { openLetter: false, hasPosition: false, hasEvents: false };
  const [readModel, writer] = await Promise.all([
    passes(async () => {
      const [open = [], positions = []] = await openReadModel(scope.env.DB, "nearest", scope.meter).batch([
        selectAnyOpen(),
        selectPositions("platform"),
      ]);
      found.openLetter = open.length > 0;
      found.hasPosition = positions.length > 0;
    }),
    passes(async () => {
      found.hasEvents = ((await asksPlatform(scope))?.head ?? 0) > 0;
    }),
  ]);
  const isLost = readModel && writer && found.hasEvents && !found.hasPosition;
  if (isLost) await restorePlatform(scope);
  return { readModel: readModel && !isLost, writer, deliveries: !found.openLetter };
}

async function passes(check: () => Promise<unknown>): Promise<boolean> {
  const tooLate = scheduler.wait(1_000).then(() => Promise.reject(new Error("took longer than a second")));
  tooLate.catch(() => undefined);
  try {
    await Promise.race([check(), tooLate]);
    return true;
  } catch (error) {
    // Before its migrations, a new platform is not ready, and nothing is wrong.
    if (!isUnmigrated(error)) logFailure("readiness", error);
    return false;
  }
}

function isUnmigrated(error: unknown): boolean {
  return error instanceof Error && /no such (?:table|column|index)/.test(error.message);
}

/** The read model was emptied under the platform: its list of tenants is projected again. */
async function restorePlatform({ env, registry, meter }: Scope): Promise<void> {
  logFailure("readiness", new Error("the read model has lost the platform's own rows"));
  await projectTenant(projectorDeps(env, registry, meter), "platform").catch((error: unknown) =>
    logFailure("readiness", error),
  );
}

async function asksPlatform(scope: Scope) {
  await ensurePlatform(scope.env);
  return scope.tenant("platform").eventsAfter(0, 1);
}
