import { defineRoute } from "../../../kernel/api/route.ts";
import { readRobots } from "./workflows.ts";

export const robotsRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/store/robots.txt",
    tag: "Storefront",
    operationId: "getStoreRobots",
    summary: "Get the robots.txt of the storefront",
    description:
      "Returns the setting `robots`, or what is usual for a shop, for a storefront to answer under its own host. Names the sitemap.",
    operation: readRobots,
    input: () => ({}),
    returns: "The file",
    mediaType: "text/plain",
  }),
];
