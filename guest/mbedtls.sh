# SPDX-License-Identifier: MIT
# mbedTLS, which pxeboot is linked with to verify signatures. Debian 12 has 2.28, which nobody looks
# after any more: it comes from a newer suite.
source_package=mbedtls source_suite=${MBEDTLS_SUITE:-trixie}
without='(or leave out TRUST)'
. "$guest/debian.sh"

given() { cat "$guest/mbedtls.h"; }

compile() {
	cp "$guest/mbedtls.h" "$src/include/mbedtls/mbedtls_config.h"
	run 'mbedTLS cannot be built' make -C "$src/library" -j"$jobs" CC="$cc" AR="${cross}ar" RL="${cross}ranlib" \
		WARNING_CFLAGS='' CFLAGS='-O2 -fno-asynchronous-unwind-tables -ffunction-sections -fdata-sections -fno-ident' libmbedcrypto.a
	mkdir -p "$dest/usr/lib" "$dest/usr/include"
	cp "$src/library/libmbedcrypto.a" "$dest/usr/lib"
	cp -R "$src/include/mbedtls" "$src/include/psa" "$dest/usr/include"
}
