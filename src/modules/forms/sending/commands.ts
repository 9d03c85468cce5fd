import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { servedLocales } from "../../../kernel/values/locale.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { findForm } from "../../content/index.ts";
import { signedInCustomer } from "../../customers/index.ts";
import { loadSettings } from "../../tenants/index.ts";
import { formIds } from "../ids.ts";
import { sendingToken } from "../limits.ts";
import { countSubmissions } from "../submission/store.ts";
import { decideSubmission } from "./rules.ts";
import { formInput, formNames, formReceipt } from "./schema.ts";

export const submitForm = defineCommand({
  name: "forms.submitForm",
  access: "public",
  input: formInput.extend({
    ...formNames,
    requestedLocales: z.array(z.string()).readonly().default([]),
  }),
  output: formReceipt,
  tokens: (_input, _database, context) => sendingToken(context),
  load(database, { pageId, blockId, requestedLocales }, context) {
    const settings = loadSettings(database, context);
    const locales = servedLocales(requestedLocales, settings);
    const form = findForm(database, { pageId, blockId }, { locales, defaultLocale: settings.defaultLocale });
    if (form === undefined) return undefined;
    const customerId = signedInCustomer(database, context.actor)?.id ?? null;
    return { form, customerId, kept: countSubmissions(database, form.blockId) };
  },
  decide(sending, input, { newId }) {
    if (sending === undefined) return refused(refusal("not-found", "There is no such form."));
    const events = decideSubmission(newId(formIds.formSubmission), input, sending);
    return events.ok
      ? ok({ events: events.value, answer: () => ({ message: sending.form.message }) })
      : events;
  },
});
