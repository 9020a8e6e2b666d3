# SPDX-License-Identifier: MIT
# An LPAR: SDL Hercules 4, named by HERCULES= or found in PATH, with an OSA card (0.0.0600) at a
# tap device of a network namespace where dnsmasq answers DHCP and TFTP. Needs root.
#
# herc_begin NAME         the scratch directory $HERC_T with srv/, what TFTP serves: a system named
#                         by the LPAR, "hyptest"; the loader's forms for an LPAR; 1: skipped
# herc_start CASE WHAT PARAMETER...
#                         IPLs WHAT (ins: as an HMC; reader: from the card reader) with these
#                         parameters of the loader's kernel. HERC_DEVICES: lines of the
#                         configuration for another machine than one with that card
# herc_wait PATTERN [SECONDS]   until the console shows it (grep -E), after what was waited for
#                         before; 1: it did not come
# herc_type TEXT          a line for the console
# herc_shows TEST PATTERN [SECONDS]   the same as herc_wait, as a test
# herc_next TEST          that the next system starts, where Hercules knows how to reset the machine
# herc_stop               ends it
#
# With brackets Hercules 4.9 loses texts: the console has no "pxeboot[1.23]: ".

herc_begin() {
	HERC_PID='' HERC_NS=hrc$$ HERC_DEVICES='' HERC_BIN=${HERCULES:-$(command -v hercules)}
	for herc_need in "${HERC_BIN:-no}:SDL Hercules 4 is not installed (HERCULES= names the program)" \
		ip:iproute2 dnsmasq:dnsmasq setsid:util-linux; do
		command -v "${herc_need%%:*}" >/dev/null || {
			tap_skip "$1" "${herc_need#*:}"
			return 1
		}
	done
	case $(LD_LIBRARY_PATH=${HERC_BIN%/bin/*}/lib "$HERC_BIN" --version 2>&1) in
	*'version 4.'*) ;;
	*)
		tap_skip "$1" "$HERC_BIN is not SDL Hercules 4, which has OSA cards"
		return 1
		;;
	esac
	[ "$(id -u)" -eq 0 ] && [ -c /dev/net/tun ] || {
		tap_skip "$1" 'needs root and /dev/net/tun'
		return 1
	}
	herc_images "$1" || return 1
	HERC_T=$(mktemp -d)
	trap herc_clean EXIT
	trap 'exit 130' INT TERM
	herc_network
}

# the same image for all tests, which may run at the same time
herc_images() {
	HERC_SET=$BUILD/lpar-test
	mkdir -p "$HERC_SET"
	if ! (flock 9 && make -s -f "$TOP/Makefile.pxelinux.0" O="$HERC_SET" MODULES=kvm,osa,vlan lpar) \
		9>"$HERC_SET/.lock" >"$HERC_SET/make.log" 2>&1; then
		tap_fail "$1: the loader can be built" "$(tail -n 20 "$HERC_SET/make.log")"
		return 1
	fi
}

herc_network() {
	ip netns add "$HERC_NS"
	ip -n "$HERC_NS" link set lo up
	ip -n "$HERC_NS" tuntap add dev tap0 mode tap
	ip -n "$HERC_NS" link set tap0 up
	ip -n "$HERC_NS" addr add 10.98.0.1/24 dev tap0
	# a VLAN with a network of its own
	ip -n "$HERC_NS" tuntap add dev tap5 mode tap
	ip -n "$HERC_NS" link set tap5 up
	ip -n "$HERC_NS" addr add 10.98.5.1/24 dev tap5
	ip netns exec "$HERC_NS" "$TOP/tests/lib/vlan-port" tap5 5 tap0 &
	mkdir -p "$HERC_T/srv/pxelinux.cfg" "$HERC_T/root"
	cp "$HERC_SET/in/kernel" "$HERC_T/srv/kernel"
	cp "$HERC_SET/in/busybox" "$HERC_T/root/busybox"
	cat >"$HERC_T/root/init" <<-'EOT'
		#!/busybox sh
		/busybox mkdir /proc
		/busybox mount -t proc proc /proc
		read -r line </proc/cmdline
		echo "BOOTED $line"
		/busybox poweroff -f
	EOT
	chmod +x "$HERC_T/root/init"
	(cd "$HERC_T/root" && find . | cpio -o -H newc --quiet | gzip -n) >"$HERC_T/srv/initrd"
	printf 'LABEL next\nKERNEL kernel\nINITRD initrd\nAPPEND the next system\n' >"$HERC_T/srv/pxelinux.cfg/hyptest"
	ip netns exec "$HERC_NS" dnsmasq --conf-file=/dev/null --port=0 --user=root --keep-in-foreground --no-ping --pid-file= \
		--dhcp-leasefile="$HERC_T/leases" --log-facility="$HERC_T/dnsmasq.log" --log-dhcp --bind-dynamic --interface='tap*' \
		--dhcp-range=10.98.0.50,10.98.0.90,255.255.255.0,1h --dhcp-range=10.98.5.50,10.98.5.90,255.255.255.0,1h \
		--dhcp-boot=pxelinux.0 --enable-tftp --tftp-root="$HERC_T/srv" &
}

herc_clean() {
	herc_stop
	# shellcheck disable=SC2046 # numbers
	kill -KILL $(ip netns pids "$HERC_NS") 2>/dev/null
	wait
	ip netns del "$HERC_NS"
	rm -rf "$HERC_T"
}

herc_start() {
	herc_stop
	HERC_LOG=$HERC_T/$1.log HERC_AT=1
	mkdir "$HERC_T/$1"
	cp "$HERC_SET"/lpar/pxeboot.* "$HERC_T/$1/"
	herc_ipl="$HERC_T/$1/pxeboot.ins" herc_cards=
	if [ "$2" = reader ]; then
		herc_ipl=000c
		herc_cards="000C.1 3505 $HERC_T/$1/pxeboot.kernel $HERC_T/$1/pxeboot.parm $HERC_T/$1/pxeboot.ramdisk ebcdic eof"
	fi
	herc_case=$1
	shift 2
	printf '%s\0' "$*" >"$HERC_T/$herc_case/pxeboot.prm"
	# ASCII text of whole cards
	printf '%-80s' "$*" >"$HERC_T/$herc_case/pxeboot.parm"
	cat >"$HERC_T/$herc_case/hercules.cnf" <<-EOT
		CPUSERIAL 012345
		CPUMODEL 3906
		MAINSIZE 1024M
		NUMCPU 1
		ARCHLVL z/Arch
		LPARNAME HYPTEST
		LPARNUM 1
		CPUIDFMT 0
		OSTAILOR LINUX
		CODEPAGE 819/500
		$herc_cards
		${HERC_DEVICES:-0600.3 QETH ifname tap0 iface /dev/net/tun}
	EOT
	mkfifo "$HERC_T/$herc_case/panel"
	exec 8<>"$HERC_T/$herc_case/panel"
	LD_LIBRARY_PATH=${HERC_BIN%/bin/*}/lib setsid ip netns exec "$HERC_NS" "$HERC_BIN" -f "$HERC_T/$herc_case/hercules.cnf" \
		EXTERNALGUI <&8 >"$HERC_LOG" 2>/dev/null 8>&- &
	HERC_PID=$!
	herc_wait 'HHC00111I|HHC00100I' 60
	sleep 1
	printf 'ipl %s\n' "$herc_ipl" >&8
}

herc_wait() {
	herc_left=$((${2:-240} * 5))
	until herc_found=$(tail -n "+$HERC_AT" "$HERC_LOG" | grep -anm 1 -E -- "$1"); do
		[ "$herc_left" -gt 0 ] && kill -0 "$HERC_PID" 2>/dev/null || return 1
		# the machine stands still
		! grep -aq HHC00826W "$HERC_LOG" || herc_left=1
		sleep 0.2
		herc_left=$((herc_left - 1))
	done
	HERC_AT=$((HERC_AT + ${herc_found%%:*}))
}

herc_shows() {
	if herc_wait "$2" "${3:-}"; then tap_pass "$1"; else tap_fail "$1" "nothing like '$2' in
$(tail -n 40 "$HERC_LOG")"; fi
}

# kexec resets the machine by DIAG 308 subcode 0
herc_next() {
	herc_shows "$1: it is loaded" 'kexec -e: starting it'
	if ! herc_wait 'BOOTED .*the next system|[Ss]pecification exception'; then
		tap_fail "$1 starts" "$(tail -n 40 "$HERC_LOG")"
	elif sed -n "$((HERC_AT - 1))p" "$HERC_LOG" | grep -aq 'BOOTED'; then
		tap_pass "$1 starts"
	else
		tap_skip "$1 starts" 'this Hercules does not know DIAG 308 subcode 0, by which kexec resets the machine'
	fi
}

herc_type() { printf '.%s\n' "$1" >&8; }

herc_stop() {
	[ -n "$HERC_PID" ] || return 0
	printf 'stopall\nquit force\n' >&8
	herc_left=25
	while kill -0 "$HERC_PID" 2>/dev/null && [ "$herc_left" -gt 0 ]; do
		sleep 0.2
		herc_left=$((herc_left - 1))
	done
	# it leaves a process for each card
	kill -KILL -- "-$HERC_PID" 2>/dev/null
	wait "$HERC_PID" 2>/dev/null
	exec 8>&-
	HERC_PID=
}
