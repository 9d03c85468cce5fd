import type { ModuleParts } from "../../kernel/module.ts";
import { richTextLimits } from "./limits.ts";
import { translationSchemas } from "./schema.ts";

/** Texts by locale, their handles and their HTML. */
export const translations = {
  limits: Object.values(richTextLimits),
  schemas: [translationSchemas],
} satisfies ModuleParts;

export { cleanHtml, type HtmlRules, TooComplex } from "./clean-html.ts";
export { type HandleTable, handleMatch, ownerOfHandle } from "./handle-lookup.ts";
export { handleConflicts } from "./handle-transfer.ts";
export {
  claimFormerHandle,
  claimHandles,
  dropHandles,
  formerHandles,
  type HandleBook,
  openHandleBook,
  retireHandle,
} from "./handles.ts";
export { translationList, uniqueLocales } from "./list.ts";
export { htmlInput, richText } from "./rich-text.ts";
export {
  mergeTexts,
  mergeTranslations,
  settleTexts,
  settleTranslations,
  type TextKind,
  type TranslationContext,
} from "./rules.ts";
export {
  firstSeo,
  firstTranslation,
  removedLocales,
  removesOnly,
  removesOnlyError,
  seo,
  type Translation,
  type TranslationPatch,
  title,
  translation,
  translationInput,
  translationPatchFields,
  translationsInput,
  translationsPatch,
} from "./schema.ts";
export { richTextColumn } from "./stored-html.ts";
export type { HandleKind } from "./tables.ts";
