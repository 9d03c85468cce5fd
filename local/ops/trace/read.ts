import { readFileSync } from "node:fs";
import type { LogLine } from "../../../src/telemetry/log/lines.ts";
import { codeOf } from "../../problem.ts";
import { createSplitter } from "../../tail/documents.ts";
import { matches, noFilter } from "../../tail/filter.ts";
import { parseLine } from "../../tail/parse.ts";
import type { Api } from "../api/api.ts";
import { type ShownEntry, type ShownEvent, shownEntry, shownEvent, shownTenant } from "../api/shapes.ts";
import { exits, Failure } from "../exits.ts";

/** What is known of a trace. */
export interface Trace {
  readonly trace: string;
  readonly events: readonly (ShownEvent & { readonly tenant: string })[];
  readonly audit: readonly (ShownEntry & { readonly tenant: string })[];
  /** Lines of the log file; null if none was given. */
  readonly lines: readonly LogLine[] | null;
}

/** Tenants that are asked at the same time. */
const asked = 8;

/** Reads what happened in a trace: in one tenant, or looking through all of them. */
export async function readTrace(api: Api, trace: string, logFile: string | undefined): Promise<Trace> {
  const lines = logFile === undefined ? null : linesOf(logFile, trace);
  const tenants = api.tenant === null ? await tenantsOf(api) : [api.tenant];
  const found: { events: ShownEvent[]; audit: ShownEntry[]; tenant: string }[] = [];
  for (let from = 0; from < tenants.length; from += asked)
    found.push(
      ...(await Promise.all(tenants.slice(from, from + asked).map((tenant) => inTenant(api, tenant, trace)))),
    );
  return {
    trace,
    events: found.flatMap(({ tenant, events }) => events.map((event) => ({ ...event, tenant }))),
    audit: found.flatMap(({ tenant, audit }) => audit.map((entry) => ({ ...entry, tenant }))),
    lines,
  };
}

async function tenantsOf(api: Api): Promise<readonly string[]> {
  const slugs: string[] = [];
  // What has stopped can't be asked.
  for await (const { slug, status } of api.items("/v1/platform/tenants", shownTenant))
    if (status !== "provisioning") slugs.push(slug);
  return slugs;
}

async function inTenant(api: Api, tenant: string, trace: string) {
  const sent = { tenant, query: { trace } };
  const [events, audit] = await Promise.all([
    Array.fromAsync(api.items("/v1/ops/events", shownEvent, sent)),
    Array.fromAsync(api.items("/v1/admin/audit", shownEntry, sent)),
  ]);
  return { tenant, events, audit };
}

function linesOf(file: string, trace: string): readonly LogLine[] {
  const { linesOf: split } = createSplitter();
  return read(file)
    .split("\n")
    .flatMap(split)
    .flatMap((text) => parseLine(text).line ?? [])
    .filter((line) => matches(line, { ...noFilter, trace }));
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Failure(exits.usage, `The log file ${file} can't be read (${codeOf(error)}).`);
  }
}
