import { oneOf, type Random } from "../../driver/random.ts";
import type { Fire, Heard, Shot } from "../../driver/request.ts";
import { differences } from "../../oracles/same.ts";
import type { Target } from "../../town/target.ts";
import { folderOf } from "../../town/things.ts";
import type { Attack, Generator, Judge } from "../attack.ts";

/** An id of the same form that nothing has. */
export function unknownLike(id: string): string {
  if (/(?:^|_)[0-9A-HJKMNP-TV-Z]{26}$/.test(id)) return `${id.slice(0, -26)}01J00000000000000000000000`;
  return id.replaceAll(/[a-z]/g, "q");
}

/** The answer to a foreign id must be the same as to one that nothing has. */
function asIfUnknown(shot: Shot, foreign: string): Judge {
  return async (heard: Heard, fire: Fire) => {
    const unknown = unknownLike(foreign);
    const swap = (text: string) => text.replaceAll(foreign, unknown);
    const body = typeof shot.body === "string" ? swap(shot.body) : shot.body;
    const twin = await fire({ ...shot, path: swap(shot.path), body });
    return differences(heard, foreign, twin, unknown);
  };
}

type Owner = "tenant" | "customer";

/** Whose things this caller must not reach. Staff may reach those of every customer. */
function foreignIds({ town, isStaff, operation }: Target, folder: string, random: Random): readonly string[] {
  const owners: readonly Owner[] =
    isStaff || operation.route.path.startsWith("/v1/admin") ? ["tenant"] : ["tenant", "customer"];
  // A handle can be a mark. Whoever knows one needs no leak.
  return (town.foreign[oneOf(owners, random)][folder] ?? []).filter((id) => !id.startsWith("zq"));
}

const inPath = (target: Target, random: Random): Omit<Attack, "kind"> | null => {
  const { operation, base } = target;
  if (!operation.path.includes("{") || operation.route.tenancy === "none") return null;
  // What is read by handle, or by what it lists, is named alike in every tenant.
  if (/\{(?:handle|slug|file|location)\}/.test(operation.path)) return null;
  const ids = foreignIds(target, folderOf(operation.path), random);
  if (ids.length === 0) return null;
  const id = oneOf(ids, random);
  const own = base.path.slice(folderOf(operation.path).length + 1).split(/[/?]/)[0] ?? "";
  const shot = { ...base, path: base.path.replace(`/${own}`, `/${id}`) };
  return { what: "in the path", shot, judge: asIfUnknown(shot, id) };
};

const idPattern = /"((?:[a-z]{2,4}_)[0-9A-HJKMNP-TV-Z]{26})"/g;

const inBody = (target: Target, random: Random): Omit<Attack, "kind"> | null => {
  const { base, town, operation } = target;
  if (typeof base.body !== "string" || operation.takesFile) return null;
  const own = [...base.body.matchAll(idPattern)].map(([, id = ""]) => id);
  if (own.length === 0) return null;
  const id = oneOf(own, random);
  const alike = Object.values(town.foreign.tenant)
    .flat()
    .filter((one) => one.startsWith(id.slice(0, -26)));
  if (alike.length === 0) return null;
  const foreign = oneOf(alike, random);
  const shot = { ...base, body: base.body.replaceAll(id, foreign) };
  return { what: `in the body, for ${id.slice(0, 4)}…`, shot, judge: asIfUnknown(shot, foreign) };
};

const inQuery = (target: Target, random: Random): Omit<Attack, "kind"> | null => {
  const { base, town, operation } = target;
  const names = operation.queryNames.filter((name) => !["cursor", "limit", "count", "sort"].includes(name));
  // What a write has in its query is what its caller calls a thing.
  if (names.length === 0 || operation.method !== "GET") return null;
  // A handle can be part of what this tenant's own things are called.
  const ids = Object.values(town.foreign.tenant)
    .flat()
    .filter((id) => id.length >= 26);
  const foreign = oneOf(ids, random);
  const path = `${base.path}${base.path.includes("?") ? "&" : "?"}${oneOf(names, random)}=${encodeURIComponent(foreign)}`;
  const shot = { ...base, path };
  return { what: "in a filter", shot, judge: asIfUnknown(shot, foreign) };
};

/** Ids of another tenant's or another customer's things, wherever an id can be. */
export const foreignThings: Generator = {
  kind: "ids of others",
  weight: 8,
  make(target, random) {
    const made = oneOf([inPath, inPath, inBody, inQuery], random)(target, random);
    return made === null ? null : { kind: this.kind, ...made };
  },
};
