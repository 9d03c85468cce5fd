import type { IncomingMessage, ServerResponse } from "node:http";
import { refusal } from "../../src/kernel/api/problem.ts";
import { answerProblem } from "./problem.ts";

/** Streams the runtime's response to the caller. An error that is not the Worker's own becomes a problem. */
export function relay(
  answer: IncomingMessage,
  response: ServerResponse,
  target: string,
  onError: (message: string) => void,
): void {
  const status = answer.statusCode ?? 500;
  if (status >= 400 && !isJson(answer)) {
    replace(answer, response, target, onError);
    return;
  }
  response.writeHead(status, answer.statusMessage, endToEnd(answer.rawHeaders));
  answer.on("error", () => response.destroy());
  answer.pipe(response);
}

function isJson({ headers }: IncomingMessage): boolean {
  return /[/+]json\b/.test(headers["content-type"] ?? "");
}

function replace(
  answer: IncomingMessage,
  response: ServerResponse,
  target: string,
  onError: (message: string) => void,
): void {
  const status = answer.statusCode ?? 500;
  const isOurs = status >= 500;
  if (isOurs) {
    let text = "";
    answer.setEncoding("utf8").on("data", (part: string) => {
      if (text.length < maxLogged) text += part;
    });
    answer.on("end", () => onError(`The runtime answered ${status}: ${text.slice(0, maxLogged)}`));
  } else answer.resume();
  answer.on("error", () => undefined);
  const path = target.split("?", 1)[0] ?? target;
  answerProblem(
    response,
    isOurs
      ? refusal("internal-error", "The runtime failed. The reason is in the runner's output.")
      : refusal("malformed-request", "The runtime does not accept this request."),
    path,
  );
}

const maxLogged = 2_000;

/** The fields that concern the caller, not the connection to the runtime. */
function endToEnd(rawHeaders: readonly string[]): string[] {
  const fields: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    if (!hopByHop.test(name)) fields.push(name, rawHeaders[index + 1] ?? "");
  }
  return fields;
}

const hopByHop = /^(?:connection|keep-alive|proxy-connection|transfer-encoding|upgrade|trailer)$/i;
