import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import type { Ports } from "../../../kernel/operation/ports.ts";
import { defineWorkflow, versionMatches, type WorkflowContext } from "../../../kernel/operation/workflow.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Command } from "../../../kernel/write/command.ts";
import { readTenantRecord, staleRecord } from "../../tenants/index.ts";
import { importBatch, importBudget, transferLimits } from "../limits.ts";
import type { Parts } from "../parts.ts";
import { importProgress } from "../schema.ts";
import { importLineCommand, readImportProgress } from "./commands.ts";
import { invalidLine } from "./rules.ts";
import { textLines } from "./text-lines.ts";

interface Line {
  readonly line: number;
  readonly text: string;
}
type ImportLine = Command<Line, { lines: number }>;

/** Imports a part of an export, and says how far the import is. */
export function importOperations(parts: Parts) {
  const importLine = importLineCommand(parts);
  const importTenant = defineWorkflow({
    name: "transfers.importTenant",
    access: "tenants:import",
    scope: "platform",
    input: z.object({
      id: opaqueId,
      from: z.int().positive(),
      file: z.custom<ReadableStream<Uint8Array>>((file) => file instanceof ReadableStream),
    }),
    output: importProgress,
    budget: importBudget,
    ports: ["projections", "directory"],
    once: true,
    async run({ id: named, from, file }, context, ports) {
      const record = await context.invoke(readTenantRecord, { id: named });
      if (!record.ok) return record;
      const { id, version } = record.value;
      if (!versionMatches(context.session, version)) return refused(staleRecord(version));
      const imported = await importPart(context, importLine, id, from, file);
      if (!imported.ok) return imported;
      const progress = await context.invoke(readImportProgress, {}, { tenantId: id });
      if (progress.ok && progress.value.status === "done") await makeKnown(record.value, ports);
      return progress;
    },
  });
  const readTenantImport = defineWorkflow({
    name: "transfers.readTenantImport",
    access: "tenants:import",
    scope: "platform",
    input: z.object({ id: opaqueId }),
    output: importProgress,
    budget: { d1: 0, objects: 2, reason: "The record is the platform's, the import is the tenant's." },
    async run({ id }, { invoke }) {
      const record = await invoke(readTenantRecord, { id });
      return record.ok ? invoke(readImportProgress, {}, { tenantId: record.value.id }) : record;
    },
  });
  return { importLine, readImportProgress, importTenant, readTenantImport };
}

async function importPart(
  context: WorkflowContext,
  importLine: ImportLine,
  tenantId: string,
  from: number,
  file: ReadableStream<Uint8Array>,
): Promise<Result<null>> {
  let batch: Line[] = [];
  let characters = 0;
  const flush = async (): Promise<Result<unknown>> => {
    const results = await context.invokeAll(importLine, batch, { tenantId });
    batch = [];
    characters = 0;
    return results.find(({ ok: isDone }) => !isDone) ?? ok(null);
  };
  let line = from;
  for await (const read of textLines(file, transferLimits.importLine.value)) {
    if (read === null) {
      const flushed = await flush();
      return flushed.ok ? invalidLine(line, "", "too-long", "is longer than a line of an export") : flushed;
    }
    batch.push({ line, text: read });
    characters += read.length;
    line += 1;
    if (batch.length < importBatch.lines && characters < importBatch.characters) continue;
    const flushed = await flush();
    if (!flushed.ok) return flushed;
  }
  if (line === from) return refused(refusal("invalid-export", "The file has no lines."));
  const flushed = await flush();
  return flushed.ok ? ok(null) : flushed;
}

/** The tenant is open now: its settings are the imported ones. */
async function makeKnown(
  record: { readonly id: string; readonly slug: string; readonly domains: readonly string[] },
  { projections, directory }: Pick<Ports, "projections" | "directory">,
): Promise<void> {
  await projections.project(record.id);
  await directory.forget(record);
}
