import { type PointedError, refusal } from "../../kernel/api/problem.ts";
import { freeHandle, handleFromTitle } from "../../kernel/values/handle.ts";
import { sentFields } from "../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import type { HandleBook } from "./handles.ts";
import type { Translation, TranslationInput, TranslationPatch } from "./schema.ts";

/** Completes translations: absent fields become null, and each gets a unique handle. */
export function settleTranslations(
  inputs: readonly TranslationInput[],
  book: HandleBook,
  self: string | null,
): Result<readonly Translation[]> {
  const errors: PointedError[] = [];
  const settled = inputs.map((input, index): Translation => {
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

/**
 * Merges patches by locale: absent fields stay, null fields are cleared. Returns the translations that
 * change.
 */
export function mergeTranslations(
  current: readonly Translation[],
  patches: readonly TranslationPatch[],
  book: HandleBook,
  self: string,
): Result<readonly Translation[]> {
  const errors: PointedError[] = [];
  const inputs = patches.map((patch, index): TranslationInput => {
    const existing = current.find(({ locale }) => locale === patch.locale);
    const title = patch.title ?? existing?.title;
    if (title === undefined) {
      errors.push({
        pointer: `/translations/${index}/title`,
        code: "missing",
        detail: "a new translation needs a title",
      });
    }
    return { ...existing, ...sentFields(patch), locale: patch.locale, title: title ?? "" };
  });
  if (errors.length > 0)
    return refused(refusal("validation-failed", "A new translation needs a title.", errors));
  const settled = settleTranslations(inputs, book, self);
  if (!settled.ok) return settled;
  return ok(
    settled.value.filter(
      (next) =>
        !same(
          next,
          current.find(({ locale }) => locale === next.locale),
        ),
    ),
  );
}

function same(a: Translation, b: Translation | undefined): boolean {
  if (b === undefined) return false;
  const text = (one: Translation) =>
    JSON.stringify([one.locale, one.title, one.subtitle, one.handle, one.description, one.seo]);
  return text(a) === text(b);
}
