import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");

const SCRIPTS = [
  "bin/sigmasight",
  "scripts/build-web.mjs",
  "scripts/ensure-install.mjs",
  "scripts/ensure-web.mjs",
  "scripts/pinned-node.mjs",
];

let clone: string;

beforeEach(() => {
  clone = mkdtempSync(path.join(os.tmpdir(), "sigmasight-clone-"));
  for (const directory of ["bin", "scripts"]) mkdirSync(path.join(clone, directory));
  for (const file of SCRIPTS) copyFileSync(path.join(ROOT, file), path.join(clone, file));
  write("package.json", '{ "type": "module" }');
  write("package-lock.json", "{}");
  write(
    "src/main.ts",
    "const said: string = process.argv.slice(2).join(); console.log(said); process.exitCode = 7;",
  );
  // An npm that only says where it was called and, as npm does at the end, writes its marker.
  write(
    "path/npm",
    '#!/bin/sh\necho "npm $*"\nmkdir -p node_modules && touch node_modules/.package-lock.json\n',
  );
  chmodSync(path.join(clone, "path/npm"), 0o755);
});

afterEach(() => rmSync(clone, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(clone, file)), { recursive: true });
  writeFileSync(path.join(clone, file), text);
}

function run(file: string, ...args: string[]): { stdout: string; stderr: string; status: number | null } {
  const { npm_execpath: _, ...env } = process.env;
  return spawnSync(process.execPath, [file, ...args], {
    cwd: os.tmpdir(),
    encoding: "utf8",
    env: { ...env, PATH: `${path.join(clone, "path")}:${env.PATH}` },
  });
}

const install = () => run(path.join(clone, "scripts/ensure-install.mjs"));
const INSTALLS = "npm ci --include=dev --no-audit --no-fund";

describe("ensure-install", () => {
  it("installs on a fresh clone, from whatever directory, and only once", () => {
    expect(install().stderr).toContain(INSTALLS);
    expect(install().stderr).toBe("");
  });

  it("installs again when the lock file is newer than the install", () => {
    install();
    const later = Date.now() / 1000 + 10;
    utimesSync(path.join(clone, "package-lock.json"), later, later);
    expect(install().stderr).toContain("package-lock.json has changed");
  });

  it("ends with npm's code when npm fails", () => {
    write("path/npm", "#!/bin/sh\necho broken >&2\nexit 3\n");
    expect(install()).toMatchObject({ status: 3, stderr: expect.stringContaining("broken") });
  });
});

describe("bin/sigmasight", () => {
  it("runs the program with its arguments and exit code through a link, with a clean standard output", () => {
    const link = path.join(clone, "path/sigmasight");
    symlinkSync(path.join(clone, "bin/sigmasight"), link);
    const result = run(link, "runs", "list");
    expect(result).toMatchObject({ stdout: "runs,list\n", status: 7 });
    expect(result.stderr).toContain(INSTALLS);
  });

  it("passes a signal on and ends by it", () => {
    write("src/main.ts", 'process.kill(process.ppid, "SIGTERM"); setTimeout(() => {}, 10_000);');
    expect(spawnedBySignal()).toBe("SIGTERM");
  });

  function spawnedBySignal(): string | null {
    const { signal } = spawnSync(process.execPath, [path.join(clone, "bin/sigmasight")], {
      env: { ...process.env, PATH: `${path.join(clone, "path")}:${process.env.PATH}` },
      timeout: 8_000,
      killSignal: "SIGKILL",
    });
    return signal;
  }
});

describe("build-web", () => {
  /** A builder that only repeats what it read. */
  const FAKE_VITE = `
    import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
    const [, web, , out] = process.argv.slice(2);
    mkdirSync(out);
    writeFileSync(out + "/index.html", readFileSync(web + "/src/main.tsx"));
  `;

  beforeEach(() => {
    for (const file of ["src/main.tsx", "public/theme.js", "index.html", "vite.config.ts"])
      write(`web/${file}`, "first");
    write("src/core/read.ts", "first");
    write("node_modules/vite/bin/vite.js", FAKE_VITE);
    write("node_modules/vite/package.json", '{ "type": "module" }');
  });

  const build = () => run(path.join(clone, "scripts/build-web.mjs"));
  const built = () => readFileSync(path.join(clone, "web/dist/index.html"), "utf8");

  it.each([
    "web/src/main.tsx",
    "web/public/theme.js",
    "web/index.html",
    "web/vite.config.ts",
    "src/core/read.ts",
    "package.json",
    "package-lock.json",
  ])("builds anew when %s has changed, and only then", (file) => {
    expect(build()).toMatchObject({ status: 0, stderr: expect.stringContaining("building the web app") });
    expect(build()).toMatchObject({ status: 0, stderr: "" });
    write(file, file === "package.json" ? '{ "type": "module", "version": "2" }' : '"second"');
    expect(build()).toMatchObject({ status: 0, stderr: expect.stringContaining("building the web app") });
    expect(built()).toBe(file === "web/src/main.tsx" ? '"second"' : "first");
  });

  it("does nothing for tests, and nothing without sources", () => {
    build();
    write("web/src/main.test.tsx", "a test");
    expect(build()).toMatchObject({ status: 0, stderr: "" });
    rmSync(path.join(clone, "web/src"), { recursive: true });
    expect(build()).toMatchObject({ status: 0, stderr: "" });
  });

  it("leaves what is served alone when the builder fails", () => {
    build();
    write("web/src/main.tsx", "broken");
    write("node_modules/vite/bin/vite.js", "process.exit(3)");
    expect(build().status).toBe(3);
    expect(built()).toBe("first");
  });

  // What another program that builds the same does just before a rename of this one.
  it.each([
    ["moves the last build away", "dist", 'renameSync(from, from + "-of-another");'],
    ["has put its own in place", ".build-", "cpSync(from, to, { recursive: true });"],
  ])("ends well with one build where another program %s first", (_name, from, deed) => {
    build();
    write("web/src/main.tsx", "second");
    write(
      "another.mjs",
      `import fs, { cpSync } from "node:fs";
       import { syncBuiltinESMExports } from "node:module";
       const { renameSync } = fs;
       let isDone = false;
       fs.renameSync = (from, to) => {
         if (!isDone && from.includes("/web/${from}")) {
           isDone = true;
           ${deed}
         }
         renameSync(from, to);
       };
       syncBuiltinESMExports();`,
    );
    const script = path.join(clone, "scripts/build-web.mjs");
    expect(run("--import", path.join(clone, "another.mjs"), script)).toMatchObject({ status: 0 });
    expect(built()).toBe("second");
    const left = readdirSync(path.join(clone, "web")).filter((name) => name.startsWith("."));
    expect(left).toEqual([]);
  });
});
