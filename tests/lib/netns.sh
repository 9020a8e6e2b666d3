# SPDX-License-Identifier: MIT
# A network of its own for the loader's scripts: namespaces joined by veth,
# real servers in one, the scripts under busybox ash in another. Only kexec is
# a stand-in: it keeps what it was given. The scripts run in a process
# namespace, where a reboot ends that namespace and nothing else.
#
# net_begin           makes namespaces $NET_S (server, 10.99.0.1) and $NET_C (client,
#                     interface eth0), the directory $NET_T with srv/ (what is served)
# net_dnsmasq OPT...  DHCP and TFTP of srv/ on the server's side
# net_run [SECONDS]   runs the loader; NET_END is kexec, reboot, poweroff, timeout or
#                     "status N"; $NET_T/log is its console, kexec.args, kernel, initrd
#                     what kexec was given
# net_asked [SERVER]  the names that were asked for by TFTP in the last run, in order, as the
#                     server's side saw them
# net_reset           forgets the last run, stops the servers, empties srv/
# Variables for net_run: NET_CMDLINE (the loader's), NET_LIMIT (size of its /run), NET_KEYS (a
# file or pipe that is its console's input), NET_TRUST (a file to be /etc/pxeboot/trust)

net_need() { # SUITE: 1 and a skipped test when this cannot run here
	for net_tool in busybox ip unshare dnsmasq nft python3; do
		command -v "$net_tool" >/dev/null || {
			tap_skip "$1" "$net_tool is not installed"
			return 1
		}
	done
	if [ "$(id -u)" -ne 0 ]; then
		tap_skip "$1" 'needs root for network namespaces'
		return 1
	fi
	if ! unshare -n -m -p -f true 2>/dev/null; then
		tap_skip "$1" 'no namespaces here'
		return 1
	fi
}

# net_servers: sets NET_ROOT to the directory with nginx, in.tftpd and atftpd
net_servers() {
	NET_ROOT=$("$TOP/scripts/fetch-packages" --quiet --suite host --arch host nginx tftpd-hpa atftpd 2>/dev/null) && [ -n "$NET_ROOT" ]
}
net_ld() { LD_LIBRARY_PATH=$NET_ROOT/usr/lib/$(uname -m)-linux-gnu:$NET_ROOT/lib/$(uname -m)-linux-gnu "$@"; }

net_begin() {
	NET_T=$(mktemp -d) NET_S=pxs$$ NET_C=pxc$$ NET_PIDS=
	trap net_end EXIT
	trap 'exit 130' INT TERM
	mkdir "$NET_T/srv" "$NET_T/bin"
	ip netns add "$NET_S" && ip netns add "$NET_C" || exit 1
	net_s ip link set lo up
	net_c ip link set lo up
	net_wire eth0 10.99.0.1/24
	net_applets
	net_inputs
}

net_end() {
	net_stop
	ip netns del "$NET_S" 2>/dev/null
	ip netns del "$NET_C" 2>/dev/null
	[ -z "${NET_R-}" ] || ip netns del "$NET_R" 2>/dev/null
	rm -rf "$NET_T"
}

net_s() { ip netns exec "$NET_S" "$@"; }
net_c() { ip netns exec "$NET_C" "$@"; }

# net_wire IF ADDRESS: another interface of the client, its peer s-IF at the server
net_wire() {
	ip link add "$1" netns "$NET_C" type veth peer name "s-$1" netns "$NET_S"
	# fixed and with upper-case letters in hexadecimal
	net_c ip link set "$1" address "52:54:00:ab:cd:e${1#eth}"
	net_s ip addr add "$2" dev "s-$1"
	net_s ip link set "s-$1" up
}

# the applets that the loader says it needs, and the stand-in
net_applets() {
	net_busybox=$(command -v busybox)
	while read -r net_a; do
		ln -s "$net_busybox" "$NET_T/bin/$net_a"
	done <"$TOP/initramfs-skel/etc/pxeboot/applets"
	ln -s "$BUILD/pxeboot" "$NET_T/bin/pxeboot"
	cat >"$NET_T/bin/kexec" <<-EOF
		#!$net_busybox sh
		d=$NET_T
		case \$1 in
		-e) echo >\$d/kexec.done; kill -KILL \$PPID; exit 0 ;;
		esac
		for a; do
			printf '%s\n' "\$a"
			case \$a in --initrd=*) cp "\${a#--initrd=}" \$d/initrd ;; esac
		done >\$d/kexec.args
		cp "\$3" \$d/kernel
	EOF
	chmod +x "$NET_T/bin/kexec"
}

# net_inputs: small files of the right form, kernel and initrd
net_inputs() {
	# shellcheck source=/dev/null
	. "$TOP/tests/lib/s390kernel.sh"
	make_kernel "$NET_T/k.small"
	mkdir "$NET_T/cpio"
	head -c 100000 /dev/urandom >"$NET_T/cpio/random"
	(cd "$NET_T/cpio" && find . | cpio -o -H newc 2>/dev/null | gzip -n) >"$NET_T/i.small"
}

# net_config TEXT: srv/pxelinux.cfg/default
net_config() {
	mkdir -p "$NET_T/srv/pxelinux.cfg"
	printf '%s\n' "$1" >"$NET_T/srv/pxelinux.cfg/${2:-default}"
}

net_reset() {
	net_stop
	rm -rf "$NET_T/srv" "$NET_T/root" "$NET_T"/log "$NET_T"/kexec.* "$NET_T/kernel" "$NET_T/initrd"
	mkdir "$NET_T/srv"
	cp "$NET_T/k.small" "$NET_T/srv/kernel"
	cp "$NET_T/i.small" "$NET_T/srv/initrd"
	NET_CMDLINE='' NET_LIMIT=
	net_s nft flush ruleset
	net_c nft flush ruleset
}

net_stop() {
	for net_pid in $NET_PIDS; do kill "$net_pid" 2>/dev/null; done
	for net_pid in $NET_PIDS; do wait "$net_pid" 2>/dev/null; done
	NET_PIDS=
	# and what they started
	net_pid=$(ip netns pids "$NET_S" 2>/dev/null)
	# shellcheck disable=SC2086 # numbers
	[ -z "$net_pid" ] || kill -KILL $net_pid 2>/dev/null
}

# net_start COMMAND...: a server at the server's side
net_start() {
	ip netns exec "$NET_S" "$@" >>"$NET_T/server.log" 2>&1 &
	NET_LAST=$!
	NET_PIDS="$NET_PIDS $NET_LAST"
}

# net_wait_udp PORT / net_wait_tcp PORT: until something listens there
net_wait_port() {
	net_n=0
	# with no other end: TCP keeps closed connections for a while
	until net_s cat "/proc/net/$1" "/proc/net/${1}6" | grep -qi ":$(printf %04X "$2") 0*:0000 "; do
		net_n=$((net_n + 1))
		[ "$net_n" -lt 100 ] || return 1
		sleep 0.05
	done
}

net_dhcp() { # OPTIONS: dnsmasq as DHCP server only
	net_start dnsmasq --conf-file=/dev/null --port=0 --keep-in-foreground --user=root --group= \
		--pid-file= --log-facility=- --log-dhcp --dhcp-leasefile="$NET_T/leases" --no-ping \
		--dhcp-authoritative --dhcp-range=10.99.0.50,10.99.0.90,255.255.255.0,1h "$@"
	net_wait_port udp 67
}

net_dnsmasq() {
	net_dhcp --enable-tftp --tftp-root="$NET_T/srv" "$@"
	net_wait_port udp 69
}

net_root() { # the fake root that the scripts see
	rm -rf "$NET_T/root"
	mkdir -p "$NET_T/root/proc" "$NET_T/root/etc" "$NET_T/root/run"
	cp -r "$TOP/initramfs-skel/." "$NET_T/root/"
	ln -s /sys "$NET_T/root/sys"
	ln -s /proc/uptime /proc/meminfo "$NET_T/root/proc/"
	printf '%s\n' "${NET_CMDLINE-}" >"$NET_T/root/proc/cmdline"
	[ -z "${NET_TRUST-}" ] || cp "$NET_TRUST" "$NET_T/root/etc/pxeboot/trust"
	[ -z "${NET_UUID-}" ] || printf 'VM00 UUID:            %s\n' "$NET_UUID" >"$NET_T/root/proc/sysinfo"
	[ -z "${NET_SYS-}" ] || {
		rm "$NET_T/root/sys"
		cp -r "$NET_SYS" "$NET_T/root/sys"
	}
	# what is newer was written by the loader
	touch "$NET_T/mark"
}

# Starts to note the requests on the wire; the loader's own words of them prove nothing.
net_watch() {
	rm -f "$NET_T/requests"
	ip netns exec "$NET_S" python3 "$TOP/tests/lib/tftp-requests" s-eth0 >"$NET_T/requests" &
	NET_WATCH=$!
	net_n=0
	until [ -s "$NET_T/requests" ]; do
		net_n=$((net_n + 1))
		[ "$net_n" -lt 200 ] || return 1
		sleep 0.05
	done
}
net_asked() { sed -n "s/^${1:-10.99.0.1} //p" "$NET_T/requests" | tr '\n' ' '; }

net_run() {
	net_root
	net_watch || tap_fail 'requests can be captured' "$(cat "$NET_T/requests")"
	rm -f "$NET_T"/kexec.* "$NET_T/kernel" "$NET_T/initrd"
	net_c timeout -s KILL "${1:-30}" unshare -m -p -f --mount-proc --kill-child \
		"$net_busybox" sh -c 'mount -t tmpfs -o size='"${NET_LIMIT:-256m}"' tmpfs "$1/root/run"
		cd "$1/root" && env -i PATH="$1/bin" ROOT="$1/root" HOME=/ "$1/bin/sh" "$1/root/lib/pxeboot/loop"; exit $?' \
		sh "$NET_T" <"${NET_KEYS:-/dev/null}" >"$NET_T/log" 2>&1
	net_status=$?
	kill "$NET_WATCH"
	wait "$NET_WATCH" 2>/dev/null
	case $net_status in
	124 | 137) NET_END=timeout ;;
	129) NET_END=reboot ;;
	130) NET_END=poweroff ;;
	*) NET_END="status $net_status" ;;
	esac
	[ ! -e "$NET_T/kexec.done" ] || NET_END=kexec
	for net_if in $(net_c ls /sys/class/net); do
		[ "$net_if" = lo ] || net_c ip addr flush dev "$net_if" 2>/dev/null
		[ "$net_if" = lo ] || net_c ip link set "$net_if" mtu 1500
	done
	[ -e "$NET_T/kernel" ] || : >"$NET_T/kernel"
	[ -e "$NET_T/initrd" ] || : >"$NET_T/initrd"
}

net_cmdline() { sed -n 's/^--command-line=//p' "$NET_T/kexec.args" 2>/dev/null; }
net_log() { grep -q -- "$1" "$NET_T/log"; }

# net_booted NAME: the loader came to kexec, with the whole kernel and initrd of srv/
net_booted() {
	if [ "$NET_END" != kexec ]; then
		tap_fail "$1" "ended with $NET_END
$(tail -n 40 "$NET_T/log")"
	elif ! cmp -s "$NET_T/kernel" "${NET_KERNEL:-$NET_T/srv/kernel}" || ! cmp -s "$NET_T/initrd" "${NET_INITRD:-$NET_T/srv/initrd}"; then
		tap_fail "$1" "kexec got other files than those served
$(tail -n 40 "$NET_T/log")"
	else
		tap_pass "$1"
	fi
}

# net_said NAME PATTERN: the console shows it
net_said() {
	if net_log "$2"; then tap_pass "$1"; else tap_fail "$1" "nothing like '$2' in
$(tail -n 40 "$NET_T/log")"; fi
}

# net_ended NAME END
net_ended() {
	if [ "$NET_END" = "$2" ]; then tap_pass "$1"; else tap_fail "$1" "ended with $NET_END, not $2
$(tail -n 40 "$NET_T/log")"; fi
}
