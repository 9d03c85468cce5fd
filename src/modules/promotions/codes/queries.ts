import { pageOf, pageOutput, uncountedPageRequest } from "../../../kernel/read/page.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { noSuchPromotion } from "../promotion/rules.ts";
import { readPromotion } from "../promotion/store.ts";
import { codeResponse } from "./schema.ts";
import { codesOf } from "./store.ts";

/** The codes of a promotion, in alphabetical order, with how often each was used. */
export const listCodes = defineObjectQuery({
  name: "promotions.listCodes",
  access: "discounts:read",
  input: uncountedPageRequest.extend({ id: opaqueId }),
  output: pageOutput(codeResponse),
  run(database, { id, limit, after }) {
    if (readPromotion(database, id) === undefined) return refused(noSuchPromotion);
    const rows = codesOf(database, id, after === null ? "" : String(after[0]), limit + 1);
    return ok(
      pageOf(
        rows,
        limit,
        ({ key }) => [key],
        ({ key: _, ...code }) => code,
      ),
    );
  },
});
