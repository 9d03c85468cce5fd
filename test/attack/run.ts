import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPlatform } from "../../local/platform/platform.ts";
import { carryTo } from "../support/e2e/carrier.ts";
import { type Parcel, platformToken } from "../support/http/sender.ts";
import { lookAround, walkTheirs } from "./after/after.ts";
import { checkBooks } from "./after/books.ts";
import { createFire } from "./driver/fire.ts";
import { type Fire, jsonOf } from "./driver/request.ts";
import type { AttackOptions } from "./options.ts";
import { watchLog } from "./oracles/seen.ts";
import { planOf } from "./plan/document.ts";
import { Tally } from "./report/tally.ts";
import { probePath } from "./town/target.ts";
import { openTown, type Town } from "./town/town.ts";
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

export const signingSecret = "the-signing-secret-of-all-the-attacks";

/** One run: a platform of its own, a town, the attack, and a look at what is left. */
export async function runAttack(options: AttackOptions, script: string): Promise<AttackResult> {
  const from = performance.now();
  const say = options.say ?? (() => undefined);
  say("starting the platform");
  const stateDir = await mkdtemp(join(tmpdir(), `rustok-attack-${options.seed}-`));
  const tally = new Tally();
  let town: Town | null = null;
  const log = watchLog(() => town?.marks ?? null);
  const platform = await startPlatform({
    port: 0,
    stateDir,
    platformToken,
    signingSecret,
    platformDomain: "localhost",
    script,
    onLog: log.onLog,
  });
  const { fire: direct, stop } = createFire(platform.port);
  const fire = options.through?.(direct) ?? direct;
  let keepState = options.keepState;
  try {
    const plan = planOf(
      jsonOf(
        await fire({ method: "GET", path: "/openapi.json", headers: [["Host", "localhost"]], body: null }),
      ),
    );
    say("opening the town");
    town = await openTown(plan, answeringProbes(carryTo(platform.port)));
    const generators = await armed(town, signingSecret);
    say("reading what is another's");
    const theirsBefore = await walkTheirs({ fire, town });
    say("attacking");
    const operations = await attackAll({ fire, town, tally, options, generators });
    await speakBadly(platform.port, town, tally, options);
    say("looking at what is left behind");
    const stored = await lookAround({
      say,
      mostSingles: Math.ceil(options.requests / 10),
      fire,
      town,
      tally,
      stateDir,
      theirsBefore,
    });
    await platform.stop();
    say("comparing the books");
    const books = await checkBooks(stateDir);
    for (const fault of [...books.faults, ...log.faults()])
      tally.blame(
        { kind: "what is left behind", what: "the books and the log", fault, shot: null },
        "the end",
      );
    keepState ||= tally.faults.length > 0;
    return {
      ...{ options, tally, operations, planted: town.marks.count, url: platform.url },
      stored: { ...stored, "events in the logs": books.events, "lines of the platform's log": log.lines() },
      ms: performance.now() - from,
    };
  } finally {
    stop();
    await platform.stop();
    if (!keepState) await rm(stateDir, { recursive: true, force: true });
  }
}

type Carry = ReturnType<typeof carryTo>;

/** Requests that never leave are answered with their credential. */
function answeringProbes(carry: Carry): Carry {
  return async (parcel: Parcel) =>
    parcel.path === probePath
      ? { status: 200, headers: new Headers(), text: parcel.headers.Authorization ?? "" }
      : carry(parcel);
}

export type { Fire };
