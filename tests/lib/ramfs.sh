# SPDX-License-Identifier: MIT
# What the tests of mk-pxelinux-ramfs share: real s390x packages, a small root that can
# be broken, a directory to work in. Source it behind tap.sh; it ends the test where there
# are no packages. Sets tool, pkgs, image, version, bb, dir, and enters dir.
umask 022
unset SOURCE_DATE_EPOCH
pkgs=${PACKAGES_ROOT:-}
[ -n "$pkgs" ] || pkgs=$("$TOP/scripts/fetch-packages" linux-image-s390x busybox-static kexec-tools 2>/dev/null) || pkgs=
[ -n "$pkgs" ] || {
	tap_skip "mk-pxelinux-ramfs" "no s390x packages, and no network to fetch them"
	tap_done
	exit
}
dir=$(mktemp -d) && cd "$dir" || exit 1
trap 'rm -rf "$dir"' EXIT
image=$(ls "$pkgs"/boot/vmlinuz-*)
version=${image##*/vmlinuz-}
bb=$pkgs/bin/busybox
# as it is installed, with another program for s390x in the place of the loader's
mkdir -p .tool/guest/s390x/sbin
cp "$BUILD/mk-pxelinux-ramfs" .tool/
ln -s "$TOP/initramfs-skel" .tool/initramfs-skel
cp "$bb" .tool/guest/s390x/sbin/pxeboot
tool=$dir/.tool/mk-pxelinux-ramfs

# A small root of our own that can be broken: real files, the three modules only.
small_root() { # DIR
	rm -rf "$1"
	[ -d .small ] || make_small_root .small
	cp -a .small "$1"
}
make_small_root() {
	mkdir -p "$1/boot" "$1/sbin" "$1/lib/s390x-linux-gnu" "$1/lib/modules/$version/kernel"
	cp "$pkgs/boot/config-$version" "$1/boot/"
	cp "$pkgs/sbin/kexec" "$1/sbin/"
	cp -L "$pkgs/lib/ld64.so.1" "$1/lib/"
	cp -L "$pkgs/lib/s390x-linux-gnu/libc.so.6" "$1/lib/s390x-linux-gnu/"
	cp "$pkgs/lib/modules/$version/modules.builtin" "$1/lib/modules/$version/"
	find "$pkgs/lib/modules/$version/kernel" \( -name virtio_net.ko -o -name net_failover.ko -o -name failover.ko \) \
		-exec cp -t "$1/lib/modules/$version/kernel" {} +
}
small_root root
# packed only where that is what is tested: native tests run under an emulator
# build OPTION... FILE: with defaults for the options that are not given
build() {
	case " $* " in *" -c "*) ;; *) set -- -c none "$@" ;; esac
	case " $* " in *" -i "*) ;; *) set -- -i "$image" "$@" ;; esac
	case " $* " in *" -r "*) ;; *) set -- -r root "$@" ;; esac
	case " $* " in *" -b "*) ;; *) set -- -b "$bb" "$@" ;; esac
	"$tool" "$@"
}
names() { "$tool" --list "$1" | awk '{ print $NF }'; }

# refuses NAME SENTENCE ARG...: exit 1, one line that has SENTENCE, the old output untouched
printf 'old' >old
refuses() {
	name=$1 want=$2
	shift 2
	cp -p old out
	before=$(ls -A)
	said=$("$tool" "$@" out 2>&1)
	st=$?
	lines=$(printf '%s\n' "$said" | grep -vc ' warning: ')
	case $said in *"$want"*) found=yes ;; *) found=no ;; esac
	if [ $st -eq 1 ] && [ "$lines" -eq 1 ] && [ $found = yes ] && cmp -s old out && [ "$before" = "$(ls -A)" ]; then
		tap_pass "$name"
	else
		tap_fail "$name" "status $st, $lines lines, wanted: $want
$said"
	fi
}
