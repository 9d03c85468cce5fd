import { untilConverged } from "../../chaos/kept/quiet.ts";
import type { Fire } from "../driver/request.ts";
import type { Tally } from "../report/tally.ts";
import type { Town } from "../town/town.ts";
import { changesBetween } from "./compare.ts";
import { checkFiles } from "./files.ts";
import { checkMails } from "./mails.ts";
import { type Blame, publishAll, rebuildAll, verifyAudit } from "./operator.ts";
import { checkPages } from "./pages.ts";
import { readTenants, walkMine, walkTheirs } from "./reads.ts";
import type { Walked } from "./walk.ts";

const patienceMs = 120_000;

interface Ruins {
  /** Of each list, so many things are read one by one. */
  readonly mostSingles: number;
  readonly say: (what: string) => void;
  readonly fire: Fire;
  readonly town: Town;
  readonly tally: Tally;
  readonly stateDir: string;
  /** What the other tenant's reads answered before the attack. */
  readonly theirsBefore: Walked;
}

/** Looks at everything that the attack left behind. Answers how much that was. */
export async function lookAround(ruins: Ruins): Promise<Readonly<Record<string, number>>> {
  const { fire, town, stateDir, theirsBefore, say } = ruins;
  const blame = blamedOn(ruins.tally);
  const published = await publishAll(ruins);
  say("waiting for the projections");
  await settled(stateDir, blame);
  say("reading everything");
  const before = await walkMine(ruins);
  const theirs = await walkTheirs(ruins);
  for (const fault of changesBetween(theirsBefore, theirs, "after the attack"))
    blame("the other tenant", fault, null);
  say("rebuilding");
  await rebuildAll(ruins, blame);
  await settled(stateDir, blame);
  say("reading everything again");
  const after = await walkMine(ruins);
  for (const fault of changesBetween(before, after, "after a rebuild")) blame("a view", fault, null);
  const audited = await verifyAudit(ruins, blame);
  const tenants = await readTenants(ruins);
  return {
    "products and groups published for shoppers": published,
    "reads of what was stored, in all languages": before.size + after.size,
    "reads of the other tenant": theirs.size,
    "other tenants whose settings were attacked": tenants,
    "pages of the audit log verified": audited,
    "pages of HTML": await checkPages(fire, blame),
    mails: await checkMails(fire, town, blame),
    "rows of exported files": await checkFiles(fire, town, blame),
  };
}

/** Waits until every projection has caught up, and every rebuild is done. */
export async function settled(stateDir: string, blame: Blame): Promise<void> {
  // Webhooks go to receivers that are not there, and come again for a day.
  const isAwaited = (reaction: string) => !reaction.startsWith("webhooks.endpoints/");
  const behind = await untilConverged(stateDir, patienceMs, true, isAwaited);
  if (typeof behind !== "number") for (const fault of behind) blame("a projection", fault, null);
}

/** What is found afterwards is of no single attack. */
export function blamedOn(tally: Tally): Blame {
  return (what, fault, shot) => tally.blame({ kind: "what is left behind", what, fault, shot }, what);
}
