import * as z from "zod";
import { refusal } from "../../kernel/api/problem.ts";
import { nothing } from "../../kernel/operation/operation.ts";
import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { versionOf } from "../../kernel/storage/version.ts";
import { canonicalId, opaqueId } from "../../kernel/values/id.ts";
import type { Currency } from "../../kernel/values/money.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import { type Context, defineCommand } from "../../kernel/write/command.ts";
import { readLocations } from "../inventory/index.ts";
import { loadSettings } from "../tenants/index.ts";
import { shippingIds } from "./ids.ts";
import {
  decideOption,
  decideOptionChange,
  decideOptionDeletion,
  type KnownOption,
  type OptionContext,
} from "./rules.ts";
import { optionInput, optionPatch, optionResponse } from "./schema.ts";
import { optionAggregate, readOption, readOptions } from "./store.ts";

export const noSuchOption = refusal("not-found", "There is no such shipping option.");

const byId = z.object({ id: opaqueId });

export const createOption = defineCommand({
  name: "shipping.createOption",
  access: "settings:create",
  input: optionInput,
  output: optionResponse,
  load(database, _, context) {
    const optionContext = loadOptionContext(database, context);
    const { currencies } = optionContext;
    return { ...optionContext, count: readOptions(database, context.tenantId, currencies).length };
  },
  decide(optionContext, input, { newId, tenantId }) {
    const { currencies } = optionContext;
    const id = newId(shippingIds.shippingOption);
    const events = decideOption(id, input, optionContext);
    if (!events.ok) return events;
    return ok({
      events: events.value,
      answer: (database) => writtenOption(database, tenantId, id, currencies),
    });
  },
});

export const updateOption = defineCommand({
  name: "shipping.updateOption",
  access: "settings:update",
  input: byId.extend({ patch: optionPatch }),
  output: optionResponse,
  guards: guarded,
  load: (database, input, context) => ({
    ...loadOption(database, input, context),
    ...loadOptionContext(database, context),
  }),
  decide({ option, ...optionContext }, { patch }, { tenantId }) {
    if (option === undefined) return refused(noSuchOption);
    const { currencies } = optionContext;
    const events = decideOptionChange(option, patch, optionContext);
    if (!events.ok) return events;
    return ok({
      events: events.value,
      answer: (database) => writtenOption(database, tenantId, option.id, currencies),
    });
  },
});

export const deleteOption = defineCommand({
  name: "shipping.deleteOption",
  access: "settings:delete",
  input: byId,
  output: nothing,
  guards: guarded,
  load: loadOption,
  decide({ option }) {
    if (option === undefined) return refused(noSuchOption);
    return ok({ events: decideOptionDeletion(option), answer: () => null });
  },
});

/** The wire shape in the admin API. The flat rate has version 0 until it is changed. */
export function toOptionResponse(database: TenantDatabase, { written: _, ...option }: KnownOption) {
  return { ...option, version: versionOf(database, optionAggregate.type, option.id) };
}

function loadOptionContext(database: TenantDatabase, context: Pick<Context, "tenantId">): OptionContext {
  const { currencies } = loadSettings(database, context);
  const locationIds = readLocations(database, context.tenantId).map(({ id }) => id);
  return { currencies, locationIds };
}

function loadOption(
  database: TenantDatabase,
  { id }: { readonly id: string },
  context: Pick<Context, "tenantId">,
) {
  const { currencies } = loadSettings(database, context);
  const option = readOption(
    database,
    context.tenantId,
    canonicalId(shippingIds.shippingOption, id),
    currencies,
  );
  return { currencies, option };
}

function guarded(
  input: { readonly id: string },
  database: TenantDatabase,
  context: Pick<Context, "tenantId">,
) {
  const { option } = loadOption(database, input, context);
  return option === undefined ? null : { version: toOptionResponse(database, option).version };
}

function writtenOption(
  database: TenantDatabase,
  tenantId: string,
  id: string,
  currencies: readonly Currency[],
) {
  const option = readOption(database, tenantId, id, currencies);
  if (option === undefined) throw new Error(`the option ${id} was just written but cannot be read`);
  return toOptionResponse(database, option);
}
