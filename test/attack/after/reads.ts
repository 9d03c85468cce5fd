import { allOf } from "../driver/all-of.ts";
import { type Fire, type Heard, jsonOf, type Shot } from "../driver/request.ts";
import { faultsInAnswer } from "../oracles/answer.ts";
import { faultsInRichTexts } from "../oracles/html.ts";
import type { Tally } from "../report/tally.ts";
import { locales, type Town } from "../town/town.ts";
import { asOperator } from "./operator.ts";
import { type Walked, walk } from "./walk.ts";

interface Reading {
  /** Of each list, so many things are read one by one. */
  readonly mostSingles: number;
  readonly fire: Fire;
  readonly town: Town;
  readonly tally: Tally;
}

/** Checks the answer to a read: besides, what is there can be read. */
function checker({ town, tally }: Reading) {
  return (shot: Shot, heard: Heard) => {
    const isOfOperators = shot.path.startsWith("/v1/platform/");
    const what = `${shot.method} ${shot.path.split("?")[0]}`;
    const faults = [
      ...faultsInAnswer({ shot }, heard, town.marks, isOfOperators ? [] : ["tenant"]),
      ...faultsInRichTexts(jsonOf(heard)),
      ...(heard.status === 200 ? [] : [`a read of what is there is ${heard.status}`]),
    ];
    for (const fault of faults)
      tally.blame({ kind: "what is left behind", what, fault, shot }, what.replaceAll(/[^/]{20,}/g, "…"));
  };
}

/** A short run reads the shop's own language and one that is written the other way. */
const inShort = ["en", "ar"];
const isShort = ({ mostSingles }: Reading) => mostSingles < 500;

/** Reads everything of the attacked tenant. */
export function walkMine(reading: Reading): Promise<Walked> {
  const { fire, town, mostSingles } = reading;
  return walk({
    ...{ fire, plan: town.plan, tenant: town.mine, mostSingles },
    locales: isShort(reading) ? inShort : locales,
    check: checker(reading),
  });
}

/** Reads the other tenant, whose marks are its own. */
export function walkTheirs({ fire, town }: Pick<Reading, "fire" | "town">): Promise<Walked> {
  return walk({
    ...{ fire, plan: town.plan, tenant: town.theirs, mostSingles: 20 },
    locales: ["en"],
    check: () => undefined,
  });
}

/** What was done to the settings of tenants can be read, by operators and shoppers. */
export async function readTenants(reading: Reading): Promise<number> {
  const { fire, town } = reading;
  const check = checker(reading);
  await allOf(6, town.disposable, async ({ id, slug }) => {
    await fire(asOperator("PATCH", `/v1/platform/tenants/${id}`, slug, { status: "active" }));
    for (const path of [
      `/v1/platform/tenants/${id}`,
      "/v1/admin/settings",
      "/v1/admin/modules",
      "/v1/store",
    ]) {
      const shot = asOperator("GET", path, slug);
      check(shot, await fire(shot));
    }
  });
  return town.disposable.length;
}
