import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom } from "../../local/node/random.ts";
import { type Platform, startPlatform } from "../../local/platform/platform.ts";
import { createRegistry } from "../../src/kernel/registry.ts";
import { modules } from "../../src/modules.ts";
import { type Client, createClient } from "./client/client.ts";
import { type Ledger, openLedger } from "./client/ledger.ts";
import { killAtRandom } from "./faults/killer.ts";
import { type Plan, planFaults } from "./faults/plan.ts";
import { wrap } from "./faults/wrap.ts";
import { openStored } from "./kept/files.ts";
import { untilConverged } from "./kept/quiet.ts";
import { observe, type Seen } from "./observe.ts";
import { type Proof, prove } from "./proof/prove.ts";
import { watchWindows } from "./storefront/window.ts";
import { travelInTime } from "./time-travel.ts";
import { clearUp } from "./workload/operator.ts";
import { readAllLists, repeatAtTheEnd, type Town, work } from "./workload/town.ts";

export interface ChaosOptions {
  readonly seed: number;
  /** How long things go wrong. */
  readonly lastsMs: number;
  /** The built product. */
  readonly script: string;
  readonly shops: number;
  readonly clients: number;
  /** The least and the longest time from one restart to the next kill. */
  readonly killGapMs: readonly [number, number];
  /** The same for one gap in six. */
  readonly calmGapMs?: readonly [number, number];
  /** Keeps the state for whoever wants to look at it. */
  readonly keepState?: boolean;
}

export interface ChaosResult extends Seen {
  readonly options: ChaosOptions;
  readonly plan: Plan;
  readonly stateDir: string;
  readonly ledger: Ledger;
  readonly kills: number;
  /** Milliseconds of quiet until every log was projected, or who was still behind. */
  readonly converged: number | readonly string[];
  /** Dead letters that were replayed in the quiet. */
  readonly deadLetters: number;
  /** The same as `converged`, once operators had cleared up and all rebuilds were done. */
  readonly rebuilt: number | readonly string[];
  readonly proof: Proof;
  /** What is wrong after one shop was restored to an earlier time. */
  readonly restored: readonly string[];
}

const platformToken = "the-platform-token-of-all-the-chaos";
/** What it takes to start, roughly: faults begin after it. */
const startMs = 3_000;
/** How long clients go on asking in the quiet, and how long the projection may take then. */
const patienceMs = 60_000;
/** How long shoppers look at the store after the last fault. */
const calmMs = 4_000;

/** One run: a busy town, everything goes wrong for a while, then quiet, then the books are compared. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { seed, lastsMs } = options;
  const random = createRandom(seed);
  const stateDir = await mkdtemp(join(tmpdir(), `rustok-chaos-${seed}-`));
  const plan = planFaults(seed, random, Date.now() + startMs, lastsMs);
  let keepState = options.keepState === true;
  const { seen, observer, restarted } = observe();
  const start = () =>
    startPlatform({
      port: 0,
      stateDir,
      platformToken,
      signingSecret: "the-signing-secret-of-all-the-chaos",
      platformDomain: "localhost",
      script: wrap(options.script, join(stateDir, "build")),
      vars: { CHAOS_PLAN: JSON.stringify(plan) },
      ...observer,
    });
  const platform = await start();
  try {
    const ledger = openLedger();
    const clients = createClients(options, platform, ledger, plan);
    const town: Town = { shops: [], ledger, sent: [], platformToken };
    const victim = { pid: () => platform.workerdPid, restarted };
    const [kills] = await Promise.all([
      killAtRandom(victim, random, plan.until, options.killGapMs, options.calmGapMs),
      work(town, clients, options.shops, plan.until),
      // Caches are old enough to be wrong only where nothing has been killed for a while.
      watchWindows(town, windowClients(options, platform, ledger, plan), plan, plan.until + calmMs),
    ]);
    const converged = await untilConverged(stateDir, 2 * patienceMs, false);
    await repeatAtTheEnd(town, clients);
    const deadLetters = await clearUp(town, clients[0]);
    const rebuilt = await untilConverged(stateDir, 2 * patienceMs, true);
    const lists = await readAllLists(town, clients);
    await platform.stop();
    const registry = createRegistry(modules);
    const proof = await prove(openStored(stateDir), registry, ledger, town.shops, lists);
    const later = openLedger();
    const restored = await travelInTime({
      stateDir,
      town: { ...town, ledger: later, sent: [] },
      registry,
      start,
      clientOf: (again) =>
        createClient({ ...again, random, ledger: later, patientUntil: Date.now() + patienceMs }),
    });
    const found = {
      ...{ options, plan, stateDir, ledger, kills, ...seen, converged, deadLetters, rebuilt, proof },
      restored: [...restored, ...later.complaints],
    };
    // The report names the folder, for whoever looks for the cause.
    keepState ||= faultsOf(found).length > 0;
    return found;
  } catch (error) {
    keepState = true;
    throw new Error(`The run ended early; state in ${stateDir}`, { cause: error });
  } finally {
    await platform.stop();
    if (!keepState) await rm(stateDir, { recursive: true, force: true });
  }
}

function createClients(
  { seed, clients }: ChaosOptions,
  { port }: Platform,
  ledger: Ledger,
  plan: Plan,
): readonly Client[] {
  return Array.from({ length: clients }, (_, index) =>
    createClient({
      port,
      random: createRandom(seed * 1_000 + index + 1),
      ledger,
      patientUntil: plan.until + patienceMs,
    }),
  );
}

/** One of the staff, and two shoppers. What they do leaves the choices of the other clients as they are. */
function windowClients(options: ChaosOptions, platform: Platform, ledger: Ledger, plan: Plan) {
  const [staff, ...shoppers] = createClients(
    { ...options, seed: options.seed + 500, clients: 3 },
    platform,
    ledger,
    plan,
  );
  if (staff === undefined) throw new Error("there is nobody to fill the windows");
  return { staff, shoppers };
}

/** Everything that is not as it must be; empty where all promises were kept. */
export function faultsOf({ converged, rebuilt, ledger, proof, restored }: ChaosResult): readonly string[] {
  return [
    ...(typeof converged === "number" ? [] : converged),
    ...(typeof rebuilt === "number" ? [] : rebuilt),
    ...ledger.complaints,
    ...ledger.writes.flatMap(({ what, key, attempts }) =>
      attempts.every(({ outcome }) => outcome.kind === "lost")
        ? [`${what} (${key}) never got an answer: ${JSON.stringify(attempts.at(-1)?.outcome)}`]
        : [],
    ),
    ...proof.faults,
    ...restored,
  ];
}
