import * as z from "zod";
import { idText } from "../../../kernel/values/id.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { inventoryIds } from "../ids.ts";

/** The most locations that a tenant can have. */
export const maxLocations = 100;

const name = z.string().trim().min(1).max(200);

export const locationInput = z.strictObject({ name, isDefault: z.boolean().optional() });
export type LocationInput = z.infer<typeof locationInput>;
export const locationPatch = locationInput.partial().strict();
export type LocationPatch = z.infer<typeof locationPatch>;

/** A location that stores stock. Exactly one of a tenant's locations is the default. */
export const location = z.object({
  id: idText(inventoryIds.location),
  name: z.string(),
  isDefault: z.boolean(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export const locationState = defineState("location", location);
export type Location = z.infer<typeof location>;

/** A location in the admin API. */
export const locationResponse = location.extend({ version: z.int() });

/** The names of these shapes in the API. */
export const locationSchemas = {
  Location: locationResponse,
  LocationInput: locationInput,
  LocationPatch: locationPatch,
};
