# SPDX-License-Identifier: MIT
# The loader's kernel: a distribution's linux-source package and the options of kernel.config
[ -n "$config" ] || config=$guest/kernel.config
without='(or leave out KERNEL=source: the packaged kernel needs no compiler)'

tools='flex flex
bison bison
bc bc
perl perl
tar tar
xz xz-utils
zstd zstd'

# The archive in the suite's linux-source package; apt checks it.
find_source() {
	if [ -z "$source" ]; then
		root=$("$top/scripts/fetch-packages" ${quiet:+--quiet} --suite "$suite" linux-source) ||
			die "no kernel source: give --source FILE with a linux-source archive, or leave out KERNEL=source"
		for source in "$root"/usr/src/linux-source-*.tar.xz; do
			[ -f "$source" ] || die "the package linux-source of $suite has no /usr/src/linux-source-*.tar.xz"
		done
		record=$(grep '^linux-source-' "$root/.packages")
	fi
	[ -r "$source" ] || die "$source cannot be read"
	source_id=$(sha256sum <"$source")
}

unpack() {
	say "unpacking $(basename "$source")"
	# half of it can stay out: other machines and many drivers, but for their Kconfig
	LC_ALL=C tar -xf "$source" -C "$src" --strip-components=1 --no-same-owner --wildcards \
		--exclude='*/arch/[a-rt-z]*.[chS]' --exclude='*/arch/[a-rt-z]*.dts*' \
		--exclude='*/Documentation/[a-z]*' --exclude='*/tools/testing' --exclude='*/tools/perf' \
		--exclude='*/drivers/gpu/*.[ch]' --exclude='*/drivers/media/*.[ch]' \
		--exclude='*/drivers/staging/*.[ch]' --exclude='*/drivers/net/wireless/*.[ch]' \
		--exclude='*/sound/*.[ch]' ||
		die "cannot unpack $source: it needs 2 GB in $CACHE, or the archive is damaged"
	[ -f "$src/arch/s390/Kconfig" ] || die "$source is not a kernel source"
	# is there a C library for s390x (CC_CAN_LINK)? That is the machine's, nothing in the
	# kernel needs it, and the answer would be in the image with the configuration
	[ ! -f "$src/scripts/cc-can-link.sh" ] || echo false >"$src/scripts/cc-can-link.sh"
	date=$(date -r "$src/Makefile" +%s)
}

# Built in the source directory all names are relative. Nothing of what is installed and not needed
# is used.
kmake() { # WHAT FAILED, ARGUMENT...
	failed=$1
	shift
	run "$failed" env KBUILD_BUILD_USER=loader KBUILD_BUILD_HOST=pxeboot KBUILD_BUILD_VERSION=1 \
		KBUILD_BUILD_TIMESTAMP="$(LC_ALL=C TZ=UTC date -u -d "@$date")" KCONFIG_ALLCONFIG="$work/options" \
		KCFLAGS="-ffile-prefix-map=$src/=" KAFLAGS="-ffile-prefix-map=$src/=" \
		make -C "$src" ARCH=s390 CROSS_COMPILE="$CROSS_COMPILE" \
		PAHOLE=no-pahole RUSTC=no-rustc BINDGEN=no-bindgen "$@"
}

configure() {
	options "$config" >"$work/options"
	kmake "the configuration cannot be made" allnoconfig
	find "$src" -name 'Kconfig*' -type f -exec sed -n 's/^[[:space:]]*\(menu\)*config \([A-Za-z0-9_]*\)$/CONFIG_\2/p' {} + >"$work/known"
	check_options "$config" "$work/known"
	"$top/scripts/check-kernel-config" --strict --quiet "$src/.config" >&2 ||
		die "the configuration lacks what the loader needs"
}

compile() {
	configure
	say "building Linux $(env -i PATH="$PATH" make -s -C "$src" ARCH=s390 kernelversion 2>/dev/null) for the loader; some minutes"
	kmake "the kernel cannot be built" -j"$jobs" bzImage
	mkdir "$dest/boot"
	cp "$src/arch/s390/boot/bzImage" "$dest/boot/vmlinuz"
	cp "$src/.config" "$dest/boot/config"
	mkdir -p "$dest/usr/share/doc/linux"
	cp "$src/COPYING" "$dest/usr/share/doc/linux/copyright"
	cp "$src/include/config/kernel.release" "$dest/version"
	[ "$(dd if="$dest/boot/vmlinuz" bs=8 skip=8193 count=1 2>/dev/null | head -c 6)" = S390EP ] ||
		die "what was built is not an s390x kernel"
	say "$(wc -c <"$dest/boot/vmlinuz") bytes"
}

# As the source package that linux-source is made from
record() {
	[ -z "$record" ] || printf '%s\n' "$record" | awk -F '\t' -v OFS='\t' '{ print $6 != "" ? $6 : "linux", $2, "source", $4, $5, "linux" }'
}
