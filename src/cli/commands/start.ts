import { DEMO, wantsDemo } from "#app/demo.ts";
import { hasEnded } from "#app/watch-run.ts";
import type { CommandModule } from "../cli.ts";
import { portfolioLine, SYNTHETIC_MARK, showDemo } from "../demo-steps.ts";
import { printLine } from "../output.ts";
import { createProgress, type Progress } from "../progress.ts";
import { keepHouse, listen, publicUrl, untilInterrupted } from "../services.ts";
import { type Session, withPlatform } from "../with-platform.ts";

export const startCommand: CommandModule = (command, cli, action) => {
  command.action(
    action(async () => {
      const progress = createProgress(cli);
      try {
        return await withPlatform(cli, { worker: true, stays: true, progress }, async (session) => {
          progress.set("server", { title: "Web and API", state: "running" });
          const server = await listen(session);
          try {
            const url = publicUrl(session, server);
            progress.set("server", { title: "Web and API", state: "done", detail: url });
            keepHouse(session);
            await session.platform.startWorker({ concurrency: session.config.workerConcurrency });
            const portfolio = await demoLine(session, progress);
            progress.close();
            if (!cli.signal.aborted) await sayReady(session, url, portfolio);
            return await untilInterrupted(cli);
          } finally {
            await server.close();
          }
        });
      } finally {
        progress.close();
      }
    }),
  );
};

/** Sees the demo through; what there is to say of it, or null without one. */
async function demoLine(session: Session, progress: Progress): Promise<string | null> {
  const { config, platform } = session;
  if (!config.demo || platform.market !== "synthetic" || !(await wantsDemo(platform))) return null;
  const { portfolioId, run } = await showDemo(session, progress, DEMO);
  const line = (await portfolioLine(session, portfolioId)) ?? "no results yet";
  if (run === null || !hasEnded(run) || run.status === "completed") return line;
  return `${line}; its run is ${run.status}: sigmasight runs logs ${run.runId}`;
}

/** Where to go from here, on standard output. */
async function sayReady(session: Session, url: string, portfolio: string | null): Promise<void> {
  const { cli, platform } = session;
  const { createSetupLink, needsSetup } = await import("#app/setup-link.ts");
  const context = { database: platform.database, systemNow: () => new Date() };
  const lines = [["SigmaSight", url]];
  if (platform.market === "synthetic") lines.push(["Market", SYNTHETIC_MARK]);
  if (portfolio !== null) lines.push(["Demo portfolio", portfolio]);
  if (await needsSetup(context)) {
    const whose = portfolio === null ? "administrator" : "administrator and owner of the demo";
    lines.push(["Set-up link", `${url}${await createSetupLink(context)}`]);
    lines.push(["", `works once, for seven days; who uses it becomes ${whose}`]);
  }
  lines.push(["Stop", "Ctrl-C; a restart goes on where it stopped"]);
  printLine(cli);
  for (const [name = "", text = ""] of lines) printLine(cli, `  ${name.padEnd(16)}${text}`);
  printLine(cli);
}
