/** Why a request failed. Status 0: there was no answer. */
export interface Failure {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

/** What was asked for, or why it is not there. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };
