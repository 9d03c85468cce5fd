import { defineModule, type Module } from "../../kernel/module.ts";
import { exportOperations } from "./export/workflows.ts";
import { migration, readImport } from "./import/store.ts";
import { importOperations } from "./import/workflows.ts";
import { transferLimits } from "./limits.ts";
import { partsOf } from "./parts.ts";
import { problems } from "./problems.ts";
import { transferRoutes } from "./routes.ts";
import { transferSchemas } from "./schema.ts";

/** Exports all contents of a tenant, and imports them into another one. The modules say what their contents are. */
export function transfers(modules: readonly Module[]): Module {
  const parts = partsOf(modules);
  const exporting = exportOperations(parts);
  const importing = importOperations(parts);
  return defineModule({
    name: "transfers",
    requires: ["tenants"],
    problems,
    limits: Object.values(transferLimits),
    migrations: [migration],
    operations: [...Object.values(exporting), ...Object.values(importing)],
    schemas: [transferSchemas],
    routes: transferRoutes(exporting, importing),
    // While an import runs, nobody else changes what it checks its lines against.
    tenancy: (database) => ({ suspended: readImport(database)?.status === "running", disabledModules: [] }),
  });
}
