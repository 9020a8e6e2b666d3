# SPDX-License-Identifier: MIT
# Calls of a tool go wrong one after the other (tests/fault/inject.c). Source it behind
# tap.sh; it enters a directory of its own, and ends the test where there is no compiler.
# FAULTS: what goes wrong. FAULT_RUNS: so many of the calls at most, evenly spread; with
# FAULT_ALL=1 in the environment all of them.
FAULTS='EIO ENOSPC INT TERM KILL'
FAULT_RUNS=25
dir=$(mktemp -d -p "$([ -w /dev/shm ] && echo /dev/shm || echo "${TMPDIR:-/tmp}")") && cd "$dir" || exit 1
trap 'rm -rf "$dir"' EXIT
if ! ${CC:-cc} -shared -fPIC -o inject.so "$TOP/tests/fault/inject.c" -ldl 2>cc.log; then
	tap_skip "faults" "no C compiler: $(head -n 1 cc.log)"
	tap_done
	exit
fi
mkdir tmp tmpl

# what is in the directory "w": names and bytes
state() { (cd w && find . -type f ! -name "${1:-}" | sort | xargs -r cksum && find . -type d | sort); }
run() { TMPDIR=$dir/tmp "$@"; }

# each NAME "PREPARE" COMMAND...: in the directory w, filled by PREPARE
each() {
	name=$1 prepare=$2
	shift 2
	rm -rf w tmpl && mkdir w && (cd w && eval "$prepare") && cp -a w tmpl
	old=$(state)
	(cd w && run "$@") >/dev/null 2>&1 <ramdisk || {
		tap_fail "$name: without a fault"
		return
	}
	new=$(state)
	[ "$old" != "$new" ] || {
		tap_fail "$name: nothing was written"
		return
	}
	for fault in $FAULTS; do one_fault "$@"; done
}
one_fault() {
	# how many calls there are
	rm -rf w calls && cp -a tmpl w
	sh -c 'cd w && LD_PRELOAD=$1/inject.so FAULT=$2 FAULT_AT=0 FAULT_COUNT=$1/calls
		export LD_PRELOAD FAULT FAULT_AT FAULT_COUNT; shift 2; exec "$@"' - "$dir" "$fault" "$@" <ramdisk >/dev/null 2>&1
	step=$(($(cat calls) / FAULT_RUNS + 1))
	[ -z "${FAULT_ALL:-}" ] || step=1
	n=$((1 - step)) bad='' count=0
	while n=$((n + step)) && [ -z "$bad" ]; do
		rm -rf w mark tmp && cp -a tmpl w && mkdir tmp
		# a shell of its own, so that its word about a signal goes nowhere
		sh -c 'cd w && TMPDIR=$1/tmp LD_PRELOAD=$1/inject.so FAULT=$2 FAULT_AT=$3 FAULT_MARK=$1/mark
			export TMPDIR LD_PRELOAD FAULT FAULT_AT FAULT_MARK; shift 3; exec "$@"' \
			- "$dir" "$fault" "$n" "$@" <ramdisk >/dev/null 2>said
		st=$?
		[ -e mark ] || break
		count=$((count + 1))
		judge
	done
	[ $count -ge 2 ] || bad="$bad only $count system calls were seen"
	if [ -z "$bad" ]; then tap_pass "$name: $fault at $count of $(cat calls) calls"; else tap_fail "$name: $fault" "$bad"; fi
}
judge() {
	# no program can remove anything after SIGKILL
	[ "$fault" != KILL ] || { rm -f w/parts/.mk-* && find w/parts -empty -delete; } 2>/dev/null
	at="call $n ($(cat mark)), status $st, $(head -c 200 said)"
	if [ "$fault" = KILL ]; then now=$(state '.mk-*'); else now=$(state); fi
	case "$now" in
	"$old") is=old ;;
	"$new") is=new ;;
	*)
		# files of a set are renamed one by one: nothing survives SIGKILL between two
		[ "$fault" = KILL ] && case $(cat mark) in renameat*) return ;; esac
		bad="$at: neither old nor new:
$now"
		return
		;;
	esac
	case "$fault $st $is" in
	"INT 130 "* | "TERM 143 "* | "KILL 137 "*) ;;
	E*" 0 new") ;; # another way was found
	E*" 1 old") [ "$(grep -vc ' warning: ' said)" -eq 1 ] || bad="$at: not one line" ;;
	E*" 1 new") grep -q "directory cannot be synced" said || bad="$at: new, and yet failed" ;;
	*) bad="$at: $is" ;;
	esac
	[ "$fault" = KILL ] || [ -z "$(ls -A tmp)" ] || bad="$at: left in TMPDIR: $(ls -A tmp)"
}

# reads NAME COMMAND...: one that only prints; it prints all of it or says what is wrong
reads() {
	name=$1
	shift
	each_want=$("$@" 2>&1 | cksum)
	for fault in $FAULTS; do
		n=0 bad='' count=0
		while n=$((n + 1)) && [ -z "$bad" ]; do
			rm -f mark
			got=$(
				export LD_PRELOAD="$dir/inject.so" FAULT=$fault FAULT_AT=$n FAULT_MARK="$dir/mark"
				"$@" 2>said
				echo $? >status
			)
			[ -e mark ] || break
			count=$((count + 1))
			case $(cat status) in
			0) [ "$(printf '%s\n' "$got" | cksum)" = "$each_want" ] || bad="call $n ($(cat mark)): status 0, and not all is printed" ;;
			1) [ "$(wc -l <said)" -eq 1 ] || bad="call $n ($(cat mark)): not one line: $(head -c 200 said)" ;;
			*) bad="call $n ($(cat mark)), status $(cat status): $(head -c 200 said)" ;;
			esac
		done
		if [ -z "$bad" ] && [ $count -gt 1 ]; then tap_pass "$name: $fault at each of $count calls"; else tap_fail "$name: $fault" "$bad, $count calls"; fi
	done
}
