import { sentFields } from "../../../kernel/values/patch.ts";
import type { TextKind } from "../../translations/index.ts";
import type { NodeTranslation, NodeTranslationInput, NodeTranslationPatch } from "./translation.ts";

/** How translations of nodes are made. */
export const nodeTexts: TextKind<NodeTranslation, NodeTranslationInput, NodeTranslationPatch> = {
  fields: { handle: "slug", title: "title" },
  named: ({ slug, title }) => ({ handle: slug, title }),
  complete: (input, slug) => ({
    locale: input.locale,
    title: input.title,
    slug,
    excerpt: input.excerpt ?? null,
    body: input.body ?? null,
    format: input.format ?? "markdown",
    seo: input.seo ?? null,
  }),
  merge(existing, { remove: _, ...patch }) {
    const title = patch.title ?? existing?.title;
    return title === undefined ? null : { ...existing, ...sentFields(patch), locale: patch.locale, title };
  },
};
