import { type PointedError, refusal } from "../../../kernel/api/problem.ts";
import { byteLength } from "../../../kernel/json.ts";
import { canonicalEmail } from "../../../kernel/text/email.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import type { Form, FormField } from "../../content/index.ts";
import { formLimits } from "../limits.ts";
import { formSubmitted } from "../submission/events.ts";
import type { FormInput } from "./schema.ts";

/** What decides about a form that was sent. */
export interface Sending {
  readonly form: Form;
  readonly customerId: string | null;
  /** How much was sent with it and is kept. */
  readonly kept: number;
}

/** Keeps what was sent. What a robot has sent is answered like anything else, and forgotten. */
export function decideSubmission(
  id: string,
  { fields, website }: FormInput,
  { form, customerId, kept }: Sending,
): Result<readonly NewEvent[]> {
  const values = checkFields(form.fields, fields);
  if (!values.ok) return values;
  if ((website ?? "").trim() !== "") return ok([]);
  if (kept >= formLimits.submissions.value)
    return refused(refusal("too-large", "The shop can't keep more of what is sent with this form."));
  if (byteLength(JSON.stringify(values.value)) > formLimits.submission.value)
    return refused(refusal("too-large", "What is sent with a form can have at most 16 KiB."));
  const { pageId, blockId, type } = form;
  const isEmail = new Set(form.fields.filter((one) => one.type === "email").map(({ name }) => name));
  const email = values.value.find(({ name, value }) => isEmail.has(name) && value !== "")?.value ?? null;
  return ok([formSubmitted.of(id, { pageId, blockId, type, fields: [...values.value], email, customerId })]);
}

interface Value {
  readonly name: string;
  readonly value: string;
}

function checkFields(fields: readonly FormField[], sent: FormInput["fields"]): Result<readonly Value[]> {
  const known = new Set(fields.map(({ name }) => name));
  const unknown = Object.keys(sent)
    .filter((name) => !known.has(name))
    .map((name) => errorAt(name, "unknown-field", "The form has no such field."));
  const values = fields.map((field) => ({ field, value: String(sent[field.name] ?? "").trim() }));
  const wrong = values.flatMap(({ field, value }) => {
    const detail = flawOf(field, value);
    return detail === null ? [] : [errorAt(field.name, value === "" ? "missing" : "invalid", detail)];
  });
  const errors = [...unknown, ...wrong];
  if (errors.length > 0) return refused(refusal("validation-failed", "The form is not complete.", errors));
  return ok(
    values.flatMap(({ field: { name, type }, value }) =>
      value === "" ? [] : [{ name, value: type === "email" ? (canonicalEmail(value) ?? value) : value }],
    ),
  );
}

function flawOf({ type, required = false, options = [] }: FormField, value: string): string | null {
  if (value === "" || (type === "checkbox" && value === "false")) return required ? "is required" : null;
  if (type === "email" && canonicalEmail(value) === null) return "is no e-mail address";
  if (type === "select" && !options.includes(value)) return "is none of the options";
  if (type === "checkbox" && value !== "true") return "must be true or false";
  if (type !== "textarea" && value.length > formLimits.line.value)
    return `has more than ${formLimits.line.value} characters`;
  return null;
}

function errorAt(name: string, code: string, detail: string): PointedError {
  return { pointer: `/fields/${name}`, code, detail };
}
