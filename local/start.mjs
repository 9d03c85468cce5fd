// Plain JavaScript that old Node versions can parse: they print the message below, not a syntax error.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major > 22 || (major === 22 && minor >= 18)) {
  await import("./start.ts");
} else {
  console.error(
    `Node 22.18 or newer is required, but this is ${process.versions.node}. Run "npm start", which uses its own Node.`,
  );
  process.exitCode = 1;
}
