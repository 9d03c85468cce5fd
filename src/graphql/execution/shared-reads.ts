import DataLoader from "dataloader";
import type { AskRequest } from "../../../durable-objects/write/transaction.ts";
import type { ReadModel, Row, Statement } from "../../kernel/storage/storage.ts";
import type { Result } from "../../kernel/values/result.ts";
import type { TenantClient } from "../../platform/tenant-client.ts";

type Rows = readonly (readonly Row[])[];

/** The most statements that share a round trip. */
const mostStatements = 100;

/** Waits until all fields that can go on now have asked. */
const afterOthers = (run: () => void) => void setTimeout(run, 0);

/**
 * A read model whose reads share round trips: all that is asked in one turn of the event loop is one batch. So whatever fields
 * read side by side, however many there are, takes as many round trips as one of them.
 */
export function sharedReadModel(inner: ReadModel): ReadModel {
  const loader = new DataLoader<readonly Statement[], Rows>((groups) => readTogether(inner, groups), {
    cache: false,
    maxBatchSize: mostStatements,
    batchScheduleFn: afterOthers,
  });
  return {
    all: async (statement) => (await loader.load([statement]))[0] ?? [],
    batch: (statements) => loader.load(statements),
  };
}

async function readTogether(inner: ReadModel, groups: readonly (readonly Statement[])[]): Promise<Rows[]> {
  const rows = await inner.batch(groups.flat());
  let next = 0;
  return groups.map(({ length }) => {
    next += length;
    return rows.slice(next - length, next);
  });
}

type Object = Pick<TenantClient, "ask" | "askAll">;

/** The same for strong reads of a tenant's object. */
export function sharedAsks<Client extends Object>(client: Client): Client {
  const loader = new DataLoader<AskRequest, Result<unknown>>((requests) => askTogether(client, requests), {
    cache: false,
    maxBatchSize: mostStatements,
    batchScheduleFn: afterOthers,
  });
  return { ...client, ask: (request: AskRequest) => loader.load(request) };
}

async function askTogether(
  client: Object,
  requests: readonly AskRequest[],
): Promise<readonly Result<unknown>[]> {
  const [only, ...others] = requests;
  return only !== undefined && others.length === 0 ? [await client.ask(only)] : client.askAll(requests);
}
