import { z } from "zod";
import { created, gone, listed, shown } from "../../../kernel/api/reply.ts";
import { defineRoute } from "../../../kernel/api/route.ts";
import { listSchema, pageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import {
  createLocation,
  deleteLocation,
  listLocations,
  readOneLocation,
  updateLocation,
} from "./commands.ts";
import { locationInput, locationPatch, locationResponse } from "./schema.ts";

const path = "/v1/admin/locations";
const params = z.object({ id: opaqueId });
const reply = { 200: { description: "The location", schema: locationResponse } };

export const locationRoutes = [
  defineRoute({
    method: "get",
    path,
    summary: "List the places where stock is kept",
    access: listLocations.access,
    query: z.object(pageQuery).strict(),
    replies: { 200: { description: "A page of locations", schema: listSchema(locationResponse) } },
    refusals: ["invalid-cursor"],
    async handle({ page, services }) {
      return listed(await services.ask(listLocations, page));
    },
  }),
  defineRoute({
    method: "post",
    path,
    summary: "Create a location",
    access: createLocation.access,
    body: locationInput,
    replies: { 201: { description: "The location", schema: locationResponse } },
    refusals: ["too-large"],
    async handle({ body, services }) {
      return created(await services.execute(createLocation, body), path);
    },
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    summary: "Read a location as it is now",
    access: readOneLocation.access,
    params,
    replies: reply,
    async handle({ params, services }) {
      return shown(await services.ask(readOneLocation, params));
    },
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    summary: "Rename a location, or make it the default",
    access: updateLocation.access,
    params,
    body: locationPatch,
    replies: reply,
    refusals: ["location-needed"],
    async handle({ params: { id }, body, services }) {
      return shown(await services.execute(updateLocation, { id, patch: body }));
    },
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    summary: "Delete a location that is empty and not the default",
    access: deleteLocation.access,
    params,
    replies: { 204: { description: "Deleted" } },
    refusals: ["location-needed"],
    async handle({ params, services }) {
      return gone(await services.execute(deleteLocation, params));
    },
  }),
];
