import { plainTenant } from "../../../../src/kernel/access/tenant.ts";
import type { Page } from "../../../../src/kernel/read/page.ts";
import type { ViewQuery } from "../../../../src/kernel/read/query.ts";
import type { Statement } from "../../../../src/kernel/storage/storage.ts";
import { ok } from "../../../../src/kernel/values/result.ts";
import { Broken } from "../../violation.ts";
import type { Database } from "../../world/database/read-model.ts";
import type { World } from "../../world/world.ts";
import type { List } from "./lists.ts";

/** Reads pages of lists as a client would, by the names of their queries. */
export function readerOf(database: Database, modules: World["registry"]["modules"]) {
  const queries = new Map(
    modules.flatMap(({ operations }) =>
      operations.flatMap((operation) =>
        operation.kind === "view" ? [[operation.name, operation] as const] : [],
      ),
    ),
  );
  const model = {
    all: async (statement: Statement) => database.all(statement),
    batch: async (statements: readonly Statement[]) => database.batch(statements),
  };
  return async (
    { name, input }: Pick<List, "name" | "input">,
    tenantId: string,
    page: { readonly after: unknown; readonly limit: number },
  ): Promise<Page<unknown>> => {
    // Every query of `lists` answers a page.
    const query = queries.get(name) as ViewQuery<unknown, Page<unknown>> | undefined;
    if (query === undefined) throw new Error(`no module declares the query ${name}`);
    const tenant = plainTenant({ id: tenantId, slug: "shop", name: "A shop" });
    const context = {
      tenantId,
      tenant: async () => ok(tenant),
      requestedLocales: [],
      customerId: null,
      extent: "any",
      extentOf: () => null,
      modules: [],
    } as const;
    const answered = await query.run(model, query.input.parse({ ...input, ...page }), context);
    if (!answered.ok)
      throw new Broken("a list that is walked loses no row", `${name}: ${answered.refusal.detail}`);
    return answered.value;
  };
}
