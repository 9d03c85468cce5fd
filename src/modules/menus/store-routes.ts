import * as z from "zod";
import { storefrontQuery } from "../../kernel/api/query-parameters.ts";
import { defineRoute } from "../../kernel/api/route.ts";
import { menuLocation } from "./menu/schema.ts";
import { readStoreMenu } from "./view/read-store.ts";

/** Menus in the store. */
export const storeRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/store/menus/{location}",
    tag: "Storefront",
    operationId: "getStoreMenu",
    summary: "Get the menu of a location",
    description:
      "Returns the menu of a location in the shopper's language, with the current slugs of what it leads to. Items whose page, post, product, collection or category is not published are left out, with the items below them. Without a menu at the location, this is 404.",
    operation: readStoreMenu,
    conditional: true,
    params: z.object({ location: menuLocation.describe("Where the storefront shows the menu.") }),
    query: z.strictObject({ locale: storefrontQuery.locale }),
    input: ({ params }) => params,
    returns: "The menu",
  }),
];
