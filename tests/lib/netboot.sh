# SPDX-License-Identifier: MIT
# Network boots in QEMU, all with one pxelinux.0. Needs no root and no server:
# the emulator's own DHCP and TFTP serve a directory. With KERNEL=source in the environment
# the image is the small one.
#
# netboot_begin NAME      the directory $NB_T, pxelinux.0 in $NB_IMAGE, what it was made of in
#                         $NB_O (in/kernel, in/busybox, initramfs), a target's initrd in
#                         $NB_INITRD that prints BOOTED [command line]; 1: skipped
# netboot_kernel SUITE    sets NB_KERNEL to that release's kernel; 1: not to be had
# netboot_directory NAME     makes $NB_T/NAME to be served, with the image and the initrd
# netboot_start NAME WANT [try-netboot OPTION...] [-- QEMU OPTION...]
#                         boots $NB_T/NAME in the background until the console shows WANT.
#                         NB_KEYS: a file or pipe whose bytes are typed at the console
# netboot_end NAME        waits for it: 0 when WANT was shown; the console is $NB_T/NAME.log

netboot_begin() {
	CACHE=${CACHE:-$TOP/cache}
	export CACHE
	command -v qemu-system-s390x >/dev/null || {
		tap_skip "$1" 'qemu-system-s390x is not installed'
		return 1
	}
	NB_T=$(mktemp -d) NB_PIDS=
	trap netboot_clean EXIT
	trap 'exit 130' INT TERM
	NB_O=$BUILD
	[ "${KERNEL:-package}" = package ] || NB_O=$BUILD/kernel-$KERNEL
	mkdir -p "$NB_O"
	NB_IMAGE=$NB_O/pxelinux.0
	# several tests may want it at the same time
	if ! (flock 9 && make -s -f "$TOP/Makefile.pxelinux.0" O="$NB_O" OUT="$NB_IMAGE") 9>"$NB_O/.netboot" >"$NB_T/make.log" 2>&1; then
		if "$TOP/scripts/fetch-packages" --quiet linux-image-s390x busybox-static kexec-tools >/dev/null 2>&1; then
			tap_fail "$1: pxelinux.0 can be built" "$(tail -n 20 "$NB_T/make.log")"
		else
			tap_skip "$1" 's390x packages cannot be fetched here and are not in the cache'
		fi
		return 1
	fi
	netboot_initrd
}

netboot_clean() {
	for nb_pid in $NB_PIDS; do kill "$nb_pid" 2>/dev/null; done
	wait
	rm -rf "$NB_T"
}

netboot_initrd() {
	NB_INITRD=$NB_T/initrd
	mkdir -p "$NB_T/root/bin" "$NB_T/root/proc" "$NB_T/root/dev"
	cp "$NB_O/in/busybox" "$NB_T/root/bin/busybox"
	cat >"$NB_T/root/init" <<-'EOF'
		#!/bin/busybox sh
		/bin/busybox mount -t proc proc /proc
		read -r line </proc/cmdline
		read -r _ _ release _ </proc/version
		echo "BOOTED $release [$line]"
		/bin/busybox poweroff -f
	EOF
	chmod +x "$NB_T/root/init"
	(cd "$NB_T/root" && find . | cpio -o -H newc --quiet | gzip -n) >"$NB_INITRD"
}

netboot_kernel() {
	case $1/$NB_O in
	"bookworm/$BUILD") NB_KERNEL=$BUILD/in/kernel ;;
	*)
		nb_root=$("$TOP/scripts/fetch-packages" --quiet --suite "$1" linux-image-s390x 2>/dev/null) || return 1
		NB_KERNEL=$("$TOP/scripts/find-kernel" "$nb_root" '' '' 2>/dev/null | cut -f 2-)
		;;
	esac
	[ -f "$NB_KERNEL" ]
}

netboot_directory() {
	mkdir -p "$NB_T/$1/pxelinux.cfg"
	ln "$NB_IMAGE" "$NB_T/$1/pxelinux.0" 2>/dev/null || cp "$NB_IMAGE" "$NB_T/$1/pxelinux.0"
	cp "$NB_INITRD" "$NB_T/$1/initrd"
}

netboot_start() {
	nb_name=$1 nb_want=$2
	shift 2
	"$TOP/scripts/try-netboot" -q -t "${NB_LIMIT:-300}" -m "${NB_MEMORY:-512}" -l "$NB_T/$nb_name.log" -e "$nb_want" \
		"$NB_IMAGE" "$NB_T/$nb_name" "$@" <"${NB_KEYS:-/dev/null}" >"$NB_T/$nb_name.out" 2>&1 &
	eval "nb_pid_$nb_name=$!"
	NB_PIDS="$NB_PIDS $!"
}

netboot_end() {
	eval "wait \"\$nb_pid_$1\""
}

# netboot_is NAME DIRECTORY RELEASE LINE: it booted that kernel with exactly that command line
netboot_is() {
	netboot_end "$2"
	nb_got=$(tr -d '\r' <"$NB_T/$2.log" | sed -n 's/^[0-9.]* *BOOTED /BOOTED /p' | head -n 1)
	case $nb_got in
	"BOOTED "$3*" [$4]") tap_pass "$1" ;;
	*) tap_fail "$1" "wanted BOOTED $3... [$4]
got    $nb_got
$(
		tail -n 30 "$NB_T/$2.log"
		cat "$NB_T/$2.out"
	)" ;;
	esac
	sed -n 's/.* \([0-9.]* s from \/init to kexec.*\)/# \1/p' "$NB_T/$2.log"
}
