# SPDX-License-Identifier: MIT
# TAP for shell tests. Source it; end with tap_done.
TAP_N=0 TAP_BAD=0
tap_pass() {
	TAP_N=$((TAP_N + 1))
	printf 'ok %d - %s\n' "$TAP_N" "$1"
}
tap_fail() { # NAME [TEXT TO SHOW]
	TAP_N=$((TAP_N + 1)) TAP_BAD=$((TAP_BAD + 1))
	printf 'not ok %d - %s\n' "$TAP_N" "$1"
	[ $# -lt 2 ] || printf '%s\n' "$2" | sed 's/^/#   /'
}
tap_skip() {
	TAP_N=$((TAP_N + 1))
	printf 'ok %d - %s # SKIP %s\n' "$TAP_N" "$1" "$2"
}
# tap_is NAME GOT WANTED
tap_is() {
	if [ "$2" = "$3" ]; then tap_pass "$1"; else tap_fail "$1" "got:    $2
wanted: $3"; fi
}
# tap_ok NAME COMMAND...: passes when the command succeeds
tap_ok() {
	tap_name=$1
	shift
	if tap_out=$("$@" 2>&1); then tap_pass "$tap_name"; else tap_fail "$tap_name" "$tap_out"; fi
}
tap_done() {
	printf '1..%d\n' "$TAP_N"
	[ "$TAP_BAD" -eq 0 ]
}
