import { z } from "zod";
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
    summary: "List stock locations",
    operation: listLocations,
    query: z.object(pageQuery).strict(),
    input: ({ page }) => page,
    returns: "A page of locations",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path,
    summary: "Create a stock location",
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
    summary: "Read a stock location",
    operation: readOneLocation,
    params,
    input: ({ params }) => params,
    returns,
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    summary: "Rename a stock location or make it the default",
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
    summary: "Delete a stock location that is empty and not the default",
    operation: deleteLocation,
    params,
    input: ({ params }) => params,
    returns: "Deleted",
    refusals: ["location-needed"],
  }),
];
