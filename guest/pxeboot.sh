# SPDX-License-Identifier: MIT
# pxeboot, the loader's program, from this source by its own Makefile. With --host the machine's
# compiler and C library make it, as busybox and kexec are the machine's then.
. "$guest/musl.sh"

given() {
	echo "${host:-musl} ${curl##*/}"
	(cd "$top" && find Makefile VERSION lib pxeboot -type f -exec sha256sum {} +) | LC_ALL=C sort -k 2
}

find_source() {
	[ -e "$top/pxeboot/main.c" ] ||
		die "pxeboot is compiled in the source tree only, and was left out of this installation (GUEST=no)"
	if [ -n "$host" ]; then source_id=$(getconf GNU_LIBC_VERSION); else find_libc; fi
}

unpack() {
	date=0 cross=$CROSS_COMPILE cc="${CROSS_COMPILE}gcc -march=z10"
	[ -n "$host" ] || make_compiler
	mkdir -p "$dest/usr/share/doc/pxelinux0"
	[ -z "$curl" ] || cp -R "$curl/usr/share/doc/curl" "$dest/usr/share/doc"
	cp "$top/LICENSE" "$dest/usr/share/doc/pxelinux0/copyright"
}

compile() {
	static=-static include=-I$curl/usr/include libs=$curl/usr/lib/libcurl.a
	[ -z "$host" ] || static='' include='' libs=-lcurl
	run 'pxeboot cannot be built' make -C "$top" -j"$jobs" O="$src" CC="$cc" PKG_CONFIG=true VERIFY= \
		CFLAGS="$include -Os -ffunction-sections -fdata-sections -fno-ident -fno-asynchronous-unwind-tables -ffile-prefix-map=$top/=" \
		LDFLAGS="-Wl,--gc-sections $static" LIBS_pxeboot="$libs" "$src/pxeboot"
	install_program "$src/pxeboot" sbin/pxeboot
}

record() {
	printf 'pxelinux0\t%s\tsource\t%s\t-\tpxelinux0\n' "$(cat "$top/VERSION")" "$(given | sha256sum | cut -d ' ' -f 1)"
	[ -n "$host" ] || cat "$curl/.packages"
}
