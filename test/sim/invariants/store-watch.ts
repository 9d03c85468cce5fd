import type { Found } from "../../../src/http/cache/edge.ts";
import { ageLimits } from "../../../src/http/cache/freshness.ts";
import { createRegistry } from "../../../src/kernel/registry.ts";
import { Broken } from "../violation.ts";
import type { Listener, Way } from "../world/store/edges.ts";
import { answerOf, textOf } from "../world/store/gates.ts";
import { shopOf, storeRead } from "../world/store/reads.ts";
import { simulatedModules, type World } from "../world/world.ts";

/** Compares what shoppers see with what the read model has had, and when. */
export interface StoreWatch extends Listener {
  /** A shopper asks. Returns what judges the answer. */
  begin(edge: number, tenantId: string, which: number): Promise<(found: Found, way: Way) => void>;
  /** The read model may have changed. */
  look(): Promise<void>;
}

/** The real parts, whatever bug is planted. */
const registry = createRegistry(simulatedModules);

/** What the read model answered, since when. */
interface Version {
  readonly since: number;
  readonly text: string;
}

/** A question about changes that has no answer yet, or failed. */
interface Question {
  readonly askedAt: Moment;
  failedAt: Moment | null;
}

/** A clock can jump, and a cache believes its clock. */
interface Moment {
  readonly clock: number;
  readonly real: number;
}

/** How long a cache may take until it notices that nobody answers, and how long it believes so. */
const noticedMs = 1_000;
const believedMs = 3_000;

export function createStoreWatch(world: Pick<World, "clock" | "faults" | "database">): StoreWatch {
  const { clock, faults, database } = world;
  const histories = new Map<string, Version[]>();
  const questions = new Map<string, Map<number, Question>>();
  let asked = 0;
  let changes = 0;
  const moment = (): Moment => ({ clock: clock.now(), real: clock.now() - faults.clockAheadMs });
  const model = {
    all: async (...statement: Parameters<typeof database.all>) => database.all(...statement),
    batch: async (...statements: Parameters<typeof database.batch>) => database.batch(...statements),
  };

  const note = async (key: string, versions: Version[]) => {
    const [tenantId = "", which = ""] = key.split(" ");
    const tenant = shopOf(tenantId);
    const { read } = storeRead(registry, tenant, Number(which));
    const text = textOf(await answerOf(registry, model, tenant, read, 0));
    if (versions.at(-1)?.text !== text) versions.push({ since: moment().real, text });
  };
  const questionsOf = (edge: number, tenantId: string) => {
    const key = `${edge} ${tenantId}`;
    const known = questions.get(key) ?? new Map<number, Question>();
    questions.set(key, known);
    return known;
  };
  /** Whether an edge may believe that the read model can't be asked. */
  const isUnheard = (edge: number, tenantId: string): boolean => {
    const now = moment();
    const isOver = (since: Moment, ms: number) =>
      now.clock < since.clock || (now.clock - since.clock > ms && now.real - since.real > ms);
    return [...questionsOf(edge, tenantId).values()].some(({ askedAt, failedAt }) =>
      failedAt === null
        ? now.clock - askedAt.clock > noticedMs || now.clock < askedAt.clock
        : !isOver(failedAt, believedMs),
    );
  };

  return {
    async begin(edge, tenantId, which) {
      const key = `${tenantId} ${which}`;
      const versions = histories.get(key) ?? [];
      if (versions.length === 0) {
        histories.set(key, versions);
        await note(key, versions);
      }
      const { real } = moment();
      const wasUnheard = isUnheard(edge, tenantId);
      return (found, way) => {
        if ("refusal" in found) return;
        const mayBeOld = wasUnheard || way.gateFailed || isUnheard(edge, tenantId);
        const longest = mayBeOld ? ageLimits.staleIfError.value : ageLimits.unheard.value;
        const text = textOf(found.answer.stored);
        const until = (index: number) => versions[index + 1]?.since ?? Number.POSITIVE_INFINITY;
        if (versions.some((version, index) => version.text === text && until(index) >= real - longest))
          return;
        const owner = [...histories].find(
          ([other, all]) => !other.startsWith(tenantId) && all.some((version) => version.text === text),
        );
        const what = `${found.state} answer of ${key} at ${real}: ${text.slice(0, 300)}`;
        if (owner !== undefined && versions.every((version) => version.text !== text))
          throw new Broken("a shopper sees their own tenant", `${what}, which is of ${owner[0]}`);
        throw new Broken("a cached answer is not older than its bound", what);
      };
    },
    async look() {
      if (histories.size === 0) return;
      const [row] = database.sqlite.rows("SELECT total_changes() AS changes");
      if (Number(row?.changes) === changes) return;
      changes = Number(row?.changes);
      for (const [key, versions] of histories) await note(key, versions);
    },
    asked(edge, tenantId) {
      asked += 1;
      questionsOf(edge, tenantId).set(asked, { askedAt: moment(), failedAt: null });
      return asked;
    },
    answered(edge, tenantId, question, succeeded) {
      const open = questionsOf(edge, tenantId);
      const known = open.get(question);
      if (known === undefined) return;
      if (succeeded) open.delete(question);
      else known.failedAt = moment();
    },
    restarted(edge) {
      for (const key of questions.keys()) if (key.startsWith(`${edge} `)) questions.delete(key);
    },
  };
}
