import { jsonToBruV2 } from "@usebruno/lang";

export interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: { readonly type?: unknown; readonly default?: unknown };
}

/** A way to show who calls. */
export interface Scheme {
  readonly type: string;
  /** The header that carries it, unless it is `Authorization`. */
  readonly name?: string;
}

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<
      Record<string, { readonly examples?: Readonly<Record<string, { readonly value: unknown }>> }>
    >;
  };
}

interface Components {
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly securitySchemes: Readonly<Record<string, Scheme>>;
}

type Placed = Operation & { readonly path: string; readonly method: string };

/** A field of a request, as Bruno has it. What is not enabled is there to be switched on. */
interface Field {
  readonly name: string;
  readonly value: string;
  readonly enabled: boolean;
}

/** The file of a request: its parameters, its credential as a variable, and its body from the example of the document. */
export function requestFile(components: Components, operation: Placed, seq: number): string {
  const { path, method, summary, description = "" } = operation;
  const { token, headers } = credentialsOf(components.securitySchemes, operation);
  const body = bodyOf(operation);
  const parameters = (operation.parameters ?? []).map((one) => named(components, one));
  return jsonToBruV2({
    meta: { name: summary, type: "http", seq },
    http: {
      method,
      url: `{{url}}${path.replaceAll(/\{(\w+)\}/g, ":$1")}`,
      body: body?.mode ?? "none",
      auth: token === null ? "none" : "bearer",
    },
    params: parameters.flatMap((one) => (one.in === "header" ? [] : [{ ...fieldOf(one), type: one.in }])),
    headers: [
      ...headers,
      ...(body === null || body.mode === "json"
        ? []
        : [{ name: "Content-Type", value: body.mediaType, enabled: true }]),
      ...parameters.filter((one) => one.in === "header").map(fieldOf),
    ],
    ...(token === null ? {} : { auth: { bearer: { token } } }),
    ...(body === null ? {} : { body: { [body.mode]: body.text } }),
    docs: description,
  });
}

function named({ parameters }: Components, parameter: Parameter): Parameter {
  const { $ref } = parameter;
  return $ref === undefined ? parameter : (parameters[$ref.slice($ref.lastIndexOf("/") + 1)] ?? parameter);
}

function fieldOf({ name, in: place, required = false, schema }: Parameter): Field {
  if (place === "path") return { name, value: `{{${name}}}`, enabled: true };
  if (name === "Idempotency-Key") return { name, value: "{{$guid}}", enabled: true };
  // Options and attributes have names of their own: `option.Colour`.
  const key = schema.type === "object" ? `${name}.name` : name;
  return { name: key, value: String(schema.default ?? ""), enabled: required };
}

/** The first way that the document lists to be allowed. Headers of the other ways are there to be switched on. */
function credentialsOf(schemes: Components["securitySchemes"], { security = [] }: Operation) {
  const [first = [], ...others] = security.map((one) => Object.keys(one));
  const names = [...new Set([...first, ...others.flat()])];
  const headers = names.flatMap((name): Field[] => {
    const header = schemes[name]?.name;
    return header === undefined
      ? []
      : [{ name: header, value: `{{${name}}}`, enabled: first.includes(name) }];
  });
  const bearer = first.find((name) => schemes[name]?.type === "http");
  return { token: bearer === undefined ? null : `{{${bearer}}}`, headers };
}

function bodyOf({ requestBody }: Operation) {
  const [found] = Object.entries(requestBody?.content ?? {});
  if (found === undefined) return null;
  const [mediaType, { examples = {} }] = found;
  const value = Object.values(examples)[0]?.value;
  const isText = typeof value === "string";
  return {
    mediaType,
    mode: isText ? "text" : "json",
    text: isText ? value : JSON.stringify(value ?? {}, null, 2),
  };
}
