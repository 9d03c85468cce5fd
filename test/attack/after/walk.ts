import { z } from "zod";
import { entitled } from "../../support/http/entitled.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import { allOf } from "../driver/all-of.ts";
import { type Fire, type Heard, jsonOf, type Shot } from "../driver/request.ts";
import type { Operation, Plan } from "../plan/document.ts";

/** What reads answered, by address. */
export type Walked = ReadonlyMap<string, string>;

export type Check = (shot: Shot, heard: Heard) => readonly string[];

const page = z.object({ items: z.array(z.looseObject({})), nextCursor: z.string().nullish() });
type Item = z.infer<typeof page>["items"][number];

const atOnce = 12;

interface Walk {
  readonly fire: Fire;
  readonly plan: Plan;
  readonly tenant: MintedTenant;
  readonly locales: readonly string[];
  /** More of one list are not read one by one. */
  readonly mostSingles: number;
  readonly check: (shot: Shot, heard: Heard) => void;
}

/** Reads every list of a tenant to its end and everything in it, as staff and as a shopper, in every language. */
export async function walk(how: Walk): Promise<Walked> {
  const reads = how.plan.operations.filter(
    ({ method, route }) =>
      method === "GET" && route.tenancy !== "none" && isOfTenant(route.access) && !asksForSomething(route),
  );
  const answers = new Map<string, string>();
  for (const operation of reads) {
    if (operation.path.includes("{")) continue;
    for (const [index, locale] of localesOf(operation, how.locales).entries()) {
      const all = await readList(how, operation, locale, answers);
      // Each of them in one language: its neighbour in the next.
      const items = all.filter((_, at) => locale === null || at % how.locales.length === index);
      const singles = reads.filter(
        ({ path }) => path.startsWith(`${operation.path}/{`) && !/\}.*\{/.test(path),
      );
      for (const single of singles) await readEach(how, single, locale, items, answers);
    }
  }
  return answers;
}

/** What only an account sees is read by whoever made it. */
function isOfTenant(access: Operation["route"]["access"]): boolean {
  return access !== "customer" && access !== "account";
}

/** A read that answers one question, such as where a path leads, has nothing to say without it. */
function asksForSomething({ query }: Operation["route"]): boolean {
  return query !== undefined && !query.safeParse({}).success;
}

function localesOf({ queryNames }: Operation, locales: readonly string[]): readonly (string | null)[] {
  return queryNames.includes("locale") ? locales : [null];
}

async function readList(
  how: Walk,
  operation: Operation,
  locale: string | null,
  answers: Map<string, string>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null | undefined = ""; cursor != null; ) {
    const parameters: readonly (readonly [string, string])[] = [
      ...(locale === null ? [] : [["locale", locale] as const]),
      ...(operation.queryNames.includes("limit") ? [["limit", "100"] as const] : []),
      ...(cursor === "" ? [] : [["cursor", cursor] as const]),
    ];
    const answer = await read(how, operation, operation.path, parameters, answers);
    const found = page.safeParse(answer).data;
    items.push(...(found?.items ?? []));
    cursor = found?.nextCursor;
  }
  return items;
}

async function readEach(
  how: Walk,
  operation: Operation,
  locale: string | null,
  items: readonly Item[],
  answers: Map<string, string>,
): Promise<void> {
  const [, field = "id"] = /\{(handle|slug)\}/.exec(operation.path) ?? [];
  const names = items.slice(-how.mostSingles).flatMap(({ [field]: name }) => {
    return typeof name === "string" ? [name] : [];
  });
  const hasLanguages = operation.queryNames.includes("locale");
  const parameters = locale === null || !hasLanguages ? [] : [["locale", locale] as const];
  await allOf(atOnce, names, (name) =>
    read(how, operation, operation.path.replace(/\{\w+\}/, encodeURIComponent(name)), parameters, answers),
  );
}

async function read(
  { fire, tenant, check }: Walk,
  { route }: Operation,
  path: string,
  parameters: readonly (readonly [string, string])[],
  answers: Map<string, string>,
): Promise<unknown> {
  const { key, headers = {} } = entitled(route, tenant);
  // Shoppers have no credential.
  const who =
    route.access === "public" ? { "X-Tenant": tenant.slug } : { Authorization: `Bearer ${key}`, ...headers };
  const query = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  const shot: Shot = {
    method: "GET",
    path: query === "" ? path : `${path}?${query}`,
    headers: [["Host", "localhost"], ...Object.entries(who)],
    body: null,
  };
  const heard = await fire(shot);
  check(shot, heard);
  answers.set(
    `${route.access === "public" ? "shopper" : "staff"} ${shot.path}`,
    `${heard.status} ${heard.text}`,
  );
  return jsonOf(heard);
}
