#!/bin/sh
# The servers that two of the peers need, on loopback, in a folder of their own, as durable as they can be.
#   servers.sh install        from Debian's packages; wants root
#   servers.sh start <folder> prints a line for each that runs: "redis <port>", "postgres <url>"
#   servers.sh stop <folder>
set -eu

redis_port=${BENCH_REDIS_PORT:-16379}
postgres_port=${BENCH_POSTGRES_PORT:-15432}

postgres_bin() {
  for bin in /usr/lib/postgresql/*/bin; do
    [ -x "$bin/initdb" ] && echo "$bin" && return
  done
  return 1
}

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then su postgres -s /bin/sh -c "$1"; else sh -c "$1"; fi
}

case "${1:-}" in
  install)
    apt-get update
    # Only the programs: nothing of them is to run but what the benchmark starts.
    RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends redis-server postgresql
    ;;
  start)
    folder=$2
    if command -v redis-server >/dev/null; then
      mkdir -p "$folder/redis"
      # An append-only file synced at every write is what "durable" means with the others.
      redis-server --port "$redis_port" --bind 127.0.0.1 --dir "$folder/redis" --daemonize yes \
        --pidfile "$folder/redis/pid" --logfile "$folder/redis/log" \
        --appendonly yes --appendfsync always --save '' --maxmemory-policy noeviction >/dev/null
      for _ in 1 2 3 4 5 6 7 8 9 10; do
        redis-cli -p "$redis_port" ping >/dev/null 2>&1 && echo "redis $redis_port" && break
        sleep 0.3
      done
    fi
    if bin=$(postgres_bin); then
      mkdir -p "$folder/postgres"
      [ "$(id -u)" = 0 ] && chown postgres "$folder" "$folder/postgres"
      as_postgres "$bin/initdb -D $folder/postgres/cluster -U bench --auth=trust >/dev/null"
      as_postgres "$bin/pg_ctl -D $folder/postgres/cluster -w -l $folder/postgres/log \
        -o '-p $postgres_port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder/postgres' start >/dev/null"
      echo "postgres postgres://bench@127.0.0.1:$postgres_port/postgres"
    fi
    ;;
  stop)
    folder=$2
    [ -f "$folder/redis/pid" ] && kill "$(cat "$folder/redis/pid")"
    if bin=$(postgres_bin) && [ -d "$folder/postgres/cluster" ]; then
      as_postgres "$bin/pg_ctl -D $folder/postgres/cluster -m immediate stop >/dev/null"
    fi
    ;;
  *)
    echo "expected install, start <folder> or stop <folder>" >&2
    exit 2
    ;;
esac
