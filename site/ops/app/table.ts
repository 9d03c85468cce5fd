import { type Child, h } from "./dom.ts";

/** A column of a table. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Child;
  readonly isNumber?: boolean;
}

/**
 * A table. On a narrow screen each row becomes a block with the columns' titles, so the roles are written down: a browser
 * takes them from what is no longer shown as a table.
 */
export function table<Row>(
  labelledBy: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): HTMLTableElement {
  const head = columns.map(({ title, isNumber }) =>
    h("th", { role: "columnheader", scope: "col", class: isNumber === true ? "number" : null }, title),
  );
  const body = rows.map((row) =>
    h(
      "tr",
      { role: "row" },
      ...columns.map(({ title, cell, isNumber }) =>
        h("td", { role: "cell", "data-title": title, class: isNumber === true ? "number" : null }, cell(row)),
      ),
    ),
  );
  return h(
    "table",
    { role: "table", "aria-labelledby": labelledBy },
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ...head)),
    h("tbody", { role: "rowgroup" }, ...body),
  );
}
