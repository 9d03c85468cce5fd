import { asc, gt, sql } from "drizzle-orm";
import { prepared } from "../../src/kernel/storage/prepared.ts";
import { auditLog } from "../storage/tables.ts";

/** The entries of the audit log after a position, oldest first. */
export const entriesAfter = prepared((database) =>
  database
    .select()
    .from(auditLog)
    .where(gt(auditLog.seq, sql.placeholder("after")))
    .orderBy(asc(auditLog.seq))
    .limit(sql.placeholder("limit"))
    .prepare(),
);
