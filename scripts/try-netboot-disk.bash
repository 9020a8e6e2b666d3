# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# The disk of try-netboot. Needs die, say, here and work.
#
# disk_read TEXT   FILE or FORMAT:FILE: checks it and sets disk_file and disk_format. The format of
#                  a file is taken from its content only where no guest could profit from that: what
#                  a guest wrote into a raw image must not make QEMU open other files of the host.
# disk_drive       prints the value of QEMU's -drive
# disk_demo IMAGE  sets disk_file to a disk that boots IMAGE to a shell; 1: none, and it is said why

disk_formats='raw qcow2 qcow qed vdi vhdx vmdk vpc'

disk_read() { # TEXT
	local found
	disk_file=$1 disk_format=
	if [[ $1 == *:* && " $disk_formats " == *" ${1%%:*} "* ]]; then
		disk_format=${1%%:*} disk_file=${1#*:}
	fi
	[ -n "$disk_file" ] || wrong '--disk needs the name of a file'
	[ -e "$disk_file" ] || die "$disk_file: no such disk image" 2
	[ ! -d "$disk_file" ] || die "$disk_file: is a directory, not a disk image" 2
	[ -f "$disk_file" ] || [ -b "$disk_file" ] || die "$disk_file: is neither a file nor a block device" 2
	[ -r "$disk_file" ] || die "$disk_file: not readable for you" 2
	[ -w "$disk_file" ] || [ -n "$snapshot" ] ||
		die "$disk_file: not writable for you; with --snapshot what the guest writes is thrown away" 2
	disk_file=$(realpath -- "$disk_file") || die "$disk_file: not found" 2
	[ -z "$disk_format" ] || return 0
	found=$(disk_content "$disk_file") || die "$disk_file: cannot be read" 2
	case $found in
	raw | qcow2) disk_format=$found ;;
	packed) die "$disk_file: is compressed; unpack it first" 2 ;;
	*) die "$disk_file: looks like $found; if it is, write --disk $found:FILE, else --disk raw:FILE" 2 ;;
	esac
	case $disk_format-$disk_file in
	raw-*.qcow2) die "$disk_file: is not a qcow2 image; if it is a raw one, write --disk raw:FILE" 2 ;;
	# its name is the user's word for it
	qcow2-*.qcow2) ;;
	qcow2-*)
		disk_alone "$disk_file" ||
			die "$disk_file: a qcow2 image that refers to another file; if you trust it, write --disk qcow2:FILE" 2
		;;
	esac
}

# disk_bytes FILE OFFSET COUNT: in hexadecimal
disk_bytes() { od -An -v -tx1 -j "$2" -N "$3" -- "$1" | tr -d ' \n'; }

# The format by the first bytes, "packed" for what has to be unpacked
disk_content() { # FILE
	local head
	head=$(disk_bytes "$1" 0 8) || return
	case $head in
	514649fb00000001) echo qcow ;;
	514649fb*) echo qcow2 ;;
	51454400*) echo qed ;;
	3c3c3c20*) echo vdi ;;
	7668647866696c65) echo vhdx ;;
	4b444d56* | 434f5744* | 23204469736b2044) echo vmdk ;;
	636f6e6563746978) echo vpc ;;
	1f8b* | fd377a585a00* | 28b52ffd* | 425a68* | 504b0304*) echo packed ;;
	*) echo raw ;;
	esac
}

# disk_alone FILE: true for a qcow2 image without a backing file (offset 8 of its header) and
# without an external data file (bit 2 of the incompatible features at 72, from version 3 on)
disk_alone() {
	local head
	head=$(disk_bytes "$1" 0 80)
	[ "${head:16:16}" = 0000000000000000 ] || return
	[ "${head:8:8}" = 00000002 ] || ((!(0x${head:158:2} & 4)))
}

disk_drive() {
	local driver=file
	[ ! -b "$disk_file" ] || driver=host_device
	printf 'if=none,id=disk0,format=%s,file.driver=%s,file.filename=%s%s' "$disk_format" "$driver" \
		"${disk_file//,/,,}" "${snapshot:+,snapshot=on}"
}

disk_demo() { # IMAGE
	local tool dir=$work/disk
	for tool in "$here/../build/mk-s390image" "$here/../../../bin/mk-s390image" "$(command -v mk-s390image)"; do
		[ ! -x "$tool" ] || break
	done
	[ -x "$tool" ] || {
		say 'without a disk: mk-s390image, which makes one, is neither built nor installed'
		return 1
	}
	mkdir "$dir" &&
		"$tool" -q --extract "$dir" "$1" >/dev/null &&
		"$tool" -q "$dir/kernel" "$dir/image" -r "$dir/ramdisk" --iso "$dir/iso" \
			--cmdline 'quiet pxeboot.start=shell booted.from=disk' &&
		rm "$dir/kernel" "$dir/image" "$dir/ramdisk" || {
		say "without a disk: none can be made of $1"
		return 1
	}
	disk_file=$dir/iso disk_format=raw
}
