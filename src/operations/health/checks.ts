import type { OutboxState } from "../../kernel/delivery/outbox.ts";
import type { Registry } from "../../kernel/registry.ts";
import { ensurePlatform } from "../../platform/platform-object.ts";
import { openReadModel } from "../../platform/read-model.ts";
import { tenantClient } from "../../platform/tenant-client.ts";
import { projectorDeps } from "../../projection/deps.ts";
import { selectOpenKinds } from "../../projection/failures/dead-letter-reads.ts";
import { projectTenant } from "../../projection/follow.ts";
import { selectPositions } from "../../projection/positions/positions.ts";
import { logFailure } from "../../telemetry/log/failure.ts";
import type { Meter } from "../../telemetry/meter.ts";
import type { CheckResult, Findings, OpenLetter } from "./findings.ts";

/** What the checks run on. */
export interface CheckDeps {
  readonly env: Env;
  readonly registry: Registry;
  readonly meter: Meter;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const patienceMs = 1_000;
/** The newest open dead letters whose modules are named. */
const mostLetters = 200;

/**
 * Asks D1 and the platform's own object, at the same time and each with a second to answer. While a deployment runs, an object of
 * older code cannot say what is in its outbox.
 */
export async function check(deps: CheckDeps): Promise<Findings> {
  let known: Known | null = null;
  let outbox: OutboxState | null = null;
  const [readModel, writer] = await Promise.all([
    resultOf(async () => {
      known = await askReadModel(deps);
    }),
    resultOf(async () => {
      outbox = await askWriter(deps);
    }),
  ]);
  const findings = { readModel, writer, outbox, openLetters: lettersOf(known), at: deps.now };
  if (!isLost(findings, known)) return findings;
  await restorePlatform(deps);
  return { ...findings, readModel: "lost" };
}

async function askWriter({ env, meter }: CheckDeps): Promise<OutboxState | null> {
  await ensurePlatform(env);
  const object = tenantClient(env.TENANTS, "platform", meter);
  try {
    return await object.outbox();
  } catch (error) {
    if (!(error instanceof Error && /does not implement/.test(error.message))) throw error;
    await object.eventsAfter(0, 1);
    return null;
  }
}

/** What the read model knows. */
interface Known {
  readonly openLetters: readonly OpenLetter[];
  readonly hasPosition: boolean;
}

function lettersOf(known: Known | null): readonly OpenLetter[] | null {
  return known?.openLetters ?? null;
}

async function askReadModel({ env, meter }: CheckDeps): Promise<Known> {
  const [letters = [], positions = []] = await openReadModel(env.DB, "nearest", meter).batch([
    selectOpenKinds(mostLetters),
    selectPositions("platform"),
  ]);
  const openLetters = letters.map(({ subscription, type }) => ({
    subscription: String(subscription),
    type: String(type),
  }));
  return { openLetters, hasPosition: positions.length > 0 };
}

/** Whether the read model was emptied under the platform, which has written events. */
function isLost({ readModel, writer, outbox }: Findings, known: Known | null): boolean {
  return readModel === "ok" && writer === "ok" && (outbox?.head ?? 0) > 0 && known?.hasPosition === false;
}

async function resultOf(ask: () => Promise<void>): Promise<CheckResult> {
  const tooLate = scheduler.wait(patienceMs).then((): CheckResult => "late");
  const asked = ask().then(
    (): CheckResult => "ok",
    (error: unknown): CheckResult => {
      // Before its migrations, a new platform is not ready, and nothing is wrong.
      if (isUnmigrated(error)) return "unmigrated";
      logFailure("readiness", error);
      return "silent";
    },
  );
  const result = await Promise.race([asked, tooLate]);
  if (result === "late") logFailure("readiness", new Error(`no answer within ${patienceMs} ms`));
  return result;
}

function isUnmigrated(error: unknown): boolean {
  return error instanceof Error && /no such (?:table|column|index)/.test(error.message);
}

/** The platform's list of tenants is projected again. */
async function restorePlatform({ env, registry, meter }: CheckDeps): Promise<void> {
  logFailure("readiness", new Error("the read model has lost the platform's own rows"));
  await projectTenant(projectorDeps(env, registry, meter), "platform").catch((error: unknown) =>
    logFailure("readiness", error),
  );
}
