import { untilConverged } from "../../chaos/kept/quiet.ts";
import { platformToken } from "../../support/http/sender.ts";
import { allOf } from "../driver/all-of.ts";
import { type Fire, type Heard, jsonOf, type Shot } from "../driver/request.ts";
import { faultsInAnswer } from "../oracles/answer.ts";
import { faultsInRichTexts } from "../oracles/html.ts";
import type { Tally } from "../report/tally.ts";
import { locales, type Town } from "../town/town.ts";
import { changesBetween } from "./compare.ts";
import { checkFiles } from "./files.ts";
import { checkMails } from "./mails.ts";
import { checkPages } from "./pages.ts";
import { type Walked, walk } from "./walk.ts";

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
  const blame = (what: string, fault: string, shot: Shot | null) =>
    ruins.tally.blame({ kind: "what is left behind", what, fault, shot }, what);
  const published = await publishAll(ruins);
  say("waiting for the projections");
  await settled(stateDir, blame);
  say("reading everything");
  const before = await walkMine(ruins);
  const theirs = await walkTheirs(ruins);
  for (const fault of changesBetween(theirsBefore, theirs, "after the attack"))
    blame("the other tenant", fault, null);
  say("rebuilding");
  await rebuild(ruins);
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

async function settled(
  stateDir: string,
  blame: (what: string, fault: string, shot: null) => void,
): Promise<void> {
  const behind = await untilConverged(stateDir, patienceMs, true);
  if (typeof behind !== "number") for (const fault of behind) blame("a projection", fault, null);
}

/** Checks the answer to a read: besides, what is there can be read. */
function checker({ town, tally }: Ruins) {
  return (shot: Shot, heard: Heard) => {
    const owners = headersOf(shot).includes(town.theirs.slug) ? [] : (["tenant"] as const);
    const what = `${shot.method} ${shot.path.split("?")[0]}`;
    const faults = [
      // An id in the audit log or in a note is one that was sent.
      ...faultsInAnswer({ shot }, heard, town.marks, owners).filter(
        (fault) => !/another's: [0-9A-Z]{26}$/.test(fault),
      ),
      ...faultsInRichTexts(jsonOf(heard)),
      ...(heard.status === 200 || heard.status === 304 ? [] : [`a read of what is there is ${heard.status}`]),
    ];
    for (const fault of faults)
      tally.blame({ kind: "what is left behind", what, fault, shot }, what.replaceAll(/[^/]{20,}/g, "…"));
  };
}

const headersOf = ({ headers }: Shot) => headers.map(([, value]) => value);

function walkMine(ruins: Ruins): Promise<Walked> {
  const { fire, town, mostSingles } = ruins;
  // A short run reads the shop's own language and one that is written the other way.
  const languages = mostSingles < 500 ? locales.filter((locale) => /en|ar/.test(locale)) : locales;
  return walk({
    fire,
    plan: town.plan,
    tenant: town.mine,
    locales: languages,
    mostSingles,
    check: checker(ruins),
  });
}

export function walkTheirs({ fire, town }: Pick<Ruins, "fire" | "town">): Promise<Walked> {
  // Its own marks are its own.
  return walk({
    fire,
    plan: town.plan,
    tenant: town.theirs,
    locales: ["en"],
    mostSingles: 20,
    check: () => undefined,
  });
}

const asOperator = (method: string, path: string, tenant: string, body: unknown): Shot => ({
  method,
  path,
  headers: [
    ["Host", "localhost"],
    ["Authorization", `Bearer ${platformToken}`],
    ["X-Tenant", tenant],
    ...(body === null ? [] : [["Content-Type", "application/json"] as const]),
  ],
  body: body === null ? null : JSON.stringify(body),
});

/** Shoppers see what is published: so everything is. */
async function publishAll({ fire, town }: Ruins): Promise<number> {
  const items: { readonly id: string }[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const query: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page = Object(
      jsonOf(
        await fire(
          asOperator("GET", `/v1/admin/products?status=draft&limit=100${query}`, town.mine.slug, null),
        ),
      ),
    );
    items.push(...(page.items ?? []));
    cursor = page.nextCursor ?? null;
  }
  await allOf(8, items, ({ id }) =>
    fire(asOperator("POST", `/v1/admin/products/${id}/publish`, town.mine.slug, null)),
  );
  return items.length;
}

async function rebuild({ fire, town, tally }: Ruins): Promise<void> {
  const shot = asOperator("POST", "/v1/ops/rebuilds", town.mine.slug, { view: "all" });
  const heard = await fire(shot);
  // Another one that an attack began may be running.
  if (heard.status !== 202 && heard.status !== 409)
    tally.blame(
      { kind: "what is left behind", what: "a rebuild", fault: `${heard.status} ${heard.text}`, shot },
      "a rebuild",
    );
}

async function verifyAudit(
  { fire, town }: Ruins,
  blame: (what: string, fault: string, shot: Shot) => void,
): Promise<number> {
  let pages = 0;
  for (let cursor: string | null = ""; cursor !== null; pages += 1) {
    const query: string = cursor === "" ? "" : `?cursor=${encodeURIComponent(cursor)}`;
    const shot = asOperator("GET", `/v1/admin/audit/verification${query}`, town.mine.slug, null);
    const heard = await fire(shot);
    const page = Object(jsonOf(heard));
    if (heard.status !== 200) blame("the audit log", `${heard.status} ${heard.text.slice(0, 200)}`, shot);
    for (const entry of page.items ?? [])
      blame("the audit log", `is not as it was written: ${JSON.stringify(entry)}`, shot);
    cursor = page.nextCursor ?? null;
  }
  return pages;
}

/** What was done to the settings of tenants can be read, by operators and shoppers. */
async function readTenants(ruins: Ruins): Promise<number> {
  const { fire, town } = ruins;
  const check = checker(ruins);
  await allOf(6, town.disposable, async ({ id, slug }) => {
    await fire(asOperator("PATCH", `/v1/platform/tenants/${id}`, slug, { status: "active" }));
    for (const path of [
      `/v1/platform/tenants/${id}`,
      "/v1/admin/settings",
      "/v1/admin/modules",
      "/v1/store",
    ]) {
      const shot = asOperator("GET", path, slug, null);
      // Nobody need be told of a tenant that no one stores anything in.
      const bare = path.startsWith("/v1/platform") ? { ...shot, headers: shot.headers.slice(0, 2) } : shot;
      check(bare, await fire(bare));
    }
  });
  return town.disposable.length;
}
