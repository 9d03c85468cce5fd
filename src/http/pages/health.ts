import { ensurePlatform } from "../../platform/platform-object.ts";
import { openReadModel } from "../../platform/read-model.ts";
import { describeError, logLine } from "../../platform/telemetry.ts";
import { selectPositions } from "../../projection/positions/positions.ts";
import type { Scope } from "../scope.ts";
import { type Page, page } from "./page.ts";

/** `live`: the code runs. `ready`: it reaches its databases, each within a second; checked at most once a second. */
export const healthPages: readonly Page[] = [
  page("/health/live", async () => Response.json({ status: "ok" })),
  page("/health/ready", async (scope) => {
    // Anyone can call this. Without the pause, a flood of calls would reach the databases.
    if (last === null || scope.now - last.at >= pauseMs) last = { at: scope.now, ...(await check(scope)) };
    const { readModel, writer } = last;
    const ready = readModel && writer;
    return Response.json(
      { status: ready ? "ok" : "unavailable", checks: { readModel, writer } },
      { status: ready ? 200 : 503 },
    );
  }),
];

const pauseMs = 1_000;

interface Readiness {
  readonly readModel: boolean;
  readonly writer: boolean;
}

/** The last result in this isolate. */
let last: (Readiness & { readonly at: number }) | null = null;

async function check(scope: Scope): Promise<Readiness> {
  const [readModel, writer] = await Promise.all([
    passes(() => readsModel(scope)),
    passes(() => asksPlatform(scope)),
  ]);
  return { readModel, writer };
}

async function passes(check: () => Promise<unknown>): Promise<boolean> {
  const tooLate = scheduler.wait(1_000).then(() => Promise.reject(new Error("took longer than a second")));
  tooLate.catch(() => undefined);
  try {
    await Promise.race([check(), tooLate]);
    return true;
  } catch (error) {
    logLine({ kind: "error", at: "readiness", ...describeError(error) });
    return false;
  }
}

function readsModel(scope: Scope) {
  return openReadModel(scope.env.DB, "nearest", scope.meter).all(selectPositions("platform"));
}

async function asksPlatform(scope: Scope) {
  await ensurePlatform(scope.env);
  return scope.tenant("platform").eventsAfter(0, 1);
}
