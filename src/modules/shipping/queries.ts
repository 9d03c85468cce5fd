import { z } from "zod";
import { pageOf, pageOutput, pageRequest } from "../../kernel/read/page.ts";
import { defineObjectQuery } from "../../kernel/read/query.ts";
import { canonicalId, opaqueId } from "../../kernel/values/id.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import { loadSettings } from "../tenants/index.ts";
import { noSuchOption, toOptionResponse } from "./commands.ts";
import { shippingIds } from "./ids.ts";
import { optionResponse } from "./schema.ts";
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
