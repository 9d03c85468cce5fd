import * as z from "zod";
import { pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { loadOwnAddress, loadOwnBook, notSignedIn } from "./commands.ts";
import { customerAddressResponse } from "./schema.ts";
import { toAddressResponse } from "./store.ts";

/** The caller's addresses, oldest first. There are few, so the object lists them itself. */
export const listAddresses = defineObjectQuery({
  name: "customers.listAddresses",
  access: "customer",
  input: pageRequest,
  output: pageOutput(customerAddressResponse),
  run(database, { limit, after, count }, context) {
    const own = loadOwnBook(database, context);
    if (own === null) return refused(notSignedIn);
    const { book } = own;
    const rest = after === null ? book : book.filter(({ id }) => id > String(after[0]));
    const page = pageOf(
      rest,
      limit,
      ({ id }) => [id],
      (address) => toAddressResponse(database, address),
    );
    return ok({ ...page, totalCount: count ? book.length : undefined });
  },
});

export const readOwnAddress = defineObjectQuery({
  name: "customers.readAddress",
  access: "customer",
  input: z.object({ id: opaqueId }),
  output: customerAddressResponse,
  run(database, input, context) {
    const own = loadOwnAddress(database, input, context);
    return own.ok ? ok(toAddressResponse(database, own.value.address)) : own;
  },
});
