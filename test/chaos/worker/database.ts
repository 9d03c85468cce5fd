import { outageAt, poisonTag } from "../faults/plan.ts";
import { isQuiet, note, plan, roll } from "./dice.ts";

/** D1 that is down, slow or forgetful for a while, as the plan has it, and that poison makes fail for good. */
export function troubled(database: D1Database): D1Database {
  const faulty = {
    prepare: (sql: string) => troubledStatement(sql, database.prepare(sql), []),
    batch: batchOf(database),
    withSession: (constraint?: string) => {
      const session = database.withSession(constraint);
      return {
        prepare: (sql: string) => troubledStatement(sql, session.prepare(sql), []),
        batch: batchOf(session),
        getBookmark: () => session.getBookmark(),
      };
    },
  };
  // The product calls nothing else of it.
  return faulty as unknown as D1Database;
}

interface TroubledStatement {
  readonly sql: string;
  readonly native: D1PreparedStatement;
  readonly params: readonly unknown[];
  bind(...params: unknown[]): TroubledStatement;
  all(): Promise<D1Result>;
}

function troubledStatement(
  sql: string,
  native: D1PreparedStatement,
  params: readonly unknown[],
): TroubledStatement {
  return {
    sql,
    native,
    params,
    bind: (...bound) => troubledStatement(sql, native.bind(...bound), bound),
    all: () => throughTrouble(() => native.all()),
  };
}

function batchOf(database: Pick<D1Database, "batch" | "prepare">) {
  return (statements: readonly TroubledStatement[]) =>
    throughTrouble(() => {
      if (!isQuiet() && statements.some(isPoisoned)) {
        note("batch poisoned");
        throw new Error("D1_ERROR: CHECK constraint failed: poison: SQLITE_CONSTRAINT");
      }
      const copies = statements.filter(isMail).flatMap((mail) => copyOf(database, mail));
      return database.batch([...statements.map(({ native }) => native), ...copies]);
    });
}

function isMail({ sql }: TroubledStatement): boolean {
  return sql.startsWith("INSERT INTO mailbox ");
}

/** The mailbox keeps the newest mails only. The proof wants them all. */
function copyOf(database: Pick<D1Database, "prepare">, { params }: TroubledStatement) {
  const [tenantId, id, , subject] = params;
  return [
    database.prepare(
      "CREATE TABLE IF NOT EXISTS chaos_mails (tenant_id TEXT, id TEXT, subject TEXT, PRIMARY KEY (tenant_id, id))",
    ),
    database.prepare("INSERT OR IGNORE INTO chaos_mails VALUES (?1, ?2, ?3)").bind(tenantId, id, subject),
  ];
}

function isPoisoned({ params }: TroubledStatement): boolean {
  return params.some((param) => typeof param === "string" && param.includes(poisonTag));
}

async function throughTrouble<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  switch (outageAt(plan, Date.now())) {
    case null:
      return ask();
    case "slow":
      note("d1 slow");
      await scheduler.wait(100 + roll() * 900);
      return ask();
    case "down":
      note("d1 down");
      throw lost();
    case "lost": {
      const answer = await ask();
      if (roll() < 0.5) return answer;
      note("d1 answer lost");
      throw lost();
    }
  }
}

function lost(): Error {
  return new Error("D1_ERROR: Network connection lost.");
}
