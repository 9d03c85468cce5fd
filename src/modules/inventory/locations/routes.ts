import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { pageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import {
  createLocation,
  deleteLocation,
  listLocations,
  readOneLocation,
  updateLocation,
} from "./commands.ts";
import { locationInput, locationPatch } from "./schema.ts";

const path = "/v1/admin/locations";
const params = z.object({ id: opaqueId });
const returns = "The location";

export const locationRoutes = [
  defineRoute({
    method: "get",
    path,
    tag: "Locations",
    operationId: "listLocations",
    summary: "List stock locations",
    description: "Lists the places that store stock, oldest first.",
    operation: listLocations,
    query: z.strictObject(pageQuery),
    input: ({ page }) => page,
    returns: "A page of locations",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path,
    tag: "Locations",
    operationId: "createLocation",
    summary: "Create a stock location",
    description:
      "Creates a place that stores stock. With `isDefault`, it becomes the default location instead of the present one.",
    operation: createLocation,
    body: locationInput,
    input: ({ body }) => body,
    status: 201,
    returns,
    location: ({ id }) => `${path}/${id}`,
    refusals: ["too-large"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    tag: "Locations",
    operationId: "getLocation",
    summary: "Get a stock location",
    description: "Returns a stock location.",
    operation: readOneLocation,
    params,
    input: ({ params }) => params,
    returns,
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    tag: "Locations",
    operationId: "updateLocation",
    summary: "Update a stock location",
    description: "Renames a stock location or makes it the default. One location is always the default.",
    operation: updateLocation,
    params,
    body: locationPatch,
    input: ({ params: { id }, body }) => ({ id, patch: body }),
    returns,
    refusals: ["location-needed"],
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    tag: "Locations",
    operationId: "deleteLocation",
    summary: "Delete a stock location",
    description: "Deletes a location that is empty and not the default.",
    operation: deleteLocation,
    params,
    input: ({ params }) => params,
    returns: "Deleted",
    refusals: ["location-needed"],
  }),
];
