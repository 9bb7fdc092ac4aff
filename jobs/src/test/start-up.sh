#!/usr/bin/env bash
# How long commands take beside a bare Spark session that reads one Delta table in the same JVM: the launcher's own
# options, class path and archive. In turns, so that whatever else the machine does meets all of them alike.
#   jobs/src/test/start-up.sh [ROUNDS] [SEGMENT]        after ./segmill run; medians and all times, in milliseconds
set -euo pipefail

# bare: Segmill's settings of Spark; bare-plain: Spark's own. Run it on a machine that does nothing else.
rounds="${1:-5}"
segment="${2:-engaged}"
home="$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# A java that keeps the launcher's words up to the class path, and runs another main class.
real="$(readlink -f "$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java")")"
mkdir -p "$work/bin" "$work/classes" "$work/scratch"
ln -s "$(dirname "$(dirname "$real")")/release" "$work/release"
cat >"$work/bin/java" <<EOF
#!/usr/bin/env bash
words=()
while [ "\$1" != -cp ]; do
  words+=("\$1")
  shift
done
exec "$real" "\${words[@]}" -cp "\$2:$work/classes" io.segmill.jobs.session.BareSession "$home/warehouse/sources/customers" "\$BARE" "$work/scratch"
EOF
chmod +x "$work/bin/java"
"$(dirname "$real")/javac" -cp "$(cat "$home/orchestration/target/launch/classpath")" -d "$work/classes" \
  "$home/jobs/src/test/java/io/segmill/jobs/session/BareSession.java"

measure() {
  local name="$1" start
  shift
  start="$(date +%s%N)"
  "$@" >"$work/out" 2>&1 || { cat "$work/out" >&2 && exit 1; }
  echo $((($(date +%s%N) - start) / 1000000)) >>"$work/$name.ms"
}

cd "$home"
for ((round = 0; round < rounds; round++)); do
  measure help ./segmill --help
  measure validate ./segmill validate
  measure list ./segmill segments list
  measure bare env JAVA_HOME="$work" BARE=ours ./segmill
  measure bare-plain env JAVA_HOME="$work" BARE=plain ./segmill
  measure preview ./segmill segments preview "$segment"
done
for name in help validate list bare bare-plain preview; do
  printf '%-10s %6d   %s\n' "$name" "$(sort -n "$work/$name.ms" | sed -n "$(((rounds + 1) / 2))p")" "$(tr '\n' ' ' <"$work/$name.ms")"
done
