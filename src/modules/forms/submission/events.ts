import * as z from "zod";
import { defineEvent } from "../../../kernel/write/event.ts";
import { personalFields, submissionContent } from "./schema.ts";

const nothing = () => z.object({});

export const formSubmitted = defineEvent("content.form.submitted", "formSubmission", () => submissionContent)
  .personal(personalFields)
  .published("pageId", "blockId", "type", "customerId");
/** The person was erased from it. Which form it was stays. */
export const submissionErased = defineEvent("content.form.erased", "formSubmission", nothing)
  .erasing()
  .published();
/** With it goes what it said of a person. */
export const submissionDeleted = defineEvent("content.form.deleted", "formSubmission", nothing)
  .erasing()
  .published();

export const submissionEvents = [formSubmitted, submissionErased, submissionDeleted];
