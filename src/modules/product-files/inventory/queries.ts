import * as z from "zod";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { ok } from "../../../kernel/values/result.ts";
import { readLocations } from "../../inventory/index.ts";
import { importStock } from "./command.ts";

/** Reads the locations that an inventory file can name. */
export const readImportLocations = defineObjectQuery({
  name: "catalogue.readImportLocations",
  access: importStock.access,
  internal: true,
  input: z.object({}),
  output: z.array(z.object({ id: z.string(), name: z.string(), isDefault: z.boolean() })),
  run: (database, _, { tenantId }) =>
    ok(readLocations(database, tenantId).map(({ id, name, isDefault }) => ({ id, name, isDefault }))),
});
