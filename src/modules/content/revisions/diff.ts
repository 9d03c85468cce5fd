import { equal } from "../../../kernel/values/patch.ts";
import type { NodeTranslation } from "../nodes/translation.ts";
import type { FieldDifference, Hunk, RevisionDiff, RevisionResponse, TextDifference } from "./schema.ts";

/** More differing lines than this are not worth the time to find them. */
const mostEdits = 2_000;

/** What differs between two revisions: fields as a whole, bodies by line. */
export async function diffOf(before: RevisionResponse, after: RevisionResponse): Promise<RevisionDiff> {
  const old = new Map(before.translations.map((one) => [one.locale, one] as const));
  const now = new Map(after.translations.map((one) => [one.locale, one] as const));
  const locales = [...new Set([...old.keys(), ...now.keys()])].toSorted();
  const texts = await Promise.all(
    locales.map((locale) => textDiff(locale, old.get(locale), now.get(locale))),
  );
  return {
    against: before.number,
    fields: fieldsDiff(fieldsOf(before), fieldsOf(after)),
    translations: texts.filter((one) => one !== null),
  };
}

function fieldsOf({ template, tags, categories, featuredMedia, metadata, blocks }: RevisionResponse) {
  return { template, tags, categories, featuredMedia, metadata, blocks };
}

async function textDiff(
  locale: string,
  before: NodeTranslation | undefined,
  after: NodeTranslation | undefined,
): Promise<TextDifference | null> {
  const fields = fieldsDiff(headOf(before), headOf(after));
  const body = await linesDiff(before?.body ?? "", after?.body ?? "");
  if (fields.length === 0 && body?.length === 0) return null;
  const change = before === undefined ? "added" : after === undefined ? "removed" : "changed";
  return { locale, change, fields, body };
}

type Fields = Readonly<Record<string, unknown>>;

function headOf(translation: NodeTranslation | undefined): Fields {
  if (translation === undefined) return {};
  const { locale: _, body: __, ...head } = translation;
  return head;
}

function fieldsDiff(before: Fields, after: Fields): FieldDifference[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((field) => {
    const [old = null, now = null] = [before[field], after[field]];
    return equal(old, now) ? [] : [{ field, before: old, after: now }];
  });
}

async function linesDiff(before: string, after: string): Promise<Hunk[] | null> {
  if (before === after) return [];
  const { structuredPatch } = await import("diff");
  const patch = structuredPatch("", "", before, after, "", "", { context: 3, maxEditLength: mostEdits });
  return (
    patch?.hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) => ({
      ...{ oldStart, oldLines, newStart, newLines },
      lines,
    })) ?? null
  );
}
