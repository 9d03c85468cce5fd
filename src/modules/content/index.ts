import { defineResources } from "../../kernel/access/permission.ts";
import { defineModule } from "../../kernel/module.ts";
import { moduleEnabled, tenantResumed } from "../tenants/index.ts";
import { nodeCommands } from "./admin/commands.ts";
import { nodeQueries } from "./admin/queries.ts";
import { nodeRoutes } from "./admin/routes.ts";
import { adminListRoutes, adminLists } from "./admin-routes.ts";
import { blockLimits } from "./blocks/limits.ts";
import { blockSchemas } from "./blocks/schema.ts";
import { bodyLimits } from "./bodies/limits.ts";
import { conditionalNodes } from "./conditions.ts";
import { exportCategories, exportPages, exportPosts, exportTags } from "./export/queries.ts";
import { feedOperations, feedRoutes } from "./feeds/routes.ts";
import { contentIds } from "./ids.ts";
import { importCategories } from "./import/categories.ts";
import { importPage, importPost } from "./import/commands.ts";
import { nodeKinds } from "./kinds.ts";
import { nodeLimits, termLimits } from "./limits.ts";
import { nodeEvents } from "./nodes/events.ts";
import { nodeAggregate, nodeMigrations } from "./nodes/store.ts";
import { nodeSchemas } from "./nodes/wire.ts";
import { previewLimits } from "./preview/limits.ts";
import { readDraft } from "./preview/queries.ts";
import { previewLinkRoute, previewRoutes } from "./preview/routes.ts";
import { previewSchemas } from "./preview/wire.ts";
import { previewLinkOf, readPreview } from "./preview/workflows.ts";
import { problems } from "./problems.ts";
import { revisionOperations } from "./revisions/operations.ts";
import { revisionRoutes } from "./revisions/routes.ts";
import { revisionSchemas } from "./revisions/schema.ts";
import { followSchedules, scheduleCommand, scheduleInput } from "./schedule/commands.ts";
import { releasableNode } from "./schedule/releasable.ts";
import { storeRoutes, storeTerms } from "./store-routes.ts";
import { termOperations } from "./terms/commands.ts";
import { allTermEvents } from "./terms/events.ts";
import { termRoutes } from "./terms/routes.ts";
import { termSchemas } from "./terms/schema.ts";
import { contentCategoryAggregate, tagAggregate, termMigration } from "./terms/store.ts";
import { contentCategoryTransfer, nodeTransfer, tagTransfer } from "./transfer/store.ts";
import { listStorePosts } from "./view/list-store.ts";
import { nodeView } from "./view/project-nodes.ts";
import { termView } from "./view/project-terms.ts";
import { readStorePage, readStorePost } from "./view/read-store.ts";
import { searchSchemas, searchStore } from "./view/search/search.ts";
import { storeSchemas } from "./view/shapes.ts";

const all = ["create", "read", "update", "delete", "list"] as const;

/** The permission resources of this module, and the default actions per role. Categories and tags go with posts. */
const resources = defineResources({
  posts: { admin: ["manage"], manager: all },
  pages: { admin: ["manage"] },
});

/** Each kind of node has operations and routes of its own, because it has permissions of its own. */
const kinds = nodeKinds.map((kind) => ({
  kind,
  commands: nodeCommands(kind),
  queries: nodeQueries(kind),
  schedule: scheduleCommand(kind),
  revisions: revisionOperations(kind),
  preview: previewLinkOf(kind),
}));

const terms = (["contentCategory", "tag"] as const).map((kind) => ({
  kind,
  operations: termOperations(kind),
}));

export { type Form, type FormField, findForm } from "./blocks/find-form.ts";
export { loadRenderer, type Renderer } from "./bodies/render.ts";
export {
  type ExportedNode,
  type ExportPage,
  exportCategories,
  exportPages,
  exportPosts,
  exportTags,
} from "./export/queries.ts";
export { contentIds } from "./ids.ts";
export { importCategories } from "./import/categories.ts";
export { importPage, importPost } from "./import/commands.ts";
export type { ImportedCategory, ImportedNode, ImportedTerm } from "./import/schema.ts";
export { nodeLimits, termLimits } from "./limits.ts";
export { nodeEvents } from "./nodes/events.ts";
export { publishedWithSlug, unknownNodes } from "./nodes/published-store.ts";
export { type NodeState, nodeState } from "./nodes/schema.ts";
export { nodesShowing } from "./shown-media.ts";
export { findTerms, unknownTerms } from "./terms/lookups.ts";
export type { ContentCategoryState, TagState } from "./terms/schema.ts";
export { anyNodeTag, termsTag } from "./view/cache-tags.ts";
export { currentTermSlug } from "./view/list-terms.ts";
export { currentNodeSlug, slugsOf as publishedSlugs } from "./view/read-store.ts";

/** Posts, pages, and what they are about. */
export const content = defineModule({
  name: "content",
  requires: ["tenants", "access", "identity", "catalogue"],
  optional: true,
  problems,
  ids: contentIds,
  resources,
  conditional: conditionalNodes,
  limits: [
    ...Object.values(nodeLimits),
    ...Object.values(termLimits),
    ...Object.values(bodyLimits),
    ...Object.values(blockLimits),
    ...Object.values(previewLimits),
  ],
  migrations: [...nodeMigrations, termMigration],
  aggregates: [nodeAggregate, contentCategoryAggregate, tagAggregate],
  events: [...nodeEvents, ...allTermEvents],
  // Nodes name terms.
  transfers: [contentCategoryTransfer, tagTransfer, nodeTransfer],
  operations: [
    ...kinds.flatMap(
      ({ commands: { create, update, reorder, remove, moves }, queries, schedule, revisions, preview }) => [
        ...[create, update, reorder, remove, queries.read, schedule, ...Object.values(preview)],
        ...moves.map(({ command }) => command),
        ...Object.values(revisions),
      ],
    ),
    ...terms.flatMap(({ operations }) => Object.values(operations)),
    ...adminLists,
    ...[listStorePosts, readStorePost, readStorePage, searchStore],
    ...Object.values(storeTerms),
    ...[readDraft, readPreview],
    ...feedOperations,
    ...[importPost, importPage, importCategories],
    ...[exportPosts, exportPages, exportCategories, exportTags],
  ],
  // Terms first: a node shows the names of its tags and categories.
  views: [termView, nodeView],
  releasables: kinds.map(({ kind, commands }) => releasableNode(kind, commands)),
  scheduledJobs: [followSchedules],
  jobBursts: [{ job: followSchedules, runs: 20, pauseMs: 100 }],
  // While the tenant or the module was closed, nothing was published.
  jobTriggers: [tenantResumed, moduleEnabled, nodeTransfer.imported].map((event) => ({
    event,
    job: followSchedules,
  })),
  tags: {
    Posts:
      "Posts of a blog or magazine, of every status. Drafts are published to the store, at once or by a schedule.",
    Pages: "Pages that stand by themselves or below each other.",
    "Content categories": "A tree of what posts and pages are about.",
    Tags: "Words for posts and pages.",
  },
  schemas: [
    nodeSchemas,
    blockSchemas,
    revisionSchemas,
    termSchemas,
    storeSchemas,
    searchSchemas,
    previewSchemas,
    { ScheduleInput: scheduleInput },
  ],
  routes: [
    ...kinds.flatMap(({ kind, commands, queries, schedule, revisions, preview }) => [
      ...nodeRoutes(kind, commands, queries, schedule),
      ...revisionRoutes(kind, revisions),
      previewLinkRoute(kind, preview.make),
    ]),
    ...terms.flatMap(({ kind, operations }) => termRoutes(kind, operations)),
    ...adminListRoutes,
    ...feedRoutes,
    ...storeRoutes,
    ...previewRoutes,
  ],
});

declare module "../../kernel/access/permission.ts" {
  interface ResourceRegister {
    readonly content: typeof resources;
  }
}
