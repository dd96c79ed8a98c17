/** The program's environment without `PG…` variables, which would change the server's behaviour, and with English messages. */
export function serverEnvironment(libraryEnvironment: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("PG"));
  return { ...Object.fromEntries(inherited), LC_ALL: "C", ...libraryEnvironment };
}
