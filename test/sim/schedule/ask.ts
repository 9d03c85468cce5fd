import { z } from "zod";
import type { ExecuteResult } from "../../../durable-objects/write/transaction.ts";
import { isRemembered, type Request } from "../clients/requests.ts";
import { learn } from "../clients/shop.ts";
import { isTaken, judgeAnswer, storedAnswer, versionIn } from "../invariants/answers.ts";
import { judgeOpen } from "../invariants/log/tenancy.ts";
import type { Simulation } from "../simulation.ts";
import { Broken } from "../violation.ts";
import type { Host } from "../world/object/host.ts";
import { isCrash } from "../world/process.ts";
import { simulatedModules } from "../world/world.ts";
import type { Action } from "./action.ts";
import { count, type Outcome, withHost } from "./outcome.ts";

const ownerByCommand = new Map(
  simulatedModules.flatMap(({ name, operations }) =>
    operations.map((operation) => [operation.name, name] as const),
  ),
);

type Asking = Extract<Action, { readonly do: "ask" | "ask again" }>;

/** A client sends a request, for the first time or again. */
export function askFor(simulation: Simulation, action: Asking): Outcome {
  const clients = simulation.clients[action.object];
  if (clients === undefined || simulation.world.hosts[action.object]?.isSecretlyPutBack()) return null;
  const now = simulation.world.clock.now();
  const request =
    action.do === "ask"
      ? clients.spec(action.what, now)
      : clients.repeatable[action.which % Math.max(1, clients.repeatable.length)];
  if (request === undefined || !isRemembered(request, now)) return null;
  const { command } = request.execute;
  return withHost(simulation, action.object, action.crash, (host) => {
    const result = send(simulation, host, request, clients.sharesKey(request));
    if (action.unheard) return `${command}, unheard`;
    if (result.ok) {
      request.answer ??= { text: JSON.stringify(result.answer), seq: result.seq };
      learn(clients.shop, command, result.answer);
      const closing = closingOf(request);
      if (closing !== null && result.seq !== null && !result.replayed) count(simulation.happened, closing);
    }
    return `${command} ${outcomeOf(result)}`;
  });
}

/** What a request closes, in words. */
function closingOf({ execute: { command, input } }: Request): string | null {
  if (command === "tenants.disableModule") return "module turned off";
  if (command !== "tenants.setStatus") return null;
  return isSuspension.safeParse(input).success ? "tenant suspended" : null;
}

const isSuspension = z.object({ status: z.literal("suspended") });

function send(
  { world, logs, carts }: Simulation,
  host: Host,
  request: Request,
  shared: boolean,
): ExecuteResult {
  const log = logs[host.index];
  const { correlationId } = request.execute;
  const before = {
    own: log?.effectOf(correlationId) ?? storedAnswer(host, request),
    // An expired key no longer belongs to any request.
    others: shared && isTaken(host, request, world.clock.now()),
    shared,
    version: versionIn(host, request.spec.guarded),
  };
  const open = log?.tenancy();
  const { core } = host.wake();
  let result: ExecuteResult;
  try {
    result = core.execute({ ...request.execute, epoch: host.epoch });
  } catch (error) {
    carts[host.index]?.lost(request);
    if (isCrash(error)) throw error;
    throw new Broken("no unexpected error is thrown", `${request.execute.command} threw ${String(error)}`);
  }
  judgeAnswer(request, result, before);
  if (open !== undefined)
    judgeOpen(request.execute.command, ownerByCommand.get(request.execute.command), result, open);
  if (!open?.disabled.has("checkout")) carts[host.index]?.read(host, request, result, world.clock.now());
  return result;
}

function outcomeOf(result: ExecuteResult): string {
  if (!result.ok) return `refused: ${result.refusal.code}`;
  return `${result.replayed ? "repeated" : "done"}, seq ${result.seq}`;
}
