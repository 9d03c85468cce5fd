import { isFleeting } from "../../support/http/things.ts";
import { allOf } from "../driver/all-of.ts";
import { oneOf, type Random, randomFor, shuffled } from "../driver/random.ts";
import type { Fire, Heard, Shot } from "../driver/request.ts";
import type { Attack, Generator } from "../generators/attack.ts";
import type { AttackOptions } from "../options.ts";
import { faultsInAnswer } from "../oracles/answer.ts";
import type { Operation } from "../plan/document.ts";
import { shrink } from "../report/shrink.ts";
import type { Tally } from "../report/tally.ts";
import { hiddenFrom, prepare, type Target } from "../town/target.ts";
import type { Town } from "../town/town.ts";
import { readBack } from "./read-back.ts";

interface Siege {
  readonly fire: Fire;
  readonly town: Town;
  readonly tally: Tally;
  readonly options: AttackOptions;
  readonly generators: readonly Generator[];
}

/** Operations under attack at the same time. */
const atOnce = 12;
/** Faults whose requests are made smaller. Where there are more, something is broken altogether. */
const mostShrunk = 10;
/** A password takes a good part of a second to hash. */
const isSlow = ({ path, method }: Operation) =>
  method !== "GET" && /^\/v1\/(?:auth\/(?!sessions|passkeys\/\{)|admin\/(?:users|invitations)$)/.test(path);

/** Where there is more to fill in, there is more to attack. */
function shareOf(operation: Operation): number {
  const share = 1 + Math.min(4, (operation.body?.places.length ?? 0) / 8) + (operation.takesFile ? 2 : 0);
  return isSlow(operation) ? share / 3 : share;
}

/** Attacks all operations in turns, until there were enough requests or the time is up. Answers how many operations. */
export async function attackAll(siege: Siege): Promise<number> {
  const { town, options, tally } = siege;
  const { only, kinds } = options;
  const generators = siege.generators.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
  const operations = town.plan.operations.filter(
    ({ method, path }) => only?.test(`${method} ${path}`) ?? true,
  );
  const until = Date.now() + options.minutes * 60_000;
  const isOver = () => tally.requests >= options.requests || Date.now() > until;
  const all = operations.reduce((sum, operation) => sum + shareOf(operation), 0);
  const shotsFor = (operation: Operation) =>
    Math.ceil(Math.min(options.longestTurn, (shareOf(operation) * options.requests) / all));
  for (let round = 0; !isOver(); round += 1) {
    const order = shuffled(operations, randomFor(options.seed, `round ${round}`));
    await allOf(atOnce, order, async (operation) => {
      if (isOver()) return;
      const random = randomFor(options.seed, `${round} ${operation.id}`);
      await visit(siege, operation, generators, random, shotsFor(operation), round === 0);
    });
  }
  return operations.length;
}

/** One operation's turn. What it is about is made anew when an attack has used it up. */
async function visit(
  siege: Siege,
  operation: Operation,
  generators: readonly Generator[],
  random: Random,
  shots: number,
  isFirst: boolean,
): Promise<void> {
  let target = await prepared(siege, operation, random);
  const weighted = generators.flatMap((generator) =>
    Array.from({ length: generator.weight }, () => generator),
  );
  if (target !== null && isFirst && !isFleeting(operation.route)) {
    await strike(siege, target, asItIs(target));
    target = await prepared(siege, operation, random);
  }
  // Not every kind has something to attack here.
  for (let made = 0, tries = 0; target !== null && made < shots && tries < 8 * shots; tries += 1) {
    const attack = oneOf(weighted, random).make(target, random);
    if (attack === null) continue;
    made += 1;
    const { status } = await strike(siege, target, attack);
    const isUsedUp =
      status < 300 && operation.method !== "GET" && (operation.body === null || random() < 0.1);
    if (isUsedUp) target = await prepared(siege, operation, random);
  }
  if (target !== null) await readBack(siege, target);
}

/** The request that all attacks are made from. If it were refused, so would they be, whatever is in them. */
function asItIs({ base }: Target): Attack {
  return {
    kind: "valid requests",
    what: "as it is",
    shot: base,
    async judge(heard, fire) {
      let last = heard;
      // What shoppers read follows a moment later.
      for (let tries = 0; base.method === "GET" && last.status === 404 && tries < 100; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        last = await fire(base);
      }
      return last.status < 400 || isTaken(last)
        ? []
        : [`the valid request is refused: ${last.status} ${last.text.slice(0, 300)}`];
    },
  };
}

/** A rebuild that another attack has asked for is running, or a tenant has all the endpoints that it may have. */
function isTaken({ status, text }: Heard): boolean {
  return (
    (status === 409 && text.includes('"rebuild-running"')) ||
    (status === 422 && text.includes("webhook endpoints"))
  );
}

async function prepared(
  { town, tally }: Siege,
  operation: Operation,
  random: Random,
): Promise<Target | null> {
  try {
    return await prepare(operation, town, random() < 0.3);
  } catch (error) {
    const fault = `could not be prepared: ${String(error).slice(0, 600)}`;
    tally.blame(
      { kind: "preparation", what: `${operation.method} ${operation.path}`, fault, shot: null },
      operation.id,
    );
    return null;
  }
}

async function strike(
  { fire, town, tally }: Siege,
  target: Target,
  attack: Attack,
): Promise<{ readonly status: number }> {
  const owners = hiddenFrom(target);
  const faultsOf = async (shot: Shot) => {
    const heard = await fire(shot);
    const faults = faultsInAnswer({ ...attack, shot }, heard, town.marks, owners);
    return { heard, faults: [...faults, ...((await attack.judge?.(heard, fire)) ?? [])] };
  };
  const { heard, faults } = await faultsOf(attack.shot);
  tally.add(attack, heard);
  for (const fault of faults) {
    const of = target.operation.id;
    if (!tally.isNew(fault, of)) continue;
    const stillShows = async (shot: Shot) =>
      (await faultsOf(shot)).faults.some((one) => one.startsWith(fault.slice(0, 40)));
    // A judge compares with requests that belong to the whole one.
    const canShrink = attack.judge === undefined && tally.faults.length < mostShrunk;
    const shot = canShrink ? await shrink(attack.shot, stillShows) : attack.shot;
    tally.faults.push({ kind: attack.kind, what: `${of}, ${attack.what}`, fault, shot });
  }
  return heard;
}
