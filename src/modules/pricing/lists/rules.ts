import { type Refusal, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { equal, sentFields } from "../../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { pricingLimits } from "../limits.ts";
import { isInEffect } from "../selection/matching-rules.ts";
import type { SelectableList } from "../selection/prices.ts";
import { priceListCreated, priceListEnded, priceListStarted, priceListUpdated } from "./events.ts";
import type { PriceList, PriceListContent, PriceListInput, PriceListPatch } from "./schema.ts";

/** A new list. It starts at once if nothing says otherwise. */
export function decideList(
  id: string,
  input: PriceListInput,
  { count, now }: { readonly count: number; readonly now: number },
): Result<readonly NewEvent[]> {
  const { value: most } = pricingLimits.lists;
  if (count >= most) return refused(refusal("too-large", `A shop has at most ${most} price lists.`));
  const { startsAt = null, endsAt = null, rules, ...rest } = input;
  const content = { ...rest, startsAt, endsAt, rules: rulesOf(rules) };
  const wrong = checkTimes(content);
  if (wrong !== null) return refused(wrong);
  return ok([priceListCreated.of(id, content), ...decideTurn({ id, inEffect: false, ...content }, now)]);
}

/** Changes a list. No event if nothing changes. */
export function decideListChange(
  list: PriceList,
  { rules, ...patch }: PriceListPatch,
  now: number,
): Result<readonly NewEvent[]> {
  const wanted: PriceListContent = {
    ...list,
    ...sentFields(patch),
    ...(rules === undefined ? {} : { rules: rulesOf(rules) }),
  };
  const wrong = checkTimes(wanted);
  if (wrong !== null) return refused(wrong);
  const changes = Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => !equal(value, list[field as keyof PriceList])),
  );
  if (equal(changes, {})) return ok([]);
  return ok([priceListUpdated.of(list.id, changes), ...decideTurn({ ...list, ...wanted }, now)]);
}

/** Says that a list has started or ended, if its events do not say so yet. */
export function decideTurn(list: Turning, now: number): readonly NewEvent[] {
  const inEffect = isInEffect(selectable(list), now);
  if (inEffect === list.inEffect) return [];
  return [(inEffect ? priceListStarted : priceListEnded).of(list.id, {})];
}

/** When a list starts or ends next; null if never. */
export function nextTurn(list: Turning, now: number): number | null {
  const { status, startsAt, endsAt } = selectable(list);
  if (status === "draft") return null;
  const turns = [startsAt, endsAt].filter((at) => at !== null && at > now);
  return turns.length === 0 ? null : Math.min(...turns.flatMap((at) => at ?? []));
}

type Turning = Pick<PriceList, "id" | "status" | "startsAt" | "endsAt" | "inEffect">;

/** A list as prices are selected with it: its times as numbers. */
export function selectable<List extends Pick<PriceListContent, "startsAt" | "endsAt">>(
  list: List,
): Omit<List, "startsAt" | "endsAt"> & Pick<SelectableList, "startsAt" | "endsAt"> {
  return { ...list, startsAt: timeOf(list.startsAt), endsAt: timeOf(list.endsAt) };
}

function timeOf(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant);
}

function rulesOf(rules: PriceListInput["rules"]): PriceListContent["rules"] {
  const { countries, customerGroups } = rules ?? {};
  return { countries: distinct(countries), customerGroups: distinct(customerGroups) };
}

function distinct(values: readonly string[] | null | undefined): string[] | null {
  return values === null || values === undefined ? null : [...new Set(values)];
}

function checkTimes({ startsAt, endsAt }: PriceListContent): Refusal | null {
  if (startsAt === null || endsAt === null || Date.parse(startsAt) < Date.parse(endsAt)) return null;
  return refusalAt("validation-failed", "/endsAt", "The list would end before it starts.");
}
