import { type OwnComment, ownComment } from "./comment/shapes.ts";
import { reportCommand } from "./reports/commands.ts";
import { productSubject } from "./subjects/products.ts";
import { writingCommands } from "./writing/commands.ts";
import { readingQuery } from "./writing/queries.ts";
import { reviewFields, reviewPatch } from "./writing/schema.ts";
import { named, type Surface } from "./writing/surface.ts";

/** Comments on products are reviews. They can have stars. */
const surface: Surface<OwnComment> = {
  subject: productSubject,
  one: "Review",
  path: "/v1/store/products/{handle}/reviews",
  input: reviewFields.extend(named.shape),
  patch: reviewPatch,
  own: ownComment,
  toOwn: (comment) => comment,
};

export const reviews = {
  path: surface.path,
  ...writingCommands(surface),
  read: readingQuery(surface),
  report: reportCommand(surface),
};
