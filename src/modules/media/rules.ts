import { type PointedError, refusal } from "../../kernel/api/problem.ts";
import { equal, sentFields } from "../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import type { NewEvent } from "../../kernel/write/event.ts";
import { fileNameOf } from "./bytes/names.ts";
import { mediaDeleted, mediaUpdated } from "./events.ts";
import { mediaLimits } from "./limits.ts";
import type { Media, MediaPatch, MediaText, MediaUse } from "./schema.ts";
import type { Stored } from "./store.ts";

/** Refuses an upload that a tenant has no room for. */
export function checkRoom(stored: Stored, size: number): Result<null> {
  const { files, storedBytes, uploads } = mediaLimits;
  if (stored.uploads >= uploads.value)
    return refused(refusal("too-large", `At most ${uploads.value} uploads may be under way.`));
  if (stored.files >= files.value)
    return refused(refusal("too-large", `A tenant has at most ${files.value} files.`));
  if (stored.bytes + size > storedBytes.value)
    return refused(refusal("too-large", `The files of a tenant have at most ${storedBytes.value} bytes.`));
  return ok(null);
}

/** Changes what is said about a file. */
export function decideChange(
  media: Media,
  patch: MediaPatch,
  locales: readonly string[],
): Result<readonly NewEvent[]> {
  const translations = mergeTexts(media.translations, patch.translations ?? [], locales);
  if (!translations.ok) return translations;
  const next = {
    ...sentFields({
      name: patch.name === undefined ? undefined : fileNameOf(patch.name, media.mediaType),
      focalPoint: patch.focalPoint,
    }),
    translations: [...translations.value],
  };
  const before: Readonly<Record<string, unknown>> = media;
  const differences = Object.fromEntries(
    Object.entries(next).filter(([field, value]) => !equal(value, before[field])),
  );
  return ok(Object.keys(differences).length === 0 ? [] : [mediaUpdated.of(media.id, differences)]);
}

/** Deletes a file that nothing shows, or whatever shows it. */
export function decideDeletion(
  { id }: Media,
  uses: readonly MediaUse[],
  force: boolean,
): Result<readonly NewEvent[]> {
  const [use] = uses;
  if (use === undefined || force) return ok([mediaDeleted.of(id, {})]);
  const others = uses.length > 1 ? " and others" : "";
  return refused(refusal("media-in-use", `The ${use.type} ${use.id}${others} shows this file.`));
}

function mergeTexts(
  current: readonly MediaText[],
  patches: NonNullable<MediaPatch["translations"]>,
  locales: readonly string[],
): Result<readonly MediaText[]> {
  const known = [...locales, ...current.map(({ locale }) => locale)];
  const errors = patches.flatMap(({ locale, remove }, index): readonly PointedError[] => {
    if (remove === true || known.includes(locale)) return [];
    const pointer = `/translations/${index}/locale`;
    return [{ pointer, code: "locale-not-enabled", detail: `${locale} is not enabled.` }];
  });
  if (errors.length > 0) return refused(refusal("locale-not-enabled", "A language is not enabled.", errors));
  const byLocale = new Map(current.map((one) => [one.locale, one] as const));
  for (const { locale, remove, ...texts } of patches) {
    const merged = { alt: null, caption: null, ...byLocale.get(locale), ...sentFields(texts), locale };
    if (remove === true || (merged.alt === null && merged.caption === null)) byLocale.delete(locale);
    else byLocale.set(locale, merged);
  }
  return ok([...byLocale.values()]);
}
