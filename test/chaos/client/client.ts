import type { Random } from "../../../src/kernel/values/id.ts";
import { carryTo } from "../../support/e2e/carrier.ts";
import type { Answer, Answered, Intent, Ledger, Outcome, Place, Write } from "./ledger.ts";

/** How one client speaks to the platform: with patience, and with a memory of everything. */
export interface Client {
  readonly random: Random;
  /** Sends until there is an answer that says what became of it, or patience ends. */
  write(
    ask: Omit<Write, "attempts">,
    credential: string | null,
  ): Promise<{ readonly write: Write; readonly outcome: Outcome }>;
  /** Sends a write again that was answered before. */
  repeat(write: Write, credential: string | null): Promise<Outcome>;
  /** Asks once. */
  read(intent: Intent, credential: string | null): Promise<Outcome>;
}

export interface ClientOptions {
  readonly port: number;
  readonly random: Random;
  readonly ledger: Ledger;
  /** When to give up. */
  readonly patientUntil: number;
}

const answerWithinMs = 20_000;

export function createClient({ port, random, ledger, patientUntil }: ClientOptions): Client {
  const carry = carryTo(port);

  async function send(intent: Intent, headers: Readonly<Record<string, string>>): Promise<Outcome> {
    const answer = await once(intent, headers);
    if (answer.status >= 500 && answer.status !== 503)
      ledger.complaints.push(
        `${intent.method} ${intent.path} failed: ${answer.kind === "lost" ? answer.why : ""}`,
      );
    ledger.statuses.set(answer.status, (ledger.statuses.get(answer.status) ?? 0) + 1);
    return answer;
  }

  async function once(intent: Intent, headers: Readonly<Record<string, string>>): Promise<Outcome> {
    const body = intent.body === undefined ? undefined : bodyText(intent.body);
    const type = body === undefined ? {} : { "Content-Type": intent.contentType ?? "application/json" };
    const parcel = {
      method: intent.method,
      path: intent.path,
      headers: { ...type, ...intent.headers, ...headers },
      body,
      host: undefined,
    };
    try {
      return judge(await withinTime(carry(parcel)));
    } catch (error) {
      return { kind: "lost", status: 0, why: error instanceof Error ? error.message : String(error) };
    }
  }

  async function attempt(write: Write, credential: string | null): Promise<Outcome> {
    const traceId = traceOf(write) ?? newTraceId(random);
    const at = Date.now();
    const outcome = await send(write.intent, {
      ...authorized(credential),
      traceparent: `00-${traceId}-00000000000000ff-01`,
      ...(write.key === null ? {} : { "Idempotency-Key": write.key }),
    });
    write.attempts.push({ traceId, at, outcome });
    return outcome;
  }

  /** Only under one key are several attempts one effect, also if a client begins anew. Without a key, each is on its own. */
  function traceOf({ key, shop, intent }: Write): string | undefined {
    if (key === null) return undefined;
    const isSame = (one: Write) => one.key === key && one.shop === shop && one.intent.path === intent.path;
    return ledger.writes.find((one) => isSame(one) && one.attempts.length > 0)?.attempts[0]?.traceId;
  }

  return {
    random,
    async write(ask, credential) {
      const write: Write = { ...ask, attempts: [] };
      ledger.writes.push(write);
      for (;;) {
        const outcome = await attempt(write, credential);
        const isOpen = outcome.kind === "lost" || leavesOpen(write, outcome);
        if (!isOpen || Date.now() > patientUntil) return { write, outcome };
        await pause(50 + random() * 250);
      }
    },
    repeat(write, credential) {
      ledger.replays += 1;
      return attempt(write, credential);
    },
    read(intent, credential) {
      ledger.reads += 1;
      return send(intent, authorized(credential));
    },
  };
}

/** An attempt that was lost may have had its effect, whatever a shop that is closed meanwhile says. */
function leavesOpen({ attempts }: Write, { kind, text }: Answered): boolean {
  const isClosed = /"tenant-suspended"|The module is not enabled/.test(text);
  return kind === "refused" && isClosed && attempts.some(({ outcome }) => outcome.kind === "lost");
}

/** A shopper has none. */
function authorized(credential: string | null): Readonly<Record<string, string>> {
  return credential === null ? {} : { Authorization: `Bearer ${credential}` };
}

/** 5xx leaves open what happened, and so does a key that is still busy. */
function judge({ status, headers, text }: { status: number; headers: Headers; text: string }): Outcome {
  const answer: Answer = {
    status,
    requestId: headers.get("X-Request-Id") ?? "",
    replayed: headers.get("Idempotent-Replayed") === "true",
    token: headers.get("Consistency-Token"),
    cache: headers.get("Cache-Status"),
    place: placeIn(headers.get("Consistency-Token")),
    text,
  };
  if (status < 300) return { ...answer, kind: "done" };
  if (status >= 500 || text.includes('"idempotency-in-progress"'))
    return { kind: "lost", status, why: `${status} ${text.slice(0, 200)}` };
  return { ...answer, kind: "refused" };
}

/** Clients must not look inside; whoever checks their books may. */
function placeIn(token: string | null): Place | null {
  if (token === null) return null;
  const [tenantId, epoch, seq] = JSON.parse(
    Buffer.from(token.split(".")[0] ?? "", "base64url").toString("utf8"),
  );
  return { tenantId, epoch, seq };
}

function bodyText(body: unknown): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}

function newTraceId(random: Random): string {
  const digits = Array.from({ length: 31 }, () => Math.floor(random() * 16).toString(16));
  return `a${digits.join("")}`;
}

async function withinTime<Value>(work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), answerWithinMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
