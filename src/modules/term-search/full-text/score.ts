import { type Fragment, join, raw, sql } from "../../../kernel/storage/sql.ts";
import type { AskedChunk, AskedWord, Question } from "./question.ts";

/**
 * The weights of a hit. A word counts once, in its best field. Frequency and rarity don't count, so a document's
 * score doesn't depend on other documents.
 */
export const weights = {
  title: { exact: 20, near: 12 },
  label: { exact: 8, near: 6 },
  body: { exact: 3, near: 1 },
  /** A whole SKU or barcode. */
  code: 100,
  /** All words in order. */
  phrase: 8,
  /** The title starts with the first word. */
  opening: 2,
  /** The whole title equals the search text. */
  wholeTitle: 30,
} as const;

/** Scores the row `d` of a document. `asked` is a CTE with one row of patterns. */
export interface Score {
  readonly asked: Fragment;
  readonly value: Fragment;
}

export function scoreOf({ chunks, whole: all }: Question): Score {
  const patterns: string[] = [];
  const pattern = (text: string): Fragment => {
    patterns.push(text);
    return raw(`asked.p${patterns.length - 1}`);
  };
  const codes = new Set(
    [all?.code, ...chunks.map((chunk) => chunk.code)].filter((text) => typeof text === "string"),
  );
  const value = join(
    [
      sql`0`,
      ...chunks.map((chunk) => chunkScore(chunk, pattern)),
      ...[...codes].map((text) => has(sql`d.labels`, pattern(` ${text} `), weights.code)),
      ...(all === null ? [] : [has(sql`d.titles`, pattern(` ${all.title} `), weights.wholeTitle)]),
      ...phraseScores(
        chunks.flatMap((chunk) => chunk.words),
        pattern,
      ),
    ],
    " + ",
  );
  const columns = patterns.map((_, index) => `given.value ->> '$[${index}]' AS p${index}`).join(", ");
  const given = sql`(SELECT ${JSON.stringify(patterns)} AS value) AS given`;
  return {
    asked: {
      text: `asked AS MATERIALIZED (SELECT ${columns || "1"} FROM ${given.text})`,
      params: given.params,
    },
    value,
  };
}

type Pattern = (text: string) => Fragment;

/**
 * A chunk counts in the first way that is found: as its words, as one word, by its letters and digits apart, which count as one word.
 * To look for another way that is not there would read all of a body.
 */
function chunkScore({ words, whole, runs }: AskedChunk, pattern: Pattern): Fragment {
  const sum = (way: readonly AskedWord[]) =>
    join(
      way.map((word) => wordScore(word, pattern)),
      " + ",
    );
  const ways = [
    sum(words),
    ...(whole === null ? [] : [sum([whole])]),
    ...(runs.length === 0 ? [] : [sql`(${sum(runs)}) / ${number(runs.length)}`]),
  ];
  return sql`COALESCE(${join([...ways.map((way) => sql`NULLIF(${way}, 0)`), sql`0`], ", ")})`;
}

function wordScore({ exact, spellings, stem, begins }: AskedWord, pattern: Pattern): Fragment {
  const exactly = [exact, ...spellings].map((one) => pattern(` ${one} `));
  const nearly = [
    ...(stem === null ? [] : [pattern(` ${stem} `)]),
    ...(begins ? [pattern(` ${exact}`)] : []),
  ];
  const found = (field: Fragment, patterns: readonly Fragment[], worth: number) => {
    const any = patterns.map((text) => sql`instr(${field}, ${text})`);
    return any.length === 0 ? sql`` : sql` WHEN ${join(any, " OR ")} THEN ${number(worth)}`;
  };
  const inField = (field: Fragment, worth: { readonly exact: number; readonly near: number }) =>
    sql`${found(field, exactly, worth.exact)}${found(field, nearly, worth.near)}`;
  return sql`CASE${inField(sql`d.titles`, weights.title)}${inField(sql`d.labels`, weights.label)}${inField(sql`d.body`, weights.body)} ELSE 0 END`;
}

function has(field: Fragment, pattern: Fragment, worth: number): Fragment {
  return sql`CASE WHEN instr(${field}, ${pattern}) THEN ${number(worth)} ELSE 0 END`;
}

function phraseScores(words: readonly AskedWord[], pattern: Pattern): readonly Fragment[] {
  const [first] = words;
  if (first === undefined) return [];
  const opening = pattern(` ${first.exact}`);
  const opens = sql`CASE WHEN instr(d.titles, ${opening}) = 1 THEN ${number(weights.opening)} ELSE 0 END`;
  if (words.length === 1) return [opens];
  const phrase = pattern(words.map(({ exact }) => ` ${exact}`).join(""));
  return [opens, has(sql`d.titles`, phrase, weights.phrase)];
}

/** Writes a number into the SQL text: D1 binds at most 100 values per statement. */
function number(value: number): Fragment {
  return raw(String(value));
}
