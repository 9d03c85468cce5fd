import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { sentFields } from "../../../kernel/values/patch.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { type Context, defineCommand } from "../../../kernel/write/command.ts";
import { loadSettings } from "../../tenants/index.ts";
import { seoIds } from "../ids.ts";
import { redirectDeleted } from "./events.ts";
import { onStorefront } from "./paths.ts";
import { decideRedirect, decideRedirectChange } from "./rules.ts";
import { type AdminRedirect, adminRedirect, redirectInput, redirectPatch } from "./schema.ts";
import { readAround, readRedirect } from "./store.ts";

const noSuch = refusal("not-found", "There is no such redirect.");
const byId = z.object({ id: opaqueId });
const redirectId = (id: string) => canonicalId(seoIds.redirect, id);
const guards = ({ id }: { readonly id: string }) => ({ type: "redirect", id: redirectId(id) });

export const createRedirect = defineCommand({
  name: "seo.createRedirect",
  access: "redirects:create",
  input: redirectInput,
  output: adminRedirect,
  load(database, { from, to, status = 301 }, context) {
    const wanted = { from, to: settledTarget(database, to, context), status };
    return { wanted, around: readAround(database, wanted) };
  },
  decide({ wanted, around }, _, { newId }) {
    const id = newId(seoIds.redirect);
    const events = decideRedirect(id, wanted, around);
    return events.ok ? ok({ events: events.value, answer: (database) => written(database, id) }) : events;
  },
});

export const updateRedirect = defineCommand({
  name: "seo.updateRedirect",
  access: "redirects:update",
  input: byId.extend({ patch: redirectPatch }),
  output: adminRedirect,
  guards,
  load(database, { id, patch }, context) {
    const current = readRedirect(database, redirectId(id));
    if (current === undefined) return undefined;
    const { to, ...others } = sentFields(patch);
    const change = to === undefined ? others : { ...others, to: settledTarget(database, to, context) };
    return { current, change, around: readAround(database, { ...current, ...change }) };
  },
  decide(loaded) {
    if (loaded === undefined) return refused(noSuch);
    const { current, change, around } = loaded;
    const events = decideRedirectChange(current, change, around);
    if (!events.ok) return events;
    return ok({ events: events.value, answer: (database) => written(database, current.id) });
  },
});

export const deleteRedirect = defineCommand({
  name: "seo.deleteRedirect",
  access: "redirects:delete",
  input: byId,
  output: nothing,
  guards,
  load: (database, { id }) => readRedirect(database, redirectId(id)),
  decide: (current) =>
    current === undefined
      ? refused(noSuch)
      : ok({ events: [redirectDeleted.of(current.id, {})], answer: () => null }),
});

/** Makes the redirect of a path what a row of a file says, whether there is one or not. */
export const importRedirect = defineCommand({
  name: "seo.importRedirect",
  access: "redirects:import",
  internal: true,
  input: redirectInput,
  output: z.enum(["created", "updated", "unchanged"]),
  load(database, { from, to, status = 301 }, context) {
    const wanted = { from, to: settledTarget(database, to, context), status };
    return { wanted, around: readAround(database, wanted) };
  },
  decide({ wanted, around }, _, { newId }) {
    const { same } = around;
    const events =
      same === undefined
        ? decideRedirect(newId(seoIds.redirect), wanted, around)
        : decideRedirectChange(same, wanted, around);
    if (!events.ok) return events;
    const outcome = same === undefined ? "created" : events.value.length > 0 ? "updated" : "unchanged";
    return ok({ events: events.value, answer: () => outcome });
  },
});

export const readOneRedirect = defineObjectQuery({
  name: "seo.readRedirect",
  access: "redirects:read",
  input: byId,
  output: adminRedirect,
  run(database, { id }) {
    const redirect = readRedirect(database, redirectId(id));
    return redirect === undefined ? refused(noSuch) : ok(written(database, redirect.id));
  },
});

function settledTarget(database: TenantDatabase, to: string, context: Pick<Context, "tenantId">): string {
  return onStorefront(to, loadSettings(database, context).corsOrigins);
}

function written(database: TenantDatabase, id: string): AdminRedirect {
  const redirect = readRedirect(database, id);
  if (redirect === undefined) throw new Error(`${id} not found after it was written`);
  return { ...redirect, version: versionOf(database, "redirect", id) };
}
