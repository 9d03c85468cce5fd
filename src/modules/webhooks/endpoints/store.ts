import { asc, eq } from "drizzle-orm";
import tables from "../../../../migrations/tenant/0104_webhooks.sql";
import { defineAggregate } from "../../../kernel/module.ts";
import { remembered } from "../../../kernel/storage/remembered.ts";
import type { Migration, TenantDatabase } from "../../../kernel/storage/storage.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import { sentFields } from "../../../kernel/values/patch.ts";
import type { Envelope } from "../../../kernel/write/event.ts";
import {
  endpointCreated,
  endpointDeleted,
  endpointPaused,
  endpointUpdated,
  secretRotated,
} from "./events.ts";
import { type Endpoint, endpointState } from "./schema.ts";
import { endpoints, secrets } from "./tables.ts";

export const migration: Migration = { name: "0104_webhooks", sql: tables };

export const endpointAggregate = defineAggregate(endpointState, {
  apply(database, event) {
    const { id } = event.aggregate;
    if (event.type === endpointDeleted.type) {
      database.delete(endpoints).where(eq(endpoints.id, id)).run();
      database.delete(secrets).where(eq(secrets.endpointId, id)).run();
    } else {
      const content = JSON.stringify(evolved(readEndpoint(database, id), event));
      const row = { id, content, stateVersion: endpointState.version };
      database.insert(endpoints).values(row).onConflictDoUpdate({ target: endpoints.id, set: row }).run();
    }
    allEndpoints.forget(database);
  },
  state: (database, id) => readEndpoint(database, id) ?? null,
});

/** A tenant's endpoints, oldest first. Every command asks for them, and they hardly ever change. */
export function readEndpoints(database: TenantDatabase): readonly Endpoint[] {
  return allEndpoints.get(database);
}

export function readEndpoint(database: TenantDatabase, id: string): Endpoint | undefined {
  return readEndpoints(database).find((one) => one.id === id);
}

/** The wire shape of an endpoint that is there. */
export function endpointResponseOf(database: TenantDatabase, id: string) {
  const found = readEndpoint(database, id);
  if (found === undefined) throw new Error(`the endpoint ${id} was just written but cannot be read`);
  return { ...found, version: versionOf(database, endpointAggregate.type, id) };
}

const allEndpoints = remembered((database) =>
  database
    .select()
    .from(endpoints)
    .orderBy(asc(endpoints.id))
    .all()
    .flatMap(({ content, stateVersion }) => endpointState.readJson(stateVersion, content) ?? []),
);

function evolved(before: Endpoint | undefined, event: Envelope): Endpoint {
  const updatedAt = event.occurredAt;
  if (event.type === endpointCreated.type) {
    const data = endpointCreated.read(event);
    return endpointState.schema.parse({
      id: event.aggregate.id,
      ...data,
      pausedBecause: data.status === "paused" ? "staff" : null,
      previousSecretExpiresAt: null,
      createdAt: updatedAt,
      updatedAt,
    });
  }
  if (before === undefined) throw new Error(`${event.type} before the endpoint was created`);
  switch (event.type) {
    case endpointUpdated.type: {
      const data = endpointUpdated.read(event);
      const because = data.status === "paused" ? "staff" : null;
      return {
        ...before,
        ...sentFields(data),
        pausedBecause: data.status === undefined ? before.pausedBecause : because,
        updatedAt,
      };
    }
    case endpointPaused.type:
      return { ...before, status: "paused", pausedBecause: endpointPaused.read(event).because, updatedAt };
    case secretRotated.type:
      return { ...before, previousSecretExpiresAt: secretRotated.read(event).previousExpiresAt, updatedAt };
    default:
      throw new Error(`${event.type} is not an endpoint's`);
  }
}
