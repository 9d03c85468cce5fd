import { randomBytes } from "node:crypto";
import { type ServerResponse, STATUS_CODES } from "node:http";
import { problemMembers } from "../../src/http/response/problem-json.ts";
import { secure } from "../../src/http/response/security-headers.ts";
import { collectProblems, type Refusal } from "../../src/kernel/api/problem.ts";
import { problemOf } from "../../src/kernel/registry.ts";

/** Answers a request with a problem. */
export function answerProblem(response: ServerResponse, refusal: Refusal, instance: string): void {
  const { status, headers, body } = problemMessage(refusal, instance);
  response.writeHead(status, headers);
  response.end(body);
}

/** A complete response with a problem, for a connection on which nothing could be parsed. */
export function problemBytes(refusal: Refusal): string {
  const { status, headers, body } = problemMessage(refusal, "/");
  const fields = { ...headers, Date: new Date().toUTCString(), Connection: "close" };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, "", body].join("\r\n");
}

const problemByCode = collectProblems([]);

function problemMessage(refusal: Refusal, instance: string) {
  const traceId = randomBytes(16).toString("hex");
  const problem = problemMembers(problemOf({ problemByCode }, refusal.code), refusal, instance, traceId);
  const body = JSON.stringify(problem);
  const headers = new Headers({
    "Content-Type": "application/problem+json",
    "Content-Length": String(Buffer.byteLength(body)),
    "Cache-Control": "no-store",
    ...(problem.status === 503 ? { "Retry-After": "1" } : {}),
  });
  return { status: problem.status, headers: Object.fromEntries(secure(headers)), body };
}
