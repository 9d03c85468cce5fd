import { type PointedError, refusal, refusalAt } from "../../kernel/api/problem.ts";
import { byteLength } from "../../kernel/json.ts";
import { canonicalId } from "../../kernel/values/id.ts";
import type { Currency } from "../../kernel/values/money.ts";
import { equal, sentFields } from "../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import type { NewEvent } from "../../kernel/write/event.ts";
import { inventoryIds } from "../inventory/ids.ts";
import { optionCreated, optionDeleted, optionUpdated } from "./events.ts";
import { shippingLimits } from "./limits.ts";
import {
  type OptionInput,
  type OptionPatch,
  type Price,
  plainOption,
  type ShippingOption,
} from "./schema.ts";

/** The price of the built-in option, in minor units of any currency. */
const flatRate = 500;

/** A shipping option, and whether it is stored. The flat rate is not stored until it is changed. */
export interface KnownOption extends ShippingOption {
  readonly written: boolean;
}

/** What a change of an option depends on. */
export interface OptionContext {
  readonly currencies: readonly Currency[];
  /** The ids of the shop's locations. */
  readonly locationIds: readonly string[];
}

/** The id of the built-in option, derived from the tenant's id. */
export function flatRateId(tenantId: string): string {
  return `shp_${tenantId.slice(tenantId.indexOf("_") + 1)}`;
}

/** The flat rate of a tenant that has not changed it, in each enabled currency. */
export function flatRateOption(tenantId: string, currencies: readonly Currency[]): ShippingOption {
  return plainOption({
    id: flatRateId(tenantId),
    name: "Flat rate",
    prices: currencies.map((currency) => ({ amount: flatRate, currency })),
  });
}

/** Creates an option. Refuses if the tenant has too many. */
export function decideOption(
  id: string,
  input: OptionInput,
  decisionContext: OptionContext & { readonly count: number },
): Result<readonly NewEvent[]> {
  const { value: most } = shippingLimits.options;
  if (decisionContext.count >= most)
    return refused(refusal("too-large", `A tenant has at most ${most} shipping options.`));
  const { id: _, ...content } = changed(plainOption({ id, name: input.name, prices: [] }), input);
  const sound = checkOption(content, content, decisionContext);
  return sound.ok ? ok([optionCreated.of(id, content)]) : sound;
}

/** Changes an option. Emits no event if nothing differs. The first change of the flat rate stores it. */
export function decideOptionChange(
  option: KnownOption,
  patch: OptionPatch,
  decisionContext: OptionContext,
): Result<readonly NewEvent[]> {
  const { id, written, ...content } = option;
  const { id: _, ...next } = changed({ id, ...content }, patch);
  const differences = Object.fromEntries(
    Object.entries(next).filter(([field, value]) => !equal(value, content[field as keyof typeof content])),
  );
  // An existing price stays valid after its currency is disabled.
  const kept = pricesIn(option).map(({ price }) => price.currency);
  const enabled = [...decisionContext.currencies, ...kept];
  const sound = checkOption(next, differences, { ...decisionContext, currencies: enabled });
  if (!sound.ok) return sound;
  if (Object.keys(differences).length === 0) return ok([]);
  return ok([written ? optionUpdated.of(id, differences) : optionCreated.of(id, next)]);
}

export function decideOptionDeletion(option: KnownOption): readonly NewEvent[] {
  return [optionDeleted.of(option.id, {})];
}

function changed(option: ShippingOption, patch: OptionPatch): ShippingOption {
  const { rules, locationId, ...others } = sentFields(patch);
  return {
    ...option,
    ...others,
    ...(rules === undefined ? {} : { rules: rules.map(ruleOf) }),
    ...(locationId === undefined
      ? {}
      : { locationId: locationId && canonicalId(inventoryIds.location, locationId) }),
  };
}

function ruleOf(input: NonNullable<OptionPatch["rules"]>[number]): ShippingOption["rules"][number] {
  const { minWeight = null, maxWeight = null, minSubtotal = null, maxSubtotal = null } = input;
  const { minQuantity = null, maxQuantity = null, prices } = input;
  return { minWeight, maxWeight, minSubtotal, maxSubtotal, minQuantity, maxQuantity, prices };
}

type Content = Omit<ShippingOption, "id">;

function checkOption(next: Content, differences: Partial<Content>, context: OptionContext): Result<null> {
  const sound = checkPrices(next, context.currencies);
  if (!sound.ok) return sound;
  if (next.rules.length === 0 && next.prices.length === 0)
    return refused(refusalAt("validation-failed", "/prices", "An option without rules needs a price."));
  const { minDays, maxDays, locationId, kind } = next;
  if (minDays !== null && maxDays !== null && minDays > maxDays)
    return refused(refusalAt("validation-failed", "/maxDays", "must not be less than minDays"));
  if (locationId !== null && kind !== "pickup")
    return refused(refusalAt("validation-failed", "/locationId", "is of options of the kind pickup only"));
  const isMoved = differences.locationId !== undefined && locationId !== null;
  if (isMoved && !context.locationIds.includes(locationId))
    return refused(refusalAt("unknown-reference", "/locationId", "There is no such location."));
  if (byteLength(JSON.stringify(next)) > shippingLimits.option.value)
    return refused(refusal("too-large", "A shipping option has at most 8 KiB."));
  return ok(null);
}

interface PlacedPrice {
  readonly price: Price;
  readonly pointer: string;
  /** Prices of which only one may be in a currency. */
  readonly list: string;
}

/** All amounts of an option, each with its place in a request. */
function pricesIn({ prices, freeFrom, rules }: Content): readonly PlacedPrice[] {
  const placed = (list: string, all: readonly Price[]) =>
    all.map((price, index) => ({ price, list, pointer: `${list}/${index}/currency` }));
  return [
    ...placed("/prices", prices),
    ...placed("/freeFrom", freeFrom),
    ...rules.flatMap((rule, index) => placed(`/rules/${index}/prices`, rule.prices)),
  ];
}

function checkPrices(content: Content, enabled: readonly Currency[]): Result<null> {
  const seen = new Set<string>();
  const errors = pricesIn(content).flatMap(
    ({ price: { currency }, pointer, list }): readonly PointedError[] => {
      if (!enabled.includes(currency))
        return [{ pointer, code: "currency-not-enabled", detail: `${currency} is not enabled` }];
      const key = `${list} ${currency}`;
      if (seen.has(key))
        return [{ pointer, code: "invalid-prices", detail: `duplicate price in ${currency}` }];
      seen.add(key);
      return [];
    },
  );
  const [first] = errors;
  if (first === undefined) return ok(null);
  return first.code === "invalid-prices"
    ? refused(refusal("invalid-prices", "Only one price per currency is allowed.", errors))
    : refused(refusal("currency-not-enabled", "A currency is not enabled.", errors));
}
