#!/usr/bin/env bash
# A cluster of three nats-servers and workers on two "hosts", network namespaces of their own: a host is
# cut off in the middle of a survey and comes back, then a server is killed and started again; the bytes
# are those of one thread. For ./check: it needs the right to make namespaces.
#   tests/check/fleet_cluster.sh PROGRAM SOURCE_TREE
source "$(dirname "$0")/../e2e/lib.sh"
worker_program=$(dirname "$program")/pignus-worker
tag=pg$$
bridge=${tag}b
pids=()
end_all() {
  for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null; done
  wait 2>/dev/null
  for host in 1 2; do ip netns del "${tag}n$host" 2>/dev/null; done
  ip link del "$bridge" 2>/dev/null
  rm -rf "$work"
}
trap end_all EXIT
if ! ip link add "$bridge" type bridge 2>/dev/null || ! ip netns add "${tag}n1" 2>/dev/null; then
  echo "the cluster was not tried: no network namespaces may be made here; run ./check as root" >&2
  exit 1
fi
net=10.213.$(($$ % 200 + 20))
ip addr add "$net.1/24" dev "$bridge" && ip link set "$bridge" up
ip netns add "${tag}n2"
for host in 1 2; do
  ip link add "${tag}v$host" type veth peer name eth0 netns "${tag}n$host"
  ip link set "${tag}v$host" master "$bridge" up
  ip -n "${tag}n$host" addr add "$net.1$host/24" dev eth0
  ip -n "${tag}n$host" link set eth0 up
  ip -n "${tag}n$host" link set lo up
done

server() { # NUMBER
  nats-server -c "$work/nats$1.conf" >>"$work/nats$1.log" 2>&1 &
  server_pids[$1]=$!
  pids+=($!)
}
server_pids=()
urls=
routes=
for i in 1 2 3; do routes+="nats://$net.1:$((6220 + i)) "; done
for i in 1 2 3; do
  urls+=${urls:+,}nats://$net.1:$((4220 + i))
  cat >"$work/nats$i.conf" <<X
server_name: n$i
listen: $net.1:$((4220 + i))
jetstream {store_dir: "$work/store$i"}
cluster {name: made-up, listen: $net.1:$((6220 + i)), routes: [$(printf '"%s",' $routes)]}
ping_interval: "2s"
X
  server "$i"
done
for _ in $(seq 300); do grep -qh "JetStream cluster new metadata leader" "$work"/nats*.log && break; sleep 0.1; done
grep -qh "JetStream cluster new metadata leader" "$work"/nats*.log || { echo "the cluster found no leader" >&2; tail -3 "$work"/nats*.log >&2; exit 1; }

python3 - "$work" "$tree" <<'P'
import os, sys
work, tree = sys.argv[1:]
os.makedirs(work + "/in")
text = open(tree + "/examples/one-family/us-grant.xml").read()
for file in range(400):
    with open(f"{work}/in/{file:03d}.xml", "w") as f:
        for i in range(150):
            f.write(text.replace("99900001", str(10000000 + 150 * file + i)))
P
pignus survey "$work/in" --json --threads 1
expect_code 0 "one thread"
cp "$work/stdout" "$work/expected"
for host in 1 2; do
  ip netns exec "${tag}n$host" "$worker_program" --nats "$urls" --threads 1 --replicas 3 --ack-wait 2 \
    --cache "$work/cache$host" >"$work/worker$host.log" 2>&1 &
  pids+=($!)
  sleep 2
done
survey_with() { # WHAT: runs `trouble` in the middle
  "$program" survey "$work/in" --json --nats "$urls" >"$work/stdout" 2>"$work/stderr" &
  local survey=$! before
  before=$(cat "$work"/worker*.log | grep -c 'shard .* done')
  for _ in $(seq 600); do
    [ "$(cat "$work"/worker*.log | grep -c 'shard .* done')" -gt $((before + 10)) ] && break
    sleep 0.05
  done
  trouble
  code=0
  wait "$survey" || code=$?
  out=$(head -c 300 "$work/stdout") err=$(cat "$work/stderr")
  expect_code 0 "$1"
  cmp -s "$work/stdout" "$work/expected" || complain "$1: other bytes than on one thread"
}
trouble() { :; }
survey_with "two hosts, three servers"
trouble() { ip link set "${tag}v1" down; sleep 8; ip link set "${tag}v1" up; }
survey_with "a host cut off for eight seconds"
trouble() { kill -9 "${server_pids[2]}"; sleep 3; server 2; }
survey_with "one server of three killed and started again"
finish
