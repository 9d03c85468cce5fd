import * as z from "zod";
import { refusalAt } from "../../kernel/api/problem.ts";
import { pageOf, pageOutput, pageRequest } from "../../kernel/read/page.ts";
import { defineObjectQuery } from "../../kernel/read/query.ts";
import { countrySchema } from "../../kernel/values/country.ts";
import { canonicalId, opaqueId } from "../../kernel/values/id.ts";
import { currencySchema } from "../../kernel/values/money.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import { loadSettings } from "../tenants/index.ts";
import { noSuchOption, toOptionResponse } from "./commands.ts";
import { startingAt } from "./fitting/rules.ts";
import { shippingIds } from "./ids.ts";
import { offeredOptions, optionResponse } from "./schema.ts";
import { readOption, readOptions } from "./store.ts";

/** A tenant's shipping options, oldest first. There are few, so the object lists them itself. */
export const listOptions = defineObjectQuery({
  name: "shipping.listOptions",
  access: "settings:list",
  input: pageRequest,
  output: pageOutput(optionResponse),
  run(database, { limit, after, count }, context) {
    const { currencies } = loadSettings(database, context);
    const options = readOptions(database, context.tenantId, currencies);
    const rest = after === null ? options : options.filter(({ id }) => id > String(after[0]));
    const page = pageOf(
      rest,
      limit,
      ({ id }) => [id],
      (option) => toOptionResponse(database, option),
    );
    return ok({ ...page, totalCount: count ? options.length : undefined });
  },
});

/** Lists the shipping options for a destination, in one currency, to show before there is a cart. */
export const listStoreOptions = defineObjectQuery({
  name: "shipping.listStoreOptions",
  access: "public",
  input: z.object({ country: countrySchema.nullable(), currency: currencySchema.nullable() }),
  output: offeredOptions,
  run(database, { country, currency }, context) {
    const { currencies, defaultCurrency } = loadSettings(database, context);
    const wanted = currency ?? defaultCurrency;
    if (!currencies.includes(wanted))
      return refused(
        refusalAt("validation-failed", "/currency", `${wanted} is not enabled.`, "currency-not-enabled"),
      );
    const options = readOptions(database, context.tenantId, currencies);
    return ok({ items: options.flatMap((option) => startingAt(option, country, wanted) ?? []) });
  },
});

export const readShippingOption = defineObjectQuery({
  name: "shipping.readOption",
  access: "settings:read",
  input: z.object({ id: opaqueId }),
  output: optionResponse,
  run(database, { id }, context) {
    const { currencies } = loadSettings(database, context);
    const option = readOption(
      database,
      context.tenantId,
      canonicalId(shippingIds.shippingOption, id),
      currencies,
    );
    return option === undefined ? refused(noSuchOption) : ok(toOptionResponse(database, option));
  },
});
