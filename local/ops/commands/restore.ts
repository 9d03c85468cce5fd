import { restoreResponse } from "../../../src/modules/tenants/schema.ts";
import { type ShownTenant, shownTenant } from "../api/shapes.ts";
import type { Context } from "../context.ts";
import { type Exit, exits, Failure } from "../exits.ts";
import { commandOf, type Register } from "../program.ts";

interface Options {
  readonly at: string;
  readonly yes?: boolean;
}

/** `restore`: puts a tenant back to an earlier time. */
export const restore: Register = (program, start) => {
  commandOf(
    program,
    "restore",
    "Put a tenant back to an earlier time; later changes are lost",
    "A new epoch begins, and all views are rebuilt. It asks before, unless --yes is given.",
  )
    .requiredOption("--at <instant>", "such as 2026-11-30T06:00:00Z")
    .option("--yes", "do not ask")
    .action((options) => start(options, (context) => restoreTenant(context, options)));
};

async function restoreTenant(context: Context, { at, yes }: Options): Promise<Exit> {
  const named = context.tenant();
  const instant = instantOf(at, context.io.now());
  const { id, slug, name } = await tenantNamed(context, named);
  if (yes !== true) await confirm(context, `Put ${name} (${slug}, ${id}) back to ${instant}?`, slug);
  const shape = restoreResponse.loose();
  const path = `/v1/platform/tenants/${id}/restores`;
  const answer = await context.api.post(path, shape, { tenant: null, body: { at: instant } });
  context.show(answer, ({ epoch, restored }) =>
    restored
      ? `${slug} is as it was at ${instant}. Epoch ${epoch} has begun, and its views are rebuilt: npm run ops -- rebuild watch --tenant ${slug}\n`
      : `Epoch ${epoch} is reserved, but this platform keeps no history of objects: nothing was put back. Stop it, restore the object's file, and start it again.\n`,
  );
  return answer.restored ? exits.fine : exits.wrong;
}

function instantOf(text: string, now: number): string {
  const instant = Date.parse(text);
  if (!/^\d{4}-\d\d-\d\dT.+(?:Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(instant))
    throw new Failure(
      exits.usage,
      `--at must be an instant with its zone, such as 2026-11-30T06:00:00Z, not "${text}".`,
    );
  if (instant > now) throw new Failure(exits.usage, `--at must be in the past, not ${text}.`);
  return new Date(instant).toISOString();
}

async function tenantNamed({ api }: Context, named: string): Promise<ShownTenant> {
  for await (const one of api.items("/v1/platform/tenants", shownTenant, { tenant: null }))
    if (one.id === named || one.slug === named) return one;
  throw new Failure(exits.wrong, `There is no tenant ${named}.`);
}

async function confirm({ io }: Context, question: string, slug: string): Promise<void> {
  if (io.ask === null) throw new Failure(exits.usage, "Pass --yes: there is no terminal to ask at.");
  const answer = await io.ask(`${question} Later changes are lost. Type its slug to go on: `);
  if (answer.trim() !== slug) throw new Failure(exits.usage, "Nothing was changed.");
}
