# SPDX-License-Identifier: MIT
# busybox, with the applets of busybox.config
source_package=busybox
config=$guest/busybox.config
without='(or take the one of the distribution: BUSYBOX=package)'
. "$guest/debian.sh"

# Everything that is not wanted is off: only what is asked has its default.
configure() {
	run 'busybox cannot be configured' make -C "$src" gen_build_files
	find "$src" -name Config.in -exec sed -n 's/^[[:space:]]*config \([A-Z0-9_]*\).*/CONFIG_\1/p' {} + | sort -u >"$work/known"
	{
		options "$config"
		echo "CONFIG_EXTRA_CFLAGS=\"-fno-ident\""
		echo "CONFIG_CROSS_COMPILER_PREFIX=\"$cross\""
	} >"$src/.config"
	sed -n 's/^\(CONFIG_[A-Z0-9_]*\)=.*/\1/p' "$src/.config" | sort -u >"$work/on"
	comm -13 "$work/on" "$work/known" | sed 's/.*/# & is not set/' >>"$src/.config"
	# questions that are left are about numbers and names
	# shellcheck disable=SC2016 # expanded by that shell
	run 'busybox cannot be configured' sh -c 'yes "" | make -C "$1" oldconfig' sh "$src"
	check_options "$config" "$work/known"
}

# udhcpc accepts the first offer, even one from a proxy DHCP server, which has no address in it. It
# would then request 0.0.0.0, for ever.
fix_udhcpc() {
	offer='if (\*message == DHCPOFFER) {' file=$src/networking/udhcp/dhcpc.c
	[ "$(grep -c "$offer" "$file")" = 1 ] || die "busybox has changed: where does udhcpc take an offer in dhcpc.c?"
	sed -i "s/$offer/if (*message == DHCPOFFER \&\& packet.yiaddr) {/" "$file"
}

compile() {
	fix_udhcpc
	configure
	run 'busybox cannot be built' make -C "$src" -j"$jobs" CC="$cc" SKIP_STRIP=y \
		BB_EXTRA_VERSION="Debian $(head -n 1 "$work/sources" | cut -f2)" busybox_unstripped
	install_program "$src/busybox_unstripped" bin/busybox
}
