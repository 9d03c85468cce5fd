// Plain JavaScript that old Nodes can parse, so that they get a sentence and not a syntax error.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major > 22 || (major === 22 && minor >= 18)) {
  await import("./start.ts");
} else {
  console.error(
    `Node 22.18 or newer is needed, this is ${process.versions.node}. Run it with "npm start", which brings its own.`,
  );
  process.exitCode = 1;
}
