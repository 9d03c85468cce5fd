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

/** What the rules read of any translation. */
interface Text {
  readonly locale: string;
}
interface TextPatch extends Text {
  readonly remove?: true | undefined;
}

/** How the translations of one kind of thing are made from what was sent. */
export interface TextKind<One extends Text, Input extends Text, Patch extends TextPatch> {
  /** What its fields are called in requests. */
  readonly fields: { readonly handle: string; readonly title: string };
  /** The handle that was sent, and what it is made from otherwise. */
  readonly named: (input: Input) => { readonly handle: string | undefined; readonly title: string };
  /** A translation in full. Absent fields become null. */
  readonly complete: (input: Input, handle: string) => One;
  /** A patch with what the existing translation has. Null if a new one has no title. */
  readonly merge: (existing: One | undefined, patch: Patch) => Input | null;
}

/** The translations that change, in full, and the languages of those that are removed. */
export interface TextChange<One> {
  readonly changed: readonly One[];
  readonly removed: readonly string[];
}

const catalogueTexts: TextKind<Translation, TranslationInput, TranslationPatch> = {
  fields: { handle: "handle", title: "title" },
  named: ({ handle, title }) => ({ handle, title }),
  complete: (input, handle) => ({
    locale: input.locale,
    title: input.title,
    subtitle: input.subtitle ?? null,
    handle,
    description: input.description ?? null,
    seo: input.seo ?? null,
  }),
  merge(existing, { remove: _, ...patch }) {
    const title = patch.title ?? existing?.title;
    return title === undefined ? null : { ...existing, ...sentFields(patch), locale: patch.locale, title };
  },
};

/** Completes the translations of a new resource: absent fields become null, and each gets a unique handle. */
export function settleTranslations(
  inputs: readonly TranslationInput[],
  context: TranslationContext,
  self: string | null,
): Result<readonly Translation[]> {
  return settleTexts(catalogueTexts, inputs, context, self);
}

/** Merges patches by locale: absent fields stay, null fields are cleared, and `remove` takes a translation away. */
export function mergeTranslations(
  current: readonly Translation[],
  patches: readonly TranslationPatch[],
  context: TranslationContext,
  self: string,
): Result<TextChange<Translation>> {
  return mergeTexts(catalogueTexts, current, patches, context, self);
}

/** `settleTranslations` for the translations of any kind of thing. */
export function settleTexts<One extends Text, Input extends Text, Patch extends TextPatch>(
  kind: TextKind<One, Input, Patch>,
  inputs: readonly Input[],
  context: TranslationContext,
  self: string | null,
): Result<readonly One[]> {
  const enabled = checkLocales(inputs, context.locales);
  return enabled.ok ? settle(kind, [...inputs.entries()], context.handles, self) : enabled;
}

/** `mergeTranslations` for the translations of any kind of thing. */
export function mergeTexts<One extends Text, Input extends Text, Patch extends TextPatch>(
  kind: TextKind<One, Input, Patch>,
  current: readonly One[],
  patches: readonly Patch[],
  context: TranslationContext,
  self: string,
): Result<TextChange<One>> {
  // A resource may keep a translation in a language that has since been disabled.
  const enabled = checkLocales(patches, [...context.locales, ...current.map(({ locale }) => locale)]);
  if (!enabled.ok) return enabled;
  const removed = removals(current, patches, context.defaultLocale);
  if (!removed.ok) return removed;
  const inputs = completed(kind, current, patches);
  if (!inputs.ok) return inputs;
  const settled = settle(kind, inputs.value, context.handles, self);
  if (!settled.ok) return settled;
  const existing = new Map(current.map((one) => [one.locale, one] as const));
  const changed = settled.value.filter((next) => !equal(next, existing.get(next.locale)));
  return ok({ changed, removed: removed.value });
}

/** Inputs with their indexes in the request. */
type Indexed<Input> = readonly (readonly [number, Input])[];

function settle<One extends Text, Input extends Text, Patch extends TextPatch>(
  { fields, named, complete }: TextKind<One, Input, Patch>,
  inputs: Indexed<Input>,
  book: HandleBook,
  self: string | null,
): Result<readonly One[]> {
  const errors: PointedError[] = [];
  const settled = inputs.map(([index, input]) => {
    const { locale } = input;
    const { handle, title } = named(input);
    const owner = handle === undefined ? undefined : book.ownerOf(locale, handle);
    if (owner !== undefined && owner !== self) {
      errors.push({
        pointer: `/translations/${index}/${fields.handle}`,
        code: "duplicate-handle",
        detail: `${handle} is already taken.`,
      });
    }
    const generate = () => freeHandle(handleFromTitle(title), book.takenNear(locale, title, self));
    return complete(input, handle ?? generate());
  });
  return errors.length === 0
    ? ok(settled)
    : refused(refusal("duplicate-handle", `A ${fields.handle} is unique per tenant and locale.`, errors));
}

/** Fills patches with what the existing translations have. */
function completed<One extends Text, Input extends Text, Patch extends TextPatch>(
  { fields, merge }: TextKind<One, Input, Patch>,
  current: readonly One[],
  patches: readonly Patch[],
): Result<Indexed<Input>> {
  const errors: PointedError[] = [];
  const inputs: (readonly [number, Input])[] = [];
  for (const [index, patch] of patches.entries()) {
    if (patch.remove === true) continue;
    const input = merge(
      current.find(({ locale }) => locale === patch.locale),
      patch,
    );
    if (input !== null) inputs.push([index, input]);
    else
      errors.push({
        pointer: `/translations/${index}/${fields.title}`,
        code: "missing",
        detail: `a new translation needs a ${fields.title}`,
      });
  }
  return errors.length === 0
    ? ok(inputs)
    : refused(refusal("validation-failed", `A new translation needs a ${fields.title}.`, errors));
}

/** The existing translations to remove. The one in the tenant's main language stays, and at least one. */
function removals(
  current: readonly Text[],
  patches: readonly TextPatch[],
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

function checkLocales(inputs: readonly TextPatch[], enabled: readonly string[]): Result<null> {
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
