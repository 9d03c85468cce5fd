import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { movableOutput } from "../../../kernel/operation/operation.ts";
import { isFitting } from "../../../kernel/read/fitted.ts";
import { mapItems, pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineViewQuery } from "../../../kernel/read/query.ts";
import { sql, statement } from "../../../kernel/storage/sql.ts";
import { servedLocales } from "../../../kernel/values/locale.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { publishedSlugs } from "../../content/index.ts";
import { handleMatch } from "../../translations/index.ts";
import { withoutStars } from "../comment/presentation.ts";
import { postComment, type StoreComment } from "../comment/shapes.ts";
import { countOfThreads, keysetOf, pageOfThreads, threadIn } from "./threads.ts";

export const nodeCommentSorts = ["newest", "oldest"] as const;

/** The approved comments on a post, each with the first of its replies. A former slug redirects to the current one. */
export const listPostComments = commentsOn("post", "comments.listPostComments");

/** The same for a page. All of them were imported: pages take no new ones. */
export const listPageComments = commentsOn("page", "comments.listPageComments");

function commentsOn(kind: "post" | "page", name: string) {
  const nothing = refusal("not-found", `There is no such ${kind}.`);
  return defineViewQuery({
    name,
    access: "public",
    input: pageRequest.extend({
      handle: z.string().min(1).max(255),
      sort: z.enum(nodeCommentSorts).default("newest"),
    }),
    output: movableOutput(pageOutput(postComment)),
    varies: ["locale"],
    async run(model, { handle, limit, after, count, sort }, context) {
      const tenant = await context.tenant();
      if (!tenant.ok) return tenant;
      if (tenant.value.disabledModules.includes("content")) return refused(nothing);
      const { tenantId } = context;
      const locales = servedLocales(context.requestedLocales, tenant.value);
      const asked = { rating: null, sort };
      const found = handleMatch(publishedSlugs(tenantId, kind), handle, locales);
      // Of a post that is called otherwise now, nothing is read.
      const match = sql`SELECT iif(target IS NULL, owner, NULL) AS owner, target FROM (${found})`;
      const list = { tenantId, match, asked };
      const [rows = [], [total] = []] = await model.batch([
        statement(pageOfThreads(list, sql`match.target`, after, limit + 1)),
        ...(count ? [statement(countOfThreads(list))] : []),
      ]);
      const [first] = rows;
      if (first === undefined) return refused(nothing);
      if (first.target !== null) return ok({ movedTo: String(first.target) });
      const page = pageOf<(typeof rows)[number], StoreComment>(
        rows.filter(({ id }) => id !== null),
        limit,
        (row) => keysetOf(row, asked),
        threadIn,
        isFitting,
      );
      const shown = mapItems(page, (thread) => ({
        ...withoutStars(thread),
        replies: thread.replies.map(withoutStars),
      }));
      return ok({ found: { ...shown, totalCount: total === undefined ? undefined : Number(total.total) } });
    },
  });
}
