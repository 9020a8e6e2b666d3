# SPDX-License-Identifier: MIT
# Calls of a tool go wrong one after the other (tests/fault/). Source it after tap.sh; it
# enters a directory of its own, and ends the test where there is no compiler.
# FAULTS: what goes wrong. FAULT_RUNS: so many of the calls at most, evenly spread; with
# FAULT_ALL=1 in the environment all of them.
FAULTS='EIO ENOSPC INT TERM KILL'
FAULT_RUNS=25
export FAULTS FAULT_RUNS
dir=$(mktemp -d -p "$([ -w /dev/shm ] && echo /dev/shm || echo "${TMPDIR:-/tmp}")") && cd "$dir" || exit 1
trap 'rm -rf "$dir"' EXIT
if ! ${CC:-cc} -shared -fPIC -o inject.so "$TOP/tests/fault/inject.c" -ldl 2>cc.log; then
	tap_skip "faults" "no C compiler: $(head -n 1 cc.log)"
	tap_done
	exit
fi
: >ramdisk

# each NAME "PREPARE" COMMAND...: in a directory beside, filled by PREPARE
each() {
	name=$1
	rm -rf w tmpl && mkdir tmpl && (cd tmpl && eval "$2")
	shift 2
	faults writes "$@"
}
# reads NAME COMMAND...: one that only prints
reads() {
	name=$1
	shift
	faults reads "$@"
}
faults() {
	python3 "$TOP/tests/fault/faults" "$@" >verdicts 2>failed || tap_fail "$name" "$(cat failed)"
	while IFS= read -r verdict; do
		case $verdict in
		"ok "*) tap_pass "$name: ${verdict#ok }" ;;
		*) tap_fail "$name: $verdict" ;;
		esac
	done <verdicts
}
