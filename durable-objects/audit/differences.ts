import { equal } from "../../src/kernel/values/patch.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The fields of two states that differ, as they were on each side. Null for a side that does not exist. */
export interface Differences {
  readonly before: Fields | null;
  readonly after: Fields | null;
}

/**
 * Compares two states. Goes into objects, and into lists whose items can be told apart, by id for example: of these, only
 * the items that differ are listed, each with what identifies it. A long text, and what is longer than `characters` on one
 * side, is cut and says so.
 */
export function differencesOf(before: Fields | null, after: Fields | null, characters: number): Differences {
  const [old = {}, now = {}] = differing(before ?? {}, after ?? {}) ?? [];
  return {
    before: before === null ? null : cutFields(fieldsOf(withShortTexts(old)), characters),
    after: after === null ? null : cutFields(fieldsOf(withShortTexts(now)), characters),
  };
}

type Pair = readonly [before: unknown, after: unknown];

/** What differs between two values, on both sides; null if nothing does. */
function differing(before: unknown, after: unknown): Pair | null {
  if (equal(before, after)) return null;
  if (isFields(before) && isFields(after)) return differingFields(before, after);
  if (Array.isArray(before) && Array.isArray(after)) return differingItems(before, after);
  return [before, after];
}

function differingFields(before: Fields, after: Fields): Pair {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const sides: readonly [Record<string, unknown>, Record<string, unknown>] = [{}, {}];
  for (const name of names) {
    const pair = differing(before[name], after[name]);
    if (pair === null) continue;
    for (const [index, side] of [before, after].entries())
      if (name in side) Object.assign(sides[index] ?? {}, { [name]: pair[index] });
  }
  return sides;
}

/** What tells the items of a list apart, the first of these that all of them have. */
const keys = ["id", "variantId", "itemId", "locationId", "locale", "currency", "country"] as const;

function differingItems(before: readonly unknown[], after: readonly unknown[]): Pair {
  const key = keys.find((name) => isKey(name, before) && isKey(name, after));
  if (key === undefined) return [before, after];
  const [old, now] = [before, after].map((items) => new Map(items.map((item) => [keyOf(key, item), item])));
  const sides: readonly [unknown[], unknown[]] = [[], []];
  for (const id of new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])) {
    const pair = differing(old?.get(id), now?.get(id));
    if (pair === null) continue;
    const [was, is] = pair;
    if (old?.has(id)) sides[0].push(isFields(was) ? { [key]: id, ...was } : was);
    if (now?.has(id)) sides[1].push(isFields(is) ? { [key]: id, ...is } : is);
  }
  // Only their order differs.
  if (sides[0].length + sides[1].length === 0) return [[...(old?.keys() ?? [])], [...(now?.keys() ?? [])]];
  return sides;
}

function isKey(name: string, items: readonly unknown[]): boolean {
  const values = items.map((item) => keyOf(name, item));
  return values.every((value) => typeof value === "string") && new Set(values).size === values.length;
}

function keyOf(name: string, item: unknown): unknown {
  return isFields(item) ? item[name] : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** The longest text that is shown whole. */
const longestText = 1_024;

function withShortTexts(value: unknown): unknown {
  if (typeof value === "string") return value.length > longestText ? cut(value, longestText) : value;
  if (Array.isArray(value)) return value.map(withShortTexts);
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, withShortTexts(field)]));
}

/** Short fields get what they need, and the long ones share the rest. */
function cutFields(fields: Fields, characters: number): Fields {
  const sized = Object.entries(fields)
    .map(([name, value]) => ({ name, value, length: lengthOf(value) }))
    .toSorted((a, b) => a.length - b.length);
  let left = characters;
  const cutByName = new Map(
    sized.map(({ name, value, length }, index) => {
      const share = Math.max(0, Math.floor(left / (sized.length - index)));
      left -= Math.min(length, share);
      return [name, length <= share ? value : cut(value, share)];
    }),
  );
  return Object.fromEntries(Object.keys(fields).map((name) => [name, cutByName.get(name)]));
}

/** The beginning of a value that is too long, marked with an ellipsis and how much there is. */
function cut(value: unknown, characters: number): unknown {
  if (typeof value === "string") {
    const start = value.slice(0, characters).replace(/[\uD800-\uDBFF]$/, "");
    return `${start}… (${value.length} characters)`;
  }
  if (Array.isArray(value)) return cutItems(value, characters);
  if (!isFields(value)) return value;
  const entries = cutItems(
    Object.entries(value).map(([name, field]) => ({ name, field })),
    characters,
  );
  return Object.fromEntries(
    entries.map((entry) => (isFields(entry) ? [String(entry.name), entry.field] : ["…", String(entry)])),
  );
}

function cutItems(items: readonly unknown[], characters: number): readonly unknown[] {
  const shown: unknown[] = [];
  let left = characters;
  for (const [index, item] of items.entries()) {
    const length = lengthOf(item);
    if (length > left && index > 0) return [...shown, `… (${items.length - index} more)`];
    shown.push(length <= left ? item : isFields(item) ? cutFields(item, left) : cut(item, left));
    left -= length;
  }
  return shown;
}

function lengthOf(value: unknown): number {
  return (JSON.stringify(value) ?? "").length;
}
