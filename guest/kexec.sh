# SPDX-License-Identifier: MIT
# kexec of kexec-tools
source_package=kexec-tools
without='(or take busybox and kexec of the distribution: BUSYBOX=package)'
. "$guest/debian.sh"

compile() {
	# it takes PATH_MAX from headers that do not have it in every C library
	run 'kexec cannot be configured' sh -c 'cd "$1" && shift && exec ./configure "$@"' sh "$src" \
		--host=s390x-linux-musl --without-zlib --without-lzma CC="$cc" AR="${cross}ar" LD="${cross}ld" \
		OBJCOPY="${cross}objcopy" STRIP="${cross}strip" CPPFLAGS='-include limits.h' \
		CFLAGS='-Os -ffunction-sections -fdata-sections' LDFLAGS='-static -Wl,--gc-sections'
	run 'kexec cannot be built' make -C "$src" -j"$jobs" build/sbin/kexec
	install_program "$src/build/sbin/kexec" sbin/kexec
}
