import type { ModuleParts } from "../../kernel/module.ts";
import { richTextLimits } from "./limits.ts";

/** Texts by locale, their handles and their HTML. */
export const translations = { limits: Object.values(richTextLimits) } satisfies ModuleParts;

export { type HandleTable, handleMatch, ownerOfHandle } from "./handle-lookup.ts";
export {
  claimHandles,
  dropHandles,
  formerHandles,
  type HandleBook,
  openHandleBook,
  retireHandle,
} from "./handles.ts";
export { richText } from "./rich-text.ts";
export { mergeTranslations, settleTranslations, type TranslationContext } from "./rules.ts";
export {
  localesDiffer,
  removedLocales,
  removesOnly,
  seo,
  type Translation,
  type TranslationPatch,
  title,
  translation,
  translationsInput,
  translationsPatch,
} from "./schema.ts";
export { richTextColumn } from "./stored-html.ts";
