import { type PointedError, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Context } from "../../../kernel/write/command.ts";
import { contentIds } from "../ids.ts";
import type { Block, BlockInput } from "./schema.ts";

/** The blocks that are wanted, in the place of those that there are. Undefined if nothing is said of them. */
export function settleBlocks(
  wanted: readonly BlockInput[] | null | undefined,
  current: readonly Block[],
  locales: readonly string[],
  { newId }: Pick<Context, "newId">,
): Result<Block[] | undefined> {
  if (wanted === undefined) return ok(undefined);
  if (wanted === null) return ok([]);
  const sound = checkBlocks(wanted, current, locales);
  if (!sound.ok) return sound;
  const inOrder = wanted
    .map((one, index) => ({ one, place: one.position ?? index }))
    .toSorted((a, b) => a.place - b.place);
  return ok(
    inOrder.map(({ one: { id, type, data, translations = [] } }, position) => ({
      id: id ?? newId(contentIds.block),
      type,
      position,
      data: { ...data },
      translations: translations.map((text) => ({ locale: text.locale, data: { ...text.data } })),
    })),
  );
}

/** The blocks in another order. All of them have to be named. */
export function reorderBlocks(current: readonly Block[], ids: readonly string[]): Result<Block[]> {
  const byId = new Map(current.map((one) => [one.id, one] as const));
  const unknown = ids.findIndex((id) => !byId.has(id));
  if (unknown >= 0)
    return refused(refusalAt("unknown-reference", `/ids/${unknown}`, "There is no such block."));
  if (new Set(ids).size !== current.length || ids.length !== current.length)
    return refused(refusalAt("validation-failed", "/ids", "names each of the blocks once"));
  return ok(ids.flatMap((id, position) => ({ ...(byId.get(id) ?? []), position }) as Block));
}

/** A block may keep a language that has been disabled since. */
function checkBlocks(
  wanted: readonly BlockInput[],
  current: readonly Block[],
  locales: readonly string[],
): Result<null> {
  const own = new Map(current.map((one) => [one.id, one.type] as const));
  const named = wanted.flatMap(({ id }) => id ?? []);
  const spoken = new Set([
    ...locales,
    ...current.flatMap(({ translations }) => translations.map(({ locale }) => locale)),
  ]);
  const unknown = wanted.flatMap(({ id, type }, index): readonly PointedError[] =>
    id === undefined || (own.get(id) === type && named.indexOf(id) === named.lastIndexOf(id))
      ? []
      : [
          {
            pointer: `/blocks/${index}/id`,
            code: "unknown-reference",
            detail: "There is no such block of this type, or it is here twice.",
          },
        ],
  );
  if (unknown.length > 0) return refused(refusal("unknown-reference", "There is no such block.", unknown));
  const foreign = wanted.flatMap(({ translations = [] }, index) =>
    translations.flatMap(({ locale }, place): readonly PointedError[] =>
      spoken.has(locale)
        ? []
        : [
            {
              pointer: `/blocks/${index}/translations/${place}/locale`,
              code: "locale-not-enabled",
              detail: `${locale} is not enabled`,
            },
          ],
    ),
  );
  if (foreign.length === 0) return ok(null);
  return refused(refusal("locale-not-enabled", "A language is not enabled.", foreign));
}
