/**
 * Settings of a server that shares a laptop with its users: modest memory, full durability (a unit that is recorded as done must
 * be there after a power cut), loopback only. Write-ahead log at `minimal` as nothing replicates from it.
 */
export const SERVER_SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "192MB",
  work_mem: "16MB",
  maintenance_work_mem: "64MB",
  effective_cache_size: "1GB",
  random_page_cost: "1.1",
  jit: "off", // compiling costs more than it saves on queries of milliseconds
  fsync: "on",
  synchronous_commit: "on",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_logical_replication_workers: "0",
  max_wal_size: "1GB",
  wal_compression: "pglz",
  client_connection_check_interval: "2s", // a killed program's long query ends, and its locks with it
  timezone: "UTC",
  log_timezone: "UTC",
  log_line_prefix: "%m [%p] %a ",
  log_checkpoints: "off",
};

export function settingArguments(settings: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
