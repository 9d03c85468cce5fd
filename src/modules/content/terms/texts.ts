import { sentFields } from "../../../kernel/values/patch.ts";
import type { TextKind } from "../../translations/index.ts";
import type { TermTranslation, TermTranslationInput, TermTranslationPatch } from "./schema.ts";

/** How translations of terms are made. */
export const termTexts: TextKind<TermTranslation, TermTranslationInput, TermTranslationPatch> = {
  fields: { handle: "slug", title: "name" },
  named: ({ slug, name }) => ({ handle: slug, title: name }),
  complete: ({ locale, name, description }, slug) => ({
    locale,
    name,
    slug,
    description: description ?? null,
  }),
  merge(existing, { remove: _, ...patch }) {
    const name = patch.name ?? existing?.name;
    return name === undefined ? null : { ...existing, ...sentFields(patch), locale: patch.locale, name };
  },
};
