import { Parser } from "htmlparser2";
import { wordpressLimits } from "../limits.ts";

/** An element of XML with all that it holds. Names have their prefixes, as they were written. */
export interface XmlElement {
  readonly name: string;
  /** The line on which it begins, from 1. */
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** A child of the channel: an item, an author, a category, or a property of the site. */
export interface XmlRecord {
  /** The line on which it begins, from 1. */
  readonly line: number;
  /** `cut-off`: the file ends within it. `too-large`: only its first part is here. */
  readonly state: "whole" | "cut-off" | "too-large";
  readonly element: XmlElement;
}

export interface RecordReader {
  /** The records that end in this part of the file. */
  write(text: string): readonly XmlRecord[];
  /** The record in which the file ends, and whether it ends as XML does. */
  end(): { readonly records: readonly XmlRecord[]; readonly isWhole: boolean };
}

/**
 * Reads an RSS file record by record, as it arrives. It takes what it can from a file that is not quite XML. A DTD is ignored, so
 * no entity refers to anything but a character.
 */
export function openRecords(): RecordReader {
  const open: string[] = [];
  let record: OpenRecord | null = null;
  let done: XmlRecord[] = [];
  let line = 1;
  let isEnding = false;
  let isCutOff = false;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        open.push(name);
        if (record !== null) record.open(name, attributes, line);
        else if (open.length === 3 && open[0] === "rss" && open[1] === "channel")
          record = openRecord(name, attributes, line);
      },
      ontext: (text) => record?.add(text),
      onclosetag() {
        open.pop();
        isCutOff ||= isEnding;
        const state = isEnding ? "cut-off" : "whole";
        if (record === null) return;
        if (open.length > 2) record.close();
        else {
          done.push(record.end(state));
          record = null;
        }
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  const taken = () => {
    const records = done;
    done = [];
    return records;
  };
  return {
    write(text) {
      // Cut where lines begin, so that the line of each element is known.
      for (const part of text.split(/(?<=\n)/)) {
        parser.write(part);
        line += newlinesIn(part);
      }
      return taken();
    },
    end() {
      isEnding = true;
      parser.end();
      return { records: taken(), isWhole: !isCutOff };
    },
  };
}

interface OpenRecord {
  open(name: string, attributes: Readonly<Record<string, string>>, line: number): void;
  add(text: string): void;
  close(): void;
  end(state: "whole" | "cut-off"): XmlRecord;
}

type Growing = { -readonly [Field in keyof XmlElement]: XmlElement[Field] } & { children: XmlElement[] };

function openRecord(name: string, attributes: XmlElement["attributes"], line: number): OpenRecord {
  const element: Growing = { name, line, attributes, text: "", children: [] };
  const path: Growing[] = [element];
  let characters = 0;
  let elements = 0;
  const fits = () => characters <= wordpressLimits.record.value && elements <= wordpressLimits.elements.value;
  return {
    open(child, childAttributes, childLine) {
      elements += 1;
      const next: Growing = {
        name: child,
        line: childLine,
        attributes: childAttributes,
        text: "",
        children: [],
      };
      if (fits()) path.at(-1)?.children.push(next);
      path.push(next);
    },
    add(text) {
      characters += text.length;
      const current = path.at(-1);
      if (current !== undefined && fits()) current.text += text;
    },
    close: () => void path.pop(),
    end: (state) => ({ line, state: fits() ? state : "too-large", element }),
  };
}

function newlinesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
