/** A part of a mail. It is written once and rendered twice, as text and as HTML. */
export type Block =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "heading"; readonly text: string; readonly note?: string }
  /** Rows with an amount at the end: items, totals. The last one of `totals` is the sum. */
  | { readonly kind: "items"; readonly rows: readonly Row[] }
  | { readonly kind: "totals"; readonly rows: readonly Row[] }
  | { readonly kind: "facts"; readonly rows: readonly Row[] }
  | { readonly kind: "address"; readonly title: string; readonly lines: readonly string[] }
  /** A link that the reader follows, or without one a code to enter. */
  | {
      readonly kind: "action";
      readonly label: string;
      readonly link: string | null;
      readonly orOpen: string;
      readonly code: string;
      readonly token: string;
    };

/** A label and what belongs to it. */
export interface Row {
  readonly label: string;
  readonly value: string;
  readonly note?: string | null;
  readonly isStrong?: boolean;
}

/** A mail before it is rendered. */
export interface Content {
  readonly subject: string;
  readonly blocks: readonly Block[];
}
