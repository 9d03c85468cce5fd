const width = 30;

/** Shows a progress bar. If the output isn't a terminal, prints a line for every 10 %. */
export function createProgress(total: number, out: NodeJS.WriteStream = process.stdout) {
  const started = performance.now();
  let lastTenth = 0;
  return {
    show(done: number): void {
      const share = total === 0 ? 1 : done / total;
      const rate = Math.round(done / ((performance.now() - started) / 1000));
      const text = `${Math.floor(share * 100)} % · ${done.toLocaleString("en")} of ${total.toLocaleString("en")} products · ${rate.toLocaleString("en")} a second`;
      if (out.isTTY) {
        const filled = Math.round(share * width);
        out.write(`\r[${"█".repeat(filled)}${"░".repeat(width - filled)}] ${text} `);
      } else if (Math.floor(share * 10) > lastTenth) {
        lastTenth = Math.floor(share * 10);
        out.write(`${text}\n`);
      }
    },
    finish(): void {
      const seconds = (performance.now() - started) / 1000;
      out.write(
        `${out.isTTY ? "\n" : ""}Done in ${seconds.toFixed(1)} s: ${Math.round(total / seconds).toLocaleString("en")} products a second.\n`,
      );
    },
  };
}
