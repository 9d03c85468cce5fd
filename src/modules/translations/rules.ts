import { type PointedError, refusal } from "../../kernel/api/problem.ts";
import { freeHandle, handleFromTitle } from "../../kernel/values/handle.ts";
import { equal, sentFields } from "../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import type { HandleBook } from "./handles.ts";
import type { Translation, TranslationInput, TranslationPatch } from "./schema.ts";

/** What a change of translations is checked against. */
export interface TranslationContext {
  readonly handles: HandleBook;
  /** The languages that the tenant has enabled. */
  readonly locales: readonly string[];
  readonly defaultLocale: string;
}

/** The translations that change, in full, and the languages of those that are removed. */
export interface TranslationChange {
  readonly changed: readonly Translation[];
  readonly removed: readonly string[];
}

/** Completes the translations of a new resource: absent fields become null, and each gets a unique handle. */
export function settleTranslations(
  inputs: readonly TranslationInput[],
  context: TranslationContext,
  self: string | null,
): Result<readonly Translation[]> {
  const enabled = checkLocales(inputs, context.locales);
  return enabled.ok ? settle([...inputs.entries()], context.handles, self) : enabled;
}

/** Merges patches by locale: absent fields stay, null fields are cleared, and `remove` takes a translation away. */
export function mergeTranslations(
  current: readonly Translation[],
  patches: readonly TranslationPatch[],
  context: TranslationContext,
  self: string,
): Result<TranslationChange> {
  // A resource may keep a translation in a language that has since been disabled.
  const enabled = checkLocales(patches, [...context.locales, ...current.map(({ locale }) => locale)]);
  if (!enabled.ok) return enabled;
  const removed = removals(current, patches, context.defaultLocale);
  if (!removed.ok) return removed;
  const inputs = completed(current, patches);
  if (!inputs.ok) return inputs;
  const settled = settle(inputs.value, context.handles, self);
  if (!settled.ok) return settled;
  const existing = new Map(current.map((one) => [one.locale, one] as const));
  const changed = settled.value.filter((next) => !equal(next, existing.get(next.locale)));
  return ok({ changed, removed: removed.value });
}

/** Inputs with their indexes in the request. */
type Indexed<Input> = readonly (readonly [number, Input])[];

function settle(
  inputs: Indexed<TranslationInput>,
  book: HandleBook,
  self: string | null,
): Result<readonly Translation[]> {
  const errors: PointedError[] = [];
  const settled = inputs.map(([index, input]): Translation => {
    const owner = input.handle === undefined ? undefined : book.ownerOf(input.locale, input.handle);
    if (owner !== undefined && owner !== self) {
      errors.push({
        pointer: `/translations/${index}/handle`,
        code: "duplicate-handle",
        detail: `${input.handle} is already taken.`,
      });
    }
    const generate = () =>
      freeHandle(handleFromTitle(input.title), book.takenNear(input.locale, input.title, self));
    return {
      locale: input.locale,
      title: input.title,
      subtitle: input.subtitle ?? null,
      handle: input.handle ?? generate(),
      description: input.description ?? null,
      seo: input.seo ?? null,
    };
  });
  return errors.length === 0
    ? ok(settled)
    : refused(refusal("duplicate-handle", "A handle is unique per tenant and locale.", errors));
}

/** Fills patches with what the existing translations have. */
function completed(
  current: readonly Translation[],
  patches: readonly TranslationPatch[],
): Result<Indexed<TranslationInput>> {
  const errors: PointedError[] = [];
  const sent = [...patches.entries()].filter(([, { remove }]) => remove !== true);
  const inputs = sent.map(([index, { remove: _, ...patch }]) => {
    const existing = current.find(({ locale }) => locale === patch.locale);
    const title = patch.title ?? existing?.title;
    if (title === undefined) {
      errors.push({
        pointer: `/translations/${index}/title`,
        code: "missing",
        detail: "a new translation needs a title",
      });
    }
    const input: TranslationInput = {
      ...existing,
      ...sentFields(patch),
      locale: patch.locale,
      title: title ?? "",
    };
    return [index, input] as const;
  });
  return errors.length === 0
    ? ok(inputs)
    : refused(refusal("validation-failed", "A new translation needs a title.", errors));
}

/** The existing translations to remove. The one in the tenant's main language stays, and at least one. */
function removals(
  current: readonly Translation[],
  patches: readonly TranslationPatch[],
  defaultLocale: string,
): Result<readonly string[]> {
  const existing = new Set(current.map(({ locale }) => locale));
  const removed = [...patches.entries()].filter(
    ([, { locale, remove }]) => remove === true && existing.has(locale),
  );
  const isEmpty =
    removed.length === existing.size &&
    !existing.has(defaultLocale) &&
    patches.every(({ remove }) => remove === true);
  const errors = removed.flatMap(([index, { locale }]): readonly PointedError[] => {
    const detail =
      locale === defaultLocale
        ? `${locale} is the tenant's default locale.`
        : isEmpty
          ? `${locale} is the last translation.`
          : null;
    if (detail === null) return [];
    return [{ pointer: `/translations/${index}/remove`, code: "translation-required", detail }];
  });
  if (errors.length === 0) return ok(removed.map(([, { locale }]) => locale));
  const detail = "The translation in the tenant's default locale stays, and at least one.";
  return refused(refusal("translation-required", detail, errors));
}

function checkLocales(
  inputs: readonly { readonly locale: string; readonly remove?: true | undefined }[],
  enabled: readonly string[],
): Result<null> {
  const errors = inputs.flatMap(({ locale, remove }, index): readonly PointedError[] =>
    remove === true || enabled.includes(locale)
      ? []
      : [
          {
            pointer: `/translations/${index}/locale`,
            code: "locale-not-enabled",
            detail: `${locale} is not enabled`,
          },
        ],
  );
  return errors.length === 0
    ? ok(null)
    : refused(refusal("locale-not-enabled", "A language is not enabled.", errors));
}
