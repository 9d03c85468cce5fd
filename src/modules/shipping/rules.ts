import { type PointedError, refusal } from "../../kernel/api/problem.ts";
import type { Currency } from "../../kernel/values/money.ts";
import { equal, sentFields } from "../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import type { NewEvent } from "../../kernel/write/event.ts";
import { optionCreated, optionDeleted, optionUpdated } from "./events.ts";
import {
  type AvailableOption,
  maxOptions,
  type OptionInput,
  type OptionPatch,
  type Price,
  type ShippingOption,
} from "./schema.ts";

/** The price of the built-in option, in minor units of any currency. */
const flatRate = 500;

/** A shipping option, and whether it is stored. The flat rate is not stored until it is changed. */
export interface KnownOption extends ShippingOption {
  readonly written: boolean;
}

/** The id of the built-in option, derived from the tenant's id. */
export function flatRateId(tenantId: string): string {
  return `shp_${tenantId.slice(tenantId.indexOf("_") + 1)}`;
}

/** The flat rate of a tenant that has not changed it, in each enabled currency. */
export function flatRateOption(tenantId: string, currencies: readonly Currency[]): ShippingOption {
  return {
    id: flatRateId(tenantId),
    name: "Flat rate",
    prices: currencies.map((currency) => ({ amount: flatRate, currency })),
  };
}

/** Creates an option. Refuses if the tenant has too many. */
export function decideOption(
  id: string,
  input: OptionInput,
  decisionContext: { readonly currencies: readonly Currency[]; readonly count: number },
): Result<readonly NewEvent[]> {
  if (decisionContext.count >= maxOptions)
    return refused(refusal("too-large", `A tenant has at most ${maxOptions} shipping options.`));
  const sound = checkPrices(input.prices, decisionContext.currencies);
  return sound.ok ? ok([optionCreated.of(id, input)]) : sound;
}

/** Changes an option. Emits no event if nothing differs. The first change of the flat rate stores it. */
export function decideOptionChange(
  option: KnownOption,
  patch: OptionPatch,
  currencies: readonly Currency[],
): Result<readonly NewEvent[]> {
  // An existing price stays valid after its currency is disabled.
  const enabled = [...currencies, ...option.prices.map(({ currency }) => currency)];
  const sound = checkPrices(patch.prices ?? [], enabled);
  if (!sound.ok) return sound;
  const { id, written, ...content } = option;
  const changed = Object.fromEntries(
    Object.entries(sentFields(patch)).filter(
      ([field, value]) => !equal(value, content[field as keyof typeof content]),
    ),
  );
  if (Object.keys(changed).length === 0) return ok([]);
  return ok([written ? optionUpdated.of(id, changed) : optionCreated.of(id, { ...content, ...changed })]);
}

export function decideOptionDeletion(option: KnownOption): readonly NewEvent[] {
  return [optionDeleted.of(option.id, {})];
}

/** The option in one currency; null if it has no price there. */
export function availableIn(currency: string, { id, name, prices }: ShippingOption): AvailableOption | null {
  const price = prices.find((one) => one.currency === currency);
  return price === undefined ? null : { id, name, price };
}

function checkPrices(prices: readonly Price[], enabled: readonly Currency[]): Result<null> {
  const seen = new Set<string>();
  const errors = prices.flatMap(({ currency }, index): readonly PointedError[] => {
    const pointer = `/prices/${index}/currency`;
    if (!enabled.includes(currency))
      return [{ pointer, code: "currency-not-enabled", detail: `${currency} is not enabled` }];
    if (seen.has(currency))
      return [{ pointer, code: "invalid-prices", detail: `duplicate price in ${currency}` }];
    seen.add(currency);
    return [];
  });
  const [first] = errors;
  if (first === undefined) return ok(null);
  return first.code === "invalid-prices"
    ? refused(refusal("invalid-prices", "Only one price per currency is allowed.", errors))
    : refused(refusal("currency-not-enabled", "A currency is not enabled.", errors));
}
