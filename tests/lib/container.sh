# SPDX-License-Identifier: MIT
# The container image without an engine: buildah with a storage of its own, on a base that
# debootstrap makes. Source it after tap.sh, then:
#
# container_need NAME TOOL...  ends the test, skipped, where it cannot run
# container_begin              makes the directory $CONTAINER_T and the program $CONTAINER_T/engine,
#                              which nice(1) and ip(8) can run too; container_end takes it away
# container_base ARCH          makes docker.io/library/debian:bookworm for Debian's ARCH
# container_build ARCH TAG OPTION...  builds the image; 1 and $CONTAINER_T/log when it fails

buildah() { "$CONTAINER_T/engine" "$@"; }

container_need() { # NAME TOOL...
	container_name=$1 container_why=''
	shift
	[ "$(id -u)" -eq 0 ] || container_why='needs root'
	for container_tool in buildah debootstrap "$@"; do
		command -v "$container_tool" >/dev/null || container_why="$container_tool is not installed"
	done
	[ -n "$container_why" ] || return 0
	tap_skip "$container_name" "$container_why"
	tap_done
	exit
}

container_begin() {
	CONTAINER_T=$(mktemp -d "${TMPDIR:-/var/tmp}/docker-test.XXXXXX") || exit 1
	export BUILDAH_ISOLATION=chroot
	printf '#!/bin/sh\nexec buildah --root "%s/store" --runroot "%s/run" --storage-driver vfs "$@"\n' \
		"$CONTAINER_T" "$CONTAINER_T" >"$CONTAINER_T/engine"
	chmod +x "$CONTAINER_T/engine"
	# the cache only saves the fetching; without the mount the build fetches for itself
	CONTAINER_CACHE=${CACHE:-$TOP/cache}
	mkdir -p "$CONTAINER_CACHE"
	CONTAINER_CACHE=$(cd "$CONTAINER_CACHE" && pwd)
}

container_end() {
	grep -F "$CONTAINER_T" /proc/mounts | cut -d ' ' -f 2 | sort -r | xargs -r -n 1 umount
	# the engine may still be putting its own things away
	rm -rf --one-file-system "$CONTAINER_T" 2>/dev/null || { sleep 2 && rm -rf --one-file-system "$CONTAINER_T"; }
}

# What docker.io/library/debian:bookworm is made of.
container_base() { # ARCH
	container_dir=$CONTAINER_T/base
	"$TOP/scripts/fetch-packages" --print-sources --suite bookworm --arch "$1" >"$CONTAINER_T/sources" 2>"$CONTAINER_T/log" &&
		container_mirror=$(sed -n 's/^URIs: //p' "$CONTAINER_T/sources" | head -n 1) &&
		nice debootstrap --arch="$1" --variant=minbase bookworm "$container_dir" "$container_mirror" >"$CONTAINER_T/log" 2>&1 &&
		rm -f "$container_dir/etc/apt/sources.list" &&
		cp "$CONTAINER_T/sources" "$container_dir/etc/apt/sources.list.d/debian.sources" &&
		container_c=$(buildah from --arch "$1" scratch) &&
		buildah add -q "$container_c" "$container_dir" / >/dev/null &&
		buildah commit -q --rm "$container_c" docker.io/library/debian:bookworm >/dev/null &&
		rm -rf "$container_dir" && return
	# without a mirror there is nothing to test with; the last lines say what it was
	tail -n 5 "$CONTAINER_T/log" | sed 's/^/# /'
	return 1
}

container_build() { # ARCH TAG OPTION...
	container_arch=$1 container_tag=$2
	shift 2
	nice "$CONTAINER_T/engine" build --arch "$container_arch" --pull=false --network host \
		-v "$CONTAINER_CACHE:$CONTAINER_CACHE" --build-arg CACHE="$CONTAINER_CACHE" "$@" \
		-t "$container_tag" "$TOP" >"$CONTAINER_T/log" 2>&1
}
