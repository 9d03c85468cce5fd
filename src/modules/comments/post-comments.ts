import { withoutStars } from "./comment/presentation.ts";
import { type OwnPostComment, ownPostComment } from "./comment/shapes.ts";
import { reportCommand } from "./reports/commands.ts";
import { postSubject } from "./subjects/posts.ts";
import { writingCommands } from "./writing/commands.ts";
import { readingQuery } from "./writing/queries.ts";
import { commentFields, postCommentPatch } from "./writing/schema.ts";
import { named, type Surface } from "./writing/surface.ts";

const surface: Surface<OwnPostComment> = {
  subject: postSubject,
  one: "PostComment",
  path: "/v1/store/posts/{slug}/comments",
  input: commentFields.extend(named.shape),
  patch: postCommentPatch,
  own: ownPostComment,
  toOwn: withoutStars,
};

/** Comments on posts. */
export const postComments = {
  path: surface.path,
  ...writingCommands(surface),
  read: readingQuery(surface),
  report: reportCommand(surface),
};
