import { Presets, SingleBar } from "cli-progress";
import type { Context } from "../context.ts";

/** Shows how far something is. */
export interface Bar {
  show(done: number): void;
  /** Leaves the bar as it is, or full if it ended with so many. */
  end(total: number | null): void;
}

/** A moving bar at a terminal. Elsewhere a line for each tenth, and with `--json` nothing. */
export function createBar({ io, terminal, isJson }: Context, expected: number): Bar {
  if (isJson) return { show: () => undefined, end: () => undefined };
  return terminal.isLive ? liveBar(expected) : writtenBar((text) => io.err.write(text), expected);
}

function liveBar(expected: number): Bar {
  const bar = new SingleBar(
    {
      format: "{bar} {percentage} % · {value} of about {total} · {duration_formatted}",
      barsize: 30,
      stream: process.stderr,
      // Ctrl-C is the command's.
      gracefulExit: false,
      hideCursor: null,
    },
    Presets.shades_classic,
  );
  bar.start(expected, 0);
  return {
    show(done) {
      // The number of things was an estimate.
      if (done > bar.getTotal()) bar.setTotal(done);
      bar.update(done);
    },
    end(total) {
      if (total !== null) {
        bar.setTotal(total);
        bar.update(total);
      }
      bar.stop();
    },
  };
}

function writtenBar(write: (text: string) => void, expected: number): Bar {
  let lastTenth = -1;
  return {
    show(done) {
      const tenth = Math.min(9, Math.floor((done / expected) * 10));
      if (tenth <= lastTenth) return;
      lastTenth = tenth;
      write(`${tenth * 10} % · ${done} of about ${expected}\n`);
    },
    end(total) {
      if (total !== null) write(`100 % · ${total} of ${total}\n`);
    },
  };
}
