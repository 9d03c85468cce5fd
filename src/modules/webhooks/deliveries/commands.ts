import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { sendingTo } from "../endpoints/queries.ts";
import { noSuchEndpoint } from "../endpoints/rules.ts";
import { sealedSecrets } from "../endpoints/secrets-store.ts";
import { readEndpoint } from "../endpoints/store.ts";
import { webhookReaction } from "../ids.ts";
import { webhookLimits } from "../limits.ts";
import { replay, replayInput } from "./schema.ts";

const guards = ({ id }: { readonly id: string }) => ({ type: "webhookEndpoint", id });
const tooMany = refusal("too-large", "Too many replays of the endpoint are waiting.");

/** Sends an event that the log still has to an endpoint again. */
export const repeatEvent = defineCommand({
  name: "webhooks.repeatEvent",
  access: "webhooks:update",
  internal: true,
  input: z.object({ id: opaqueId, eventId: z.string(), seq: z.int() }),
  output: nothing,
  guards,
  load: (database, { id, seq }) => ({
    endpoint: readEndpoint(database, id),
    event: database.object.eventAt(seq),
    hasRoom: database.object.canReactAgain(subscriptionOf(id)),
  }),
  decide({ endpoint, event, hasRoom }, { id, eventId, seq }) {
    if (endpoint === undefined) return refused(noSuchEndpoint);
    if (!hasRoom) return refused(tooMany);
    // After a restore, another event may have this number.
    if (event?.id !== eventId) return refused(refusal("event-expired", "The event is no longer in the log."));
    return ok({
      events: [],
      isAudited: true,
      writeState: (database) => again(database, id, { after: seq - 1, through: seq, allTypes: true }),
      answer: () => null,
    });
  },
});

/** Sends a part of the log to an endpoint again: the events that it is interested in. */
export const replayEvents = defineCommand({
  name: "webhooks.replayEvents",
  access: "webhooks:update",
  input: z.object({ id: opaqueId, range: replayInput }),
  output: replay,
  guards,
  load(database, { id, range: { fromSeq, from, to } }) {
    const { object } = database;
    const hasRoom = object.canReactAgain(subscriptionOf(id));
    const since = from === undefined ? (fromSeq ?? 1) : object.firstEventSince(from);
    return {
      ...{ hasRoom, endpoint: readEndpoint(database, id) },
      first: Math.max(since, object.oldestEvent()),
      // `to` is included: the first event after it is the next millisecond's.
      last: to === undefined ? object.logEnd().head : object.firstEventSince(justAfter(to)) - 1,
    };
  },
  decide({ endpoint, hasRoom, first, last }, { id }) {
    if (endpoint === undefined) return refused(noSuchEndpoint);
    if (!hasRoom) return refused(tooMany);
    if (first > last) return ok({ events: [], answer: () => ({ fromSeq: null, toSeq: null }) });
    return ok({
      events: [],
      isAudited: true,
      writeState: (database) => again(database, id, { after: first - 1, through: last, allTypes: false }),
      answer: () => ({ fromSeq: first, toSeq: last }),
    });
  },
});

/** Begins a test of an endpoint, and counts it: a test is a request to somebody else's server. */
export const beginTest = defineCommand({
  name: "webhooks.beginTest",
  access: "webhooks:update",
  internal: true,
  input: z.object({ id: opaqueId }),
  output: sendingTo,
  tokens: ({ id }) => [{ policy: testPolicy, key: id }],
  guards,
  load: (database, { id }) => readEndpoint(database, id),
  decide(endpoint, { id }, { now }) {
    if (endpoint === undefined) return refused(noSuchEndpoint);
    return ok({
      events: [],
      isAudited: true,
      answer: (database) => ({
        id,
        url: endpoint.url,
        sealed: [...sealedSecrets(database, id, now)],
      }),
    });
  },
});

const testPolicy = { name: "webhook-tests", quota: webhookLimits.tests.value, window: 60 } as const;

function again(
  database: TenantDatabase,
  id: string,
  range: { readonly after: number; readonly through: number; readonly allTypes: boolean },
): void {
  database.object.reactAgain(subscriptionOf(id), range);
}

function subscriptionOf(endpointId: string): string {
  return `${webhookReaction}/${endpointId}`;
}

function justAfter(instant: string): string {
  return new Date(Date.parse(instant) + 1).toISOString();
}
