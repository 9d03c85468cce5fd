import { sentFields } from "../../../kernel/values/patch.ts";
import { ok, type Result } from "../../../kernel/values/result.ts";
import type { EventDefinition, NewEvent } from "../../../kernel/write/event.ts";
import { checkSize } from "../../../kernel/write/size.ts";
import { priceUpdated, productCreated, productUpdated, variantCreated, variantUpdated } from "../events.ts";
import type { ProductState } from "../schema.ts";
import { productLimits } from "./limits.ts";

/** A product as JSON. Only its size matters. */
interface Content {
  readonly translations: readonly { readonly locale: string }[];
  readonly variants: readonly { readonly id: string }[];
}

/** Returns the events of a change, or refuses it if the product would become too large. `sent` is the request. */
export function checkProductSize(
  current: ProductState | null,
  events: readonly NewEvent[],
  sent: object,
): Result<readonly NewEvent[]> {
  const after = events.reduce(contentAfter, current ?? { translations: [], variants: [] });
  const size = checkSize(productLimits.product, { what: "A product", before: current, after, sent });
  return size.ok ? ok(events) : size;
}

/** A product after an event. Events that don't make it larger, and those of other aggregates, are skipped. */
function contentAfter(content: Content, event: NewEvent): Content {
  switch (event.type) {
    case productCreated.type:
      return { ...content, ...dataOf(productCreated, event) };
    case productUpdated.type: {
      const { translations = [], removedLocales = [], ...changed } = dataOf(productUpdated, event);
      const kept = content.translations.filter(({ locale }) => !removedLocales.includes(locale));
      return { ...content, ...sentFields(changed), translations: merged(kept, translations) };
    }
    case variantCreated.type:
      return {
        ...content,
        variants: [...content.variants, dataOf(variantCreated, event)],
      };
    case variantUpdated.type: {
      const { id, ...change } = dataOf(variantUpdated, event);
      return withVariant(content, id, change);
    }
    case priceUpdated.type: {
      const { variantId, new: prices } = dataOf(priceUpdated, event);
      return withVariant(content, variantId, { prices });
    }
    default:
      return content;
  }
}

function merged(current: Content["translations"], changed: Content["translations"]): Content["translations"] {
  const locales = new Set(changed.map(({ locale }) => locale));
  return [...current.filter(({ locale }) => !locales.has(locale)), ...changed];
}

function withVariant(content: Content, id: string, change: object): Content {
  const variants = content.variants.map((one) => (one.id === id ? { ...one, ...sentFields(change) } : one));
  return { ...content, variants };
}

/** The data of an event that a decision has just made. */
function dataOf<Data>(definition: EventDefinition<Data>, { data }: NewEvent): Data {
  return definition.read({ version: definition.version, data });
}
