import { z } from "zod";
import { refusal } from "../../kernel/api/problem.ts";
import { nothing } from "../../kernel/operation/operation.ts";
import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { versionOf } from "../../kernel/storage/version.ts";
import { canonicalId, opaqueId } from "../../kernel/values/id.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import { defineCommand } from "../../kernel/write/command.ts";
import { settingsOf } from "../tenants/index.ts";
import { shippingIds } from "./ids.ts";
import { decideOption, decideOptionChange, decideOptionDeletion } from "./rules.ts";
import { optionInput, optionPatch, optionResponse, type ShippingOption } from "./schema.ts";
import { optionAggregate, readOption, readOptions } from "./store.ts";

export const noSuchOption = refusal("not-found", "There is no such shipping option.");

const byId = z.object({ id: opaqueId });

export const createOption = defineCommand({
  name: "shipping.createOption",
  access: "settings:create",
  input: optionInput,
  output: optionResponse,
  load: (database, _, { tenantId }) => ({
    currencies: settingsOf(database, tenantId).currencies,
    count: readOptions(database, tenantId).length,
  }),
  decide(decisionContext, input, { newId, tenantId }) {
    const id = newId(shippingIds.shippingOption);
    const events = decideOption(id, input, decisionContext);
    if (!events.ok) return events;
    return ok({ events: events.value, answer: (database) => writtenOption(database, tenantId, id) });
  },
});

export const updateOption = defineCommand({
  name: "shipping.updateOption",
  access: "settings:update",
  input: byId.extend({ patch: optionPatch }),
  output: optionResponse,
  guards: guarded,
  load: (database, { id }, { tenantId }) => ({
    option: readOption(database, tenantId, canonicalId(shippingIds.shippingOption, id)),
    currencies: settingsOf(database, tenantId).currencies,
  }),
  decide({ option, currencies }, { patch }, { tenantId }) {
    if (option === undefined) return refused(noSuchOption);
    const events = decideOptionChange(option, patch, currencies);
    if (!events.ok) return events;
    return ok({ events: events.value, answer: (database) => writtenOption(database, tenantId, option.id) });
  },
});

export const deleteOption = defineCommand({
  name: "shipping.deleteOption",
  access: "settings:delete",
  input: byId,
  output: nothing,
  guards: guarded,
  load: (database, { id }, { tenantId }) =>
    readOption(database, tenantId, canonicalId(shippingIds.shippingOption, id)),
  decide(option) {
    if (option === undefined) return refused(noSuchOption);
    return ok({ events: decideOptionDeletion(option), answer: () => null });
  },
});

/** An option as staff sees it. The flat rate is in version 0 until it is changed. */
export function toOptionResponse(database: TenantDatabase, { id, name, prices }: ShippingOption) {
  return { id, name, prices, version: versionOf(database, optionAggregate.type, id) };
}

function guarded(
  { id }: { readonly id: string },
  database: TenantDatabase,
  { tenantId }: { readonly tenantId: string },
) {
  const option = readOption(database, tenantId, canonicalId(shippingIds.shippingOption, id));
  if (option === undefined) return null;
  return { version: toOptionResponse(database, option).version };
}

function writtenOption(database: TenantDatabase, tenantId: string, id: string) {
  const option = readOption(database, tenantId, id);
  if (option === undefined) throw new Error(`the option ${id} was just written, but is not there`);
  return toOptionResponse(database, option);
}
