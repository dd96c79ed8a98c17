/** Whether a host, as settings and URLs write it, is this machine's own: localhost, 127.x.y.z, ::1. */
export function isLoopbackHost(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/i.test(host);
}
