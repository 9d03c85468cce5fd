/** A GraphQL request, as any transport has it. Plain data. */
export interface GraphqlRequest {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** How it is executed. */
export interface ExecutionOptions {
  /** Whether queries may ask for the schema itself. */
  readonly introspection: boolean;
  /** Queries only. */
  readonly readOnly: boolean;
}

/** The answer to a GraphQL request. */
export interface GraphqlAnswer {
  /** 400 if nothing was executed. */
  readonly status: 200 | 400 | 405;
  readonly body: Readonly<Record<string, unknown>>;
  /** Errors that are faults of the platform. */
  readonly faults: readonly unknown[];
}
