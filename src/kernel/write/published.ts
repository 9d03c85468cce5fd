import type { Envelope, EventDefinition } from "./event.ts";
import { withoutPersonal } from "./personal.ts";

/** Whether events of a type may leave the platform. */
export function isPublished({ publishedFields }: Pick<EventDefinition, "publishedFields">): boolean {
  return publishedFields !== undefined && publishedFields !== null;
}

/** What leaves the platform of an event's data: the fields that its definition allows, without anything personal in them. */
export function publishedData(
  definition: Pick<EventDefinition, "publishedFields" | "personalFields"> | undefined,
  { data }: Pick<Envelope, "data">,
): Readonly<Record<string, unknown>> {
  const fields = definition?.publishedFields ?? [];
  if (definition === undefined || typeof data !== "object" || data === null) return {};
  const known = Object.entries(withoutPersonal(definition.personalFields, data));
  return Object.fromEntries(known.filter(([field, value]) => fields.includes(field) && value !== undefined));
}
