import type { Mail } from "../../kernel/delivery/reaction.ts";
import type { StoredMail } from "../../kernel/operation/ports.ts";
import { fitted, isFitting } from "../../kernel/read/fitted.ts";
import { type Page, type PageRequest, pageOf } from "../../kernel/read/page.ts";
import { sql, statement } from "../../kernel/storage/sql.ts";
import type { ReadModel, Row, Statement } from "../../kernel/storage/storage.ts";

const maxMails = 200;
const retentionMs = 7 * 24 * 60 * 60 * 1000;

/**
 * Stores a mail once per key, and removes expired mails and all but the tenant's newest. A mail about what was erased meanwhile
 * is not stored.
 */
export function storeMail(tenantId: string, about: string, mail: Mail, now: number): readonly Statement[] {
  const { idempotencyKey, to, subject, text, html, locale, replyTo = null } = mail;
  const sentAt = new Date(now).toISOString();
  return [
    {
      sql: `INSERT INTO mailbox (tenant_id, id, recipient, subject, text, sent_at, html, locale, reply_to, about)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 WHERE NOT EXISTS (SELECT 1 FROM erased WHERE tenant_id = ?1 AND id = ?10)
ON CONFLICT (tenant_id, id) DO UPDATE SET times = times + 1`,
      params: [tenantId, idempotencyKey, to, subject, text, sentAt, html, locale, replyTo, about],
    },
    {
      sql: `DELETE FROM mailbox WHERE tenant_id = ?1 AND (sent_at < ?2 OR id IN
(SELECT id FROM mailbox WHERE tenant_id = ?1 ORDER BY sent_at DESC, id DESC LIMIT -1 OFFSET ?3))`,
      params: [tenantId, new Date(now - retentionMs).toISOString(), maxMails],
    },
  ];
}

/** Reads a page of the tenant's mailbox, newest mail first: all of it, or the mail to an address. */
export async function readMailbox(
  readModel: ReadModel,
  tenantId: string,
  { limit, after }: Omit<PageRequest, "count">,
  recipient: string | null = null,
): Promise<Page<StoredMail>> {
  const [sentAt = null, id = null] = after ?? [];
  const beyond = sentAt === null ? sql`true` : sql`(sent_at, id) < (${sentAt}, ${id})`;
  const isTo = recipient === null ? sql`true` : sql`lower(recipient) = ${recipient.toLowerCase()}`;
  const sizes = sql`SELECT sent_at, id, octet_length(text) + octet_length(subject) AS bytes FROM mailbox
    WHERE tenant_id = ${tenantId} AND ${beyond} AND ${isTo} ORDER BY sent_at DESC, id DESC LIMIT ${limit + 1}`;
  const rows = await readModel.all(
    statement(sql`WITH page AS MATERIALIZED (${fitted(sizes, sql`sent_at DESC, id DESC`)})
      SELECT page.id, page.sent_at, page.fits, mail.recipient, mail.subject, mail.text,
      mail.locale, mail.reply_to, mail.times FROM page
      LEFT JOIN mailbox AS mail ON mail.tenant_id = ${tenantId} AND mail.id = page.id AND page.fits ORDER BY page.place`),
  );
  return pageOf(rows, limit, (row) => [row.sent_at ?? null, row.id ?? null], mailFrom, isFitting);
}

/** Reads one of the tenant's mails as HTML. Null if there is none. */
export async function readMailHtml(
  readModel: ReadModel,
  tenantId: string,
  id: string,
): Promise<string | null> {
  const [row] = await readModel.all(
    statement(sql`SELECT html FROM mailbox WHERE tenant_id = ${tenantId} AND id = ${id}`),
  );
  return row === undefined || row.html === "" ? null : String(row.html);
}

function mailFrom(row: Row): StoredMail {
  return {
    id: String(row.id),
    to: String(row.recipient),
    subject: String(row.subject),
    text: String(row.text),
    locale: String(row.locale),
    replyTo: row.reply_to === null ? null : String(row.reply_to),
    sentAt: String(row.sent_at),
    times: Number(row.times),
  };
}
