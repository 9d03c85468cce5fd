import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPlatform } from "../../local/platform/platform.ts";
import { platformToken } from "../support/http/sender.ts";
import { blamedOn, lookAround, settled } from "./after/after.ts";
import { checkBooks } from "./after/books.ts";
import { walkTheirs } from "./after/reads.ts";
import { carriersTo } from "./driver/carriers.ts";
import { createFire } from "./driver/fire.ts";
import { type Fire, jsonOf } from "./driver/request.ts";
import type { AttackOptions } from "./options.ts";
import { watchLog } from "./oracles/seen.ts";
import { planOf } from "./plan/document.ts";
import { Tally } from "./report/tally.ts";
import { Marks } from "./town/marks.ts";
import { openTown } from "./town/town.ts";
import { armed } from "./visits/loot.ts";
import { attackAll } from "./visits/visits.ts";
import { speakBadly } from "./visits/wire.ts";

export interface AttackResult {
  readonly options: AttackOptions;
  readonly tally: Tally;
  /** How many operations were attacked. */
  readonly operations: number;
  readonly planted: number;
  /** What was looked at afterwards, and how often. */
  readonly stored: Readonly<Record<string, number>>;
  readonly url: string;
  readonly ms: number;
}

const signingSecret = "the-signing-secret-of-all-the-attacks";

/** One run: a platform of its own, a town, the attack, and a look at what is left. */
export async function runAttack(options: AttackOptions, script: string): Promise<AttackResult> {
  const from = performance.now();
  options.say?.("starting the platform");
  const stateDir = await mkdtemp(join(tmpdir(), `rustok-attack-${options.seed}-`));
  const tally = new Tally();
  const marks = new Marks();
  const log = watchLog(marks);
  const secrets = { platformToken, signingSecret, platformDomain: "localhost" };
  const platform = await startPlatform({ port: 0, stateDir, ...secrets, script, onLog: log.onLog });
  const { fire, stop } = createFire(platform.port);
  let keepState = options.keepState;
  try {
    const siege = { options, tally, marks, stateDir, port: platform.port };
    const { operations, stored } = await besiege({ ...siege, fire: options.through?.(fire) ?? fire });
    await platform.stop();
    const books = await checkBooks(stateDir);
    const blame = blamedOn(tally);
    for (const fault of [...books.faults, ...log.faults()]) blame("the books and the log", fault, null);
    keepState ||= tally.faults.length > 0;
    return {
      ...{ options, tally, operations, planted: marks.count, url: platform.url },
      stored: { ...stored, "events in the logs": books.events, "lines of the platform's log": log.lines() },
      ms: performance.now() - from,
    };
  } finally {
    stop();
    await platform.stop();
    if (!keepState) await rm(stateDir, { recursive: true, force: true });
  }
}

interface Siege {
  readonly options: AttackOptions;
  readonly tally: Tally;
  readonly marks: Marks;
  readonly stateDir: string;
  readonly port: number;
  readonly fire: Fire;
}

/** Everything that is done while the platform runs. */
async function besiege({ options, tally, marks, stateDir, port, fire }: Siege) {
  const { say = () => undefined } = options;
  const page = {
    method: "GET",
    path: "/openapi.json",
    headers: [["Host", "localhost"]],
    body: null,
  } as const;
  const plan = planOf(jsonOf(await fire(page)));
  say("opening the town");
  const town = await openTown(plan, marks, carriersTo(port));
  const generators = await armed(town, signingSecret);
  say("reading what is another's");
  const theirsBefore = await walkTheirs({ fire, town });
  say("attacking");
  const operations = await attackAll({ fire, town, tally, options, generators });
  await speakBadly(port, town, tally, options);
  say("looking at what is left behind");
  const mostSingles = Math.ceil(options.requests / 10);
  const stored = await lookAround({ say, mostSingles, fire, town, tally, stateDir, theirsBefore });
  // What was read left entries in the audit log.
  await settled(stateDir, blamedOn(tally));
  say("comparing the books");
  return { operations, stored };
}
