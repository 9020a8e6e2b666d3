# SPDX-License-Identifier: MIT
# pxeboot, the loader's program, from this source by its own Makefile. With --host the machine's
# compiler and C library make it, as busybox and kexec are the machine's then.
. "$guest/musl.sh"

given() {
	echo "${host:-musl} ${curl##*/} ${trust:+trust} ${mbedtls##*/}"
	(cd "$top" && find Makefile VERSION lib pxeboot -type f -exec sha256sum {} +) | LC_ALL=C sort -k 2
}

find_source() {
	if [ ! -e "$top/pxeboot/main.c" ]; then
		[ -z "$trust" ] || die "a loader that verifies signatures is compiled in the source tree only"
		die "pxeboot is compiled in the source tree only, and was left out of this installation (GUEST=no)"
	fi
	if [ -n "$host" ]; then source_id=$(getconf GNU_LIBC_VERSION); else find_libc; fi
}

unpack() {
	date=0 cross=$CROSS_COMPILE cc="${CROSS_COMPILE}gcc -march=z10"
	[ -n "$host" ] || make_compiler
	mkdir -p "$dest/usr/share/doc/pxelinux0"
	for library in "$curl" "$mbedtls"; do
		[ -z "$library" ] || cp -R "$library/usr/share/doc/." "$dest/usr/share/doc"
	done
	cp "$top/LICENSE" "$dest/usr/share/doc/pxelinux0/copyright"
}

compile() {
	static=-static include="-I$curl/usr/include${mbedtls:+ -I$mbedtls/usr/include}"
	libs="$curl/usr/lib/libcurl.a${mbedtls:+ $mbedtls/usr/lib/libmbedcrypto.a}"
	[ -z "$host" ] || static='' include='' libs="-lcurl${trust:+ -lmbedcrypto}"
	run 'pxeboot cannot be built' make -C "$top" -j"$jobs" O="$src" CC="$cc" PKG_CONFIG=true VERIFY="$trust" \
		CFLAGS="$include -Os -ffunction-sections -fdata-sections -fno-ident -fno-asynchronous-unwind-tables -ffile-prefix-map=$top/=" \
		LDFLAGS="-Wl,--gc-sections $static" LIBS_pxeboot="$libs" "$src/pxeboot"
	install_program "$src/pxeboot" sbin/pxeboot
}

record() {
	printf 'pxelinux0\t%s\tsource\t%s\t-\tpxelinux0\n' "$(cat "$top/VERSION")" "$(given | sha256sum | cut -d ' ' -f 1)"
	[ -n "$host" ] || sort -u "$curl/.packages" ${mbedtls:+"$mbedtls/.packages"}
}
