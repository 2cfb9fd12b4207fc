# Sourced after lib.sh: a real nats-server of the script's own, and workers; all ended with it.
# Needs $work and $program.
worker_program=$(dirname "$program")/pignus-worker
command -v nats-server >/dev/null || { echo "nats-server is not installed (tools/setup test)" >&2; exit 1; }
# Below the ports the system hands out, so that nobody gets it while the server is down.
nats_port=$(python3 -c '
import random, socket
while True:
    port = random.randrange(30000, 32700)
    with socket.socket() as s:
        try:
            s.bind(("127.0.0.1", port))
        except OSError:
            continue
    print(port)
    break')
nats_url=nats://127.0.0.1:$nats_port
nats_pid=
worker_pids=()

start_nats() { # [MORE CONFIGURATION]
  printf 'listen: 127.0.0.1:%s\njetstream {store_dir: "%s/store"}\n%s\n' "$nats_port" "$work" "${1:-}" >"$work/nats.conf"
  nats-server -c "$work/nats.conf" >>"$work/nats.log" 2>&1 &
  nats_pid=$!
  for _ in $(seq 100); do (exec 3<>"/dev/tcp/127.0.0.1/$nats_port") 2>/dev/null && return; sleep 0.1; done
  echo "nats-server did not start" >&2
  cat "$work/nats.log" >&2
  exit 1
}
kill_nats() {
  { kill -9 "$nats_pid" && wait "$nats_pid"; } 2>/dev/null
  nats_pid=
}
start_worker() { # NAME [FLAGS…]; its log is $work/NAME.log, its process the last of worker_pids
  local name=$1
  shift
  "$worker_program" --nats "$nats_url" --threads 1 --cache "$work/cache-$name" --ack-wait 2 "$@" \
    >"$work/$name.log" 2>&1 &
  worker_pids+=($!)
}
# Ends all workers as an operator does, and expects that they end well.
stop_workers() {
  local pid
  for pid in "${worker_pids[@]}"; do kill -TERM "$pid" 2>/dev/null; done
  for pid in "${worker_pids[@]}"; do
    wait "$pid" 2>/dev/null
    case $? in 0 | 137) ;; *) complain "worker $pid ended badly" ;; esac
  done
  worker_pids=()
}
end_all() {
  local pid
  for pid in "${worker_pids[@]}" $nats_pid; do kill -9 "$pid" 2>/dev/null; done
  wait 2>/dev/null
  rm -rf "$work"
}
trap end_all EXIT
# until_log FILE COUNT WORDS: the log holds the words so often.
until_log() {
  for _ in $(seq 600); do
    [ "$(grep -c -- "$3" "$1" 2>/dev/null)" -ge "$2" ] && return
    sleep 0.05
  done
  complain "$1 should hold $2 times: $3"
  tail -5 "$1" >&2
}
