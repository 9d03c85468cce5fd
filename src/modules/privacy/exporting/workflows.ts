import type { Mailbox } from "../../../kernel/operation/ports.ts";
import { defineWorkflow, type WorkflowContext } from "../../../kernel/operation/workflow.ts";
import {
  type Keyset,
  mapItems,
  type Page,
  pageOf,
  pageOutput,
  uncountedPageRequest,
} from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, type Result } from "../../../kernel/values/result.ts";
import { readAudit } from "../../audit/index.ts";
import { readParts } from "./queries.ts";
import { type ExportedPart, exportedPart } from "./schema.ts";

interface Asked {
  readonly id: string;
  readonly after: Keyset | null;
  readonly limit: number;
}

type Part = Result<Page<ExportedPart>>;

/**
 * Exports what a shop knows of a customer, one section after the other: what the object has, the audit log, stored mail. A
 * section begins on a page of its own.
 */
export const exportCustomer = defineWorkflow({
  name: "privacy.exportCustomer",
  access: readParts.access,
  ports: ["mailbox"],
  budget: { d1: 1, objects: 1 },
  input: uncountedPageRequest.extend({ id: opaqueId }),
  output: pageOutput(exportedPart),
  async run(asked, context, { mailbox }): Promise<Part> {
    const [section, ...place] = asked.after ?? [];
    const after = place.length === 0 ? null : place;
    if (section === "entries") return entriesOf({ ...asked, after }, context);
    if (section === "mails") return mailsOf({ ...asked, after }, context, mailbox);
    const parts = await context.invoke(readParts, asked);
    if (!parts.ok) return parts;
    return ok({
      ...mapItems(parts.value, (part): ExportedPart => part),
      next: parts.value.next ?? ["entries"],
    });
  },
});

/** Audit log entries about the customer, newest first, for who may read them. */
async function entriesOf({ id, after, limit }: Asked, { invoke }: WorkflowContext): Promise<Part> {
  const nothingElse = {
    actor: null,
    type: null,
    outcome: null,
    request: null,
    trace: null,
    from: null,
    to: null,
  };
  const entries = await invoke(readAudit, { ...nothingElse, resource: id, after, limit });
  if (!entries.ok) return entries.refusal.code === "forbidden" ? ok(endingWith(["mails"])) : entries;
  return ok(
    leadingTo(
      mapItems(entries.value, (auditEntry) => ({ kind: "auditEntry", auditEntry })),
      "entries",
      ["mails"],
    ),
  );
}

/** Mail to the customer that was stored instead of sent. */
async function mailsOf(asked: Asked, { invoke, tenantId }: WorkflowContext, mailbox: Mailbox): Promise<Part> {
  const record = await invoke(readParts, { id: asked.id, after: null, limit: 1 });
  if (!record.ok) return record;
  const [first] = record.value.items;
  const email = first?.kind === "customer" ? first.customer.email : null;
  const page = email === null ? null : await mailbox.readTo(tenantId, email, asked);
  if (page === null) return ok(endingWith(null));
  const shown = mapItems(
    page,
    ({ to, subject, text, sentAt }): ExportedPart => ({
      kind: "mail",
      mail: { to, subject, text, sentAt },
    }),
  );
  return ok(leadingTo(shown, "mails", null));
}

function leadingTo(page: Page<ExportedPart>, section: string, following: Keyset | null): Page<ExportedPart> {
  return { ...page, next: page.next === null ? following : [section, ...page.next] };
}

function endingWith(next: Keyset | null): Page<ExportedPart> {
  return {
    ...pageOf<ExportedPart, ExportedPart>(
      [],
      0,
      () => [],
      (part) => part,
    ),
    next,
  };
}
