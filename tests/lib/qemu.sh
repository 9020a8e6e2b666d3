# SPDX-License-Identifier: MIT
# Other versions of QEMU than the machine's, from Debian's packages. They run with the
# libraries they were built for, the C library included, so any host will do.
#
# qemu_fetch SUITE FILE   makes FILE a command that starts that suite's qemu-system-s390x
#                         with its own firmware, and sets QEMU_VERSION; 1: neither in the
#                         cache nor to be fetched

qemu_fetch() {
	qemu_root=$("$TOP/scripts/fetch-packages" --quiet --suite "$1" --arch host qemu-system-s390x qemu-system-data 2>/dev/null) &&
		[ -n "$qemu_root" ] || return 1
	qemu_libs='' qemu_ld=''
	# not by lib64/: its links lead to the host's
	for qemu_dir in "$qemu_root"/lib/*-linux-gnu* "$qemu_root"/usr/lib/*-linux-gnu*; do
		[ -d "$qemu_dir" ] || continue
		qemu_libs=$qemu_libs${qemu_libs:+:}$qemu_dir
		for qemu_file in "$qemu_dir"/ld-linux*.so.* "$qemu_dir"/ld64.so.*; do
			[ ! -f "$qemu_file" ] || qemu_ld=$qemu_file
		done
	done
	cat >"$2" <<-END
		#!/bin/sh
		exec '$qemu_ld' --library-path '$qemu_libs' '$qemu_root/usr/bin/qemu-system-s390x' \\
			-L '$qemu_root/usr/share/qemu' "\$@"
	END
	chmod +x "$2"
	QEMU_VERSION=$("$2" --version 2>/dev/null | sed -n 's/^QEMU emulator version \([0-9.]*\).*/\1/p')
}
