import { createRandom } from "../../local/node/random.ts";
import { diceOf } from "./clients/dice.ts";
import { checkContent } from "./invariants/content/content.ts";
import { checkLists } from "./invariants/lists/walks.ts";
import { checkArrivals } from "./invariants/reaction-watch.ts";
import { checkReadModel } from "./invariants/read-model.ts";
import { type Action, describe } from "./schedule/action.ts";
import { chooseAction } from "./schedule/choose.ts";
import { settle } from "./schedule/settle.ts";
import { createSimulation, type Simulation } from "./simulation.ts";
import { createTrace, type Trace } from "./trace.ts";
import { Broken, type Violation } from "./violation.ts";
import { soundWiring, type Wiring } from "./world/wiring.ts";

/** The result of a run. */
export interface Run {
  readonly seed: number;
  /** Number of scheduler decisions performed. */
  readonly steps: number;
  /** Number of steps after the faults stopped, without scheduler decisions. */
  readonly settling: number;
  /** Hash of everything that happened and of every row at the end. */
  readonly hash: string;
  /** How often something happened that the history does not show. */
  readonly happened: Readonly<Record<string, number>>;
  readonly violation: Violation | null;
  /** The decisions, up to the first violation. */
  readonly history: readonly Action[];
  /** The same as text, if requested. */
  readonly lines: readonly string[];
}

export interface RunOptions {
  readonly seed: number;
  readonly steps: number;
  readonly wiring?: Wiring;
  readonly keepLines?: boolean;
}

/** Lets a seed decide what happens for the given number of steps, then lets everything settle. */
export function runSeed({ seed, steps, ...more }: RunOptions): Promise<Run> {
  const dice = diceOf(createRandom(seed));
  return run(seed, more, async (simulation, take) => {
    for (let taken = 0; taken < steps; ) {
      if (await take(chooseAction(simulation.world, dice))) taken += 1;
    }
  });
}

/** Repeats decisions. Skips those whose target no longer exists. */
export function runHistory(
  seed: number,
  history: readonly Action[],
  more: Pick<RunOptions, "wiring" | "keepLines"> = {},
): Promise<Run> {
  return run(seed, more, async (_, take) => {
    for (const action of history) await take(action);
  });
}

/** Returns whether there was anything to do. */
type Take = (action: Action) => Promise<boolean>;

async function run(
  seed: number,
  { wiring = soundWiring, keepLines = false }: Pick<RunOptions, "wiring" | "keepLines">,
  body: (simulation: Simulation, take: Take) => Promise<void>,
): Promise<Run> {
  const simulation = createSimulation(seed, wiring);
  const trace = createTrace(keepLines);
  const history: Action[] = [];
  const tell = (action: Action, outcome: string | null) => {
    if (outcome !== null) trace.add(`${describe(action)} → ${outcome}`);
  };
  let settling = 0;
  let violation: Violation | null = null;
  try {
    await body(simulation, async (action) => {
      history.push(action);
      const outcome = await simulation.step(action);
      tell(action, outcome);
      if (outcome === null) history.pop();
      return outcome !== null;
    });
    settling = await settle(simulation, tell);
    await checkReadModel(simulation);
    await checkContent(simulation);
    checkArrivals(simulation);
    await checkLists(simulation.world);
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    violation = error.violation;
    trace.add(`BROKEN: ${violation.invariant}: ${violation.detail}`);
  }
  countAtTheEnd(simulation);
  addRows(trace, simulation);
  simulation.world.close();
  return {
    seed,
    steps: history.length,
    settling,
    hash: trace.hash(),
    happened: Object.fromEntries(simulation.happened),
    violation,
    history,
    lines: trace.lines,
  };
}

/** More aggregates than fit into one page of a rebuild. */
const pageOfRebuild = 50;

/** Without any of these, the checks of content would compare nothing. */
export const contentAtTheEnd = [
  ["product with stars at the end", "product_ratings"],
  ["comment that waits at the end", "comments WHERE awaiting = 1"],
  ["post that is published at the end", "nodes WHERE kind = 'post' AND status = 'published'"],
  ["page that is published at the end", "nodes WHERE kind = 'page' AND status = 'published'"],
  ["former slug at the end", "node_slugs WHERE current = 0"],
  [
    "term of a published post at the end",
    "node_terms WHERE status = 'published' AND kind IN ('tag', 'contentCategory')",
  ],
  ["menu at the end", "menus WHERE deleted_at IS NULL"],
  ["redirect at the end", "redirects WHERE deleted_at IS NULL"],
] as const;

/** Counts what only the rows show. */
function countAtTheEnd({ world, happened }: Simulation): void {
  const [rebuilt] = world.database.sqlite.rows(
    "SELECT count(*) AS times FROM rebuilds WHERE stage = 'done' AND aggregates > ?1",
    pageOfRebuild,
  );
  happened.set("rebuild of several pages", Number(rebuilt?.times));
  const [shown] = world.database.sqlite.rows("SELECT sum(comments) AS comments FROM comment_counts");
  happened.set("comment shown at the end", Number(shown?.comments ?? 0));
  for (const [what, rows] of contentAtTheEnd)
    happened.set(what, Number(world.database.sqlite.rows(`SELECT count(*) AS rows FROM ${rows}`)[0]?.rows));
  const trimmed = world.hosts.map(
    ({ sqlite }) => sqlite.rows("SELECT min(seq) - 1 AS events FROM events")[0]?.events,
  );
  happened.set(
    "event trimmed",
    trimmed.reduce<number>((sum, events) => sum + Number(events ?? 0), 0),
  );
}

function addRows(trace: Trace, { world }: Simulation): void {
  for (const sqlite of [world.database.sqlite, ...world.hosts.map((host) => host.sqlite)])
    for (const table of sqlite.tables()) trace.seal(`${table}: ${JSON.stringify(sqlite.dump(table))}`);
}
