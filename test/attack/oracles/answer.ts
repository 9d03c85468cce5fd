import { registry } from "../../../src/registry.ts";
import { checkAnswer, problemShape } from "../../support/http/documented.ts";
import { routes } from "../../support/http/sender.ts";
import { type Heard, jsonOf, type Shot } from "../driver/request.ts";
import type { Attack } from "../generators/attack.ts";
import type { Marks, Owner } from "../town/marks.ts";
import { faultsInHtml } from "./html.ts";

/** What must hold for the answer to any request whatsoever. */
export function faultsInAnswer(
  { shot, at }: Pick<Attack, "shot" | "at">,
  heard: Heard,
  marks: Marks,
  owners: readonly Owner[],
): readonly string[] {
  return [
    ...brokenRules(shot, heard),
    ...(at === undefined ? [] : unnamed(at, heard)),
    ...leaks(shot, heard, marks, owners),
    ...evaluated(heard),
  ];
}

/** Fails, or answers what the document does not say. */
function brokenRules(shot: Shot, heard: Heard): readonly string[] {
  if (heard.status === 0) return [`no answer: ${heard.text}`];
  const isJson = /[/+]json\b/.test(heard.headers.get("Content-Type") ?? "");
  const body = isJson ? jsonOf(heard) : undefined;
  if (isJson && body === undefined)
    return [`${heard.status} with what is no JSON: ${heard.text.slice(0, 200)}`];
  // With 503 for what is not there at the moment, and nothing else.
  const isFailure = heard.status >= 500 && heard.status !== 503;
  if (isFailure) return [`${heard.status}: ${heard.text.slice(0, 300)}`];
  try {
    const sent = typeof shot.body === "string" ? shot.body.replace(/^\ufeff/, "") : undefined;
    checkAnswer(routes, shot.method, shot.path, { ...heard, body }, sent);
  } catch (error) {
    return [`${heard.status} is not as documented: ${messageOf(error)} It says ${heard.text.slice(0, 300)}`];
  }
  if (isOfAnotherStatus(heard.status, body)) return [`${heard.status} is not the status of its code`];
  const isHtml = heard.headers.get("Content-Type")?.startsWith("text/html") === true;
  return isHtml ? faultsInHtml(heard.text, "page") : [];
}

/** Two names of tenants that differ are 403 with a credential, and 400 without. */
function isOfAnotherStatus(status: number, body: unknown): boolean {
  const code = problemShape.safeParse(body).data?.code;
  if (code === undefined || code === "tenant-mismatch") return false;
  return registry.problemByCode.get(code)?.status !== status;
}

function messageOf(error: unknown): string {
  return String(error instanceof Error ? error.message : error)
    .replaceAll(/\s+/g, " ")
    .slice(0, 500);
}

/** Refuses a body without leading to what is wrong with it. */
function unnamed(at: string, heard: Heard): readonly string[] {
  const problem = problemShape.safeParse(jsonOf(heard)).data;
  if (problem?.code !== "validation-failed") return [];
  const pointers = problem.errors?.map(({ pointer }) => pointer) ?? [];
  const isNear = pointers.some((pointer) => pointer.startsWith(at) || at.startsWith(pointer));
  return isNear ? [] : [`refuses ${at}, but points to ${pointers.join(", ") || "nothing"}`];
}

/** Shows what is somebody else's. */
function leaks(shot: Shot, heard: Heard, marks: Marks, owners: readonly Owner[]): readonly string[] {
  const known = [shot.path, ...shot.headers.flat(), typeof shot.body === "string" ? shot.body : ""].join(
    "\n",
  );
  const shown = [heard.text, ...[...heard.headers].map(([name, value]) => `${name}: ${value}`)].join("\n");
  return marks
    .in(shown, owners, decoded(known))
    .filter((mark) => mark.startsWith("zq") || !ofWhatWasSent.test(resolved(shot.path)))
    .map((mark) => `shows what is another's: ${mark}, as in ${around(shown, mark)}`);
}

/** Where a mark stands. It says which field shows it. */
function around(text: string, mark: string): string {
  const at = text.toUpperCase().indexOf(mark.toUpperCase());
  return text.slice(Math.max(0, at - 200), at + mark.length + 100).replaceAll(/\s+/g, " ");
}

/** The audit log has the ids that callers asked for, whosever they are. */
const ofWhatWasSent = /\/v1\/admin\/audit\b/i;

/** The path that a URL comes to: `/v1/store/%2e%2e/admin/audit` is the audit log too. */
function resolved(path: string): string {
  const url = URL.parse(path, "http://host");
  return decoded(url?.pathname ?? path);
}

function decoded(text: string): string {
  try {
    return `${text}\n${decodeURIComponent(text)}`;
  } catch {
    return text;
  }
}

/** 1337 times 7331: some template was filled in. */
function evaluated({ text, headers }: Heard): readonly string[] {
  const faults = text.includes("9801547") ? ["evaluates a template"] : [];
  const isSplit = headers.has("X-Xatk") || (headers.get("Set-Cookie") ?? "").includes("xatk");
  return isSplit ? [...faults, "answers with a header that was sent in a text"] : faults;
}
