# SPDX-License-Identifier: MIT
# libcurl, which pxeboot is linked with: HTTP and FTP, and nothing else of it
source_package=curl
without='(or take the programs of an installation that has them)'
. "$guest/debian.sh"

compile() {
	run 'libcurl cannot be configured' sh -c 'cd "$1" && shift && exec ./configure "$@"' sh "$src" \
		--host=s390x-linux-musl --build="$(gcc -dumpmachine)" CC="$cc" AR="${cross}ar" RANLIB="${cross}ranlib" \
		CFLAGS='-Os -fno-asynchronous-unwind-tables -ffunction-sections -fdata-sections -fno-ident' --prefix=/usr \
		--disable-shared --enable-static --disable-option-checking --without-ssl --without-zlib --without-brotli \
		--without-zstd --without-libpsl --without-libidn2 --without-nghttp2 --without-libssh2 --without-librtmp \
		--without-ca-bundle --without-ca-path --disable-ldap --disable-rtsp --disable-dict --disable-telnet \
		--disable-tftp --disable-pop3 --disable-imap --disable-smb --disable-smtp --disable-gopher --disable-mqtt \
		--disable-file --disable-ftps --disable-manual --disable-proxy --disable-threaded-resolver --disable-unix-sockets \
		--disable-cookies --disable-crypto-auth --disable-ntlm --disable-ntlm-wb --disable-negotiate-auth \
		--disable-aws --disable-doh --disable-mime --disable-netrc --disable-hsts --disable-alt-svc \
		--disable-headers-api --disable-websockets --disable-get-easy-options --disable-libcurl-option \
		--disable-socketpair --disable-dnsshuffle --disable-form-api --disable-bindlocal --disable-verbose
	run 'libcurl cannot be built' make -C "$src/lib" -j"$jobs"
	run 'libcurl cannot be installed' make -C "$src/lib" install-libLTLIBRARIES DESTDIR="$dest"
	run 'libcurl cannot be installed' make -C "$src/include" install DESTDIR="$dest"
	rm -f "$dest"/usr/lib/*.la
}
