import { defineRoute } from "../../kernel/api/route.ts";
import { exportContent, exportWordpress } from "./export/workflows.ts";

const shared = { method: "get", tag: "Files", input: () => ({}) } as const;

export const exportRoutes = [
  defineRoute({
    ...shared,
    path: "/v1/admin/exports/content",
    operationId: "exportContent",
    summary: "Export all content as lines of JSON",
    description:
      "Streams categories, tags, pages, posts, comments on posts and menus of every status and in all languages, each with all that it says. The first line is a header, and the last one counts the others: without it, the file is cut off. Needs the permission to export posts, pages and comments, and to list menus.",
    operation: exportContent,
    mediaType: "application/x-ndjson",
    fileName: "content.ndjson",
    returns: "A header, a line for each thing, and an end",
  }),
  defineRoute({
    ...shared,
    path: "/v1/admin/exports/wordpress",
    operationId: "exportWordpress",
    summary: "Export all content as WordPress does",
    description:
      "Streams categories, tags, pages, posts, comments on posts and menus as WXR 1.2, in the tenant's default language. `POST /v1/admin/imports/wordpress` reads it back. Bodies are HTML. What is in the archive is private there, hidden comments wait for a moderator and rejected ones are in the trash. Blocks, media and items of menus that lead to goods have no place in it. Needs the permission to export posts, pages and comments, and to list menus.",
    operation: exportWordpress,
    mediaType: "application/xml",
    fileName: "content.xml",
    returns: "All content as WXR",
  }),
];
