#!/bin/sh
# Three nodes of one cloud on this machine, on the Cassandra that SOMERSAULT_CASSANDRA names
# (host:port, ...). Their doors are at 7272, 7273 and 7274; Ctrl-C stops all three.
#
#   SOMERSAULT_CASSANDRA=127.0.0.1:9042 deploy/three-nodes.sh [FOLDER]
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
FOLDER=${1:-$ROOT/target/three-nodes}
: "${SOMERSAULT_CASSANDRA:?name the nodes of a Cassandra, host:port, separated by commas}"
JOIN=127.0.0.1:25520,127.0.0.1:25521,127.0.0.1:25522
export SOMERSAULT_JAVA_OPTS="-Xmx1g ${SOMERSAULT_JAVA_OPTS:-}"

"$ROOT/somersault" schema --cassandra "$SOMERSAULT_CASSANDRA"

nodes=
# shellcheck disable=SC2086  # a list of process ids
trap 'trap - INT TERM; kill $nodes 2>/dev/null; wait' INT TERM EXIT
for node in 0 1 2; do
    "$ROOT/somersault" serve --cassandra "$SOMERSAULT_CASSANDRA" --data "$FOLDER/node-$node" \
        --port $((7272 + node)) --cluster-port $((25520 + node)) --join "$JOIN" &
    nodes="$nodes $!"
done
wait
