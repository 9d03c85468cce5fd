import { defineTransfer } from "../../../kernel/write/transfer.ts";
import { submissionState } from "../submission/schema.ts";
import { removeSubmission, writeSubmission } from "../submission/store.ts";

/** What was sent with forms. Its page may have been deleted since. */
export const submissionTransfer = defineTransfer(submissionState, {
  event: "content.form.imported",
  write: (database, { state }) => writeSubmission(database, state),
  remove: removeSubmission,
});
