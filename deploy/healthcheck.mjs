// Asks the process of this container whether it lives: a worker at the port it has for that, a server at its own.
const port = process.env.SIGMASIGHT_WORKER_PORT || process.env.PORT || "8080";
try {
  const { ok } = await fetch(`http://127.0.0.1:${port}/livez`, { signal: AbortSignal.timeout(4000) });
  process.exitCode = ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
