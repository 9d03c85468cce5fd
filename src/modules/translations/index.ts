export {
  claimHandles,
  dropHandles,
  formerHandles,
  type HandleBook,
  openHandleBook,
} from "./handles.ts";
export { richText } from "./rich-text.ts";
export { mergeTranslations, settleTranslations } from "./rules.ts";
export {
  localesDiffer,
  seo,
  type Translation,
  type TranslationPatch,
  title,
  translation,
  translationsInput,
  translationsPatch,
} from "./schema.ts";
