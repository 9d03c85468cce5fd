import * as z from "zod";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { customerIds } from "../ids.ts";
import { noSuchGroup, toGroupResponse } from "./commands.ts";
import { customerGroupResponse } from "./schema.ts";
import { readGroup } from "./store.ts";

export const readOneGroup = defineObjectQuery({
  name: "customers.readGroup",
  access: "customers:read",
  input: z.object({ id: opaqueId }),
  output: customerGroupResponse,
  run(database, { id }) {
    const group = readGroup(database, canonicalId(customerIds.customerGroup, id));
    return group === undefined ? refused(noSuchGroup) : ok(toGroupResponse(database, group));
  },
});
