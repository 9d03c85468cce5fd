import * as z from "zod";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { customerIds } from "../ids.ts";
import { noSuchCustomer, readAdminCustomer } from "./commands.ts";
import { adminCustomer } from "./schema.ts";

export const readAnyCustomer = defineObjectQuery({
  name: "customers.readCustomer",
  access: "customers:read",
  input: z.object({ id: opaqueId }),
  output: adminCustomer,
  run(database, { id }) {
    const customer = readAdminCustomer(database, canonicalId(customerIds.customer, id));
    return customer === undefined ? refused(noSuchCustomer) : ok(customer);
  },
});
