# SPDX-License-Identifier: MIT
# What a fetched file is. Format facts: arch/s390/boot/{head.S,ipl_data.c} and
# arch/s390/include/asm/setup.h of the kernel; s390 is big-endian.
#
#   0x10008  "S390EP"                     0x10428  address of the version text
#   0x10408  initrd address and size      0x10430  size of the command line area
#   0x10480  command line                 (896 where that field is 0)

# image_length FILE: sets FETCH_SIZE; the transfer has just set it, as a rule
image_length() { [ "${FETCH_FILE-}" = "$1" ] || fetch_size "$1"; }

# image_magic FILE: sets IMAGE_KIND by the first bytes
image_magic() {
	image_head=$(xxd -p -c 64 -l 16 "$1" 2>/dev/null)
	case $image_head in
	'') IMAGE_KIND=empty ;;
	7f454c46*) IMAGE_KIND=elf ;;
	1f8b*) IMAGE_KIND=gzip ;;
	fd377a585a00*) IMAGE_KIND=xz ;;
	28b52ffd*) IMAGE_KIND=zstd ;;
	02214c18*) IMAGE_KIND=lz4 ;;
	5d0000*) IMAGE_KIND=lzma ;;
	425a68*) IMAGE_KIND=bzip2 ;;
	894c5a4f*) IMAGE_KIND=lzo ;;
	30373037303[12]*) IMAGE_KIND=cpio ;;
	00000000*) IMAGE_KIND=zeros ;;
	4d5a*) IMAGE_KIND=pc ;;
	68737173*) IMAGE_KIND=squashfs ;;
	3c21[46]4* | 3c[46]8[57]4* | 3c3f786d6c* | 3c[46]8[46]5*) IMAGE_KIND=html ;;
	2a20*) IMAGE_KIND=ins ;;
	*)
		IMAGE_KIND=unknown
		# "HdrS" of the PC's boot protocol, an "arm64" mark at 0x38
		case $(xxd -p -s 514 -l 4 "$1" 2>/dev/null) in 48647253) IMAGE_KIND=pc ;; esac
		case $(xxd -p -s 56 -l 4 "$1" 2>/dev/null) in 41524d64) IMAGE_KIND=arm ;; esac
		;;
	esac
}

# image_number HEX16: sets IMAGE_N; false for what no file can hold
image_number() {
	case $1 in
	0000[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f])
		IMAGE_N=$((0x$1))
		;;
	*) return 1 ;;
	esac
}

# image_kernel FILE: true for an s390 kernel; sets IMAGE_START, IMAGE_SIZE (of
# the ramdisk inside, 0: none), IMAGE_MAX (command line, with its NUL),
# IMAGE_VERSION. Otherwise IMAGE_WHY says what the file is and IMAGE_KIND too.
image_kernel() {
	IMAGE_START=0 IMAGE_SIZE=0 IMAGE_MAX=896 IMAGE_VERSION='' IMAGE_WHY='' IMAGE_KIND=
	image_length "$1"
	image_line=0 image_version=0 image_ep='' image_bad=
	# From 0x10008 to 0x10437, eight bytes a line
	# (a loop of read would ask the kernel for each byte of it)
	image_dump=$(xxd -p -c 8 -s 65544 -l 1072 "$1" 2>/dev/null)
	for image_hex in $image_dump; do
		case $image_line in
		0) case $image_hex in 533339304550*) image_ep=1 ;; *) break ;; esac ;;
		128) image_number "$image_hex" && IMAGE_START=$IMAGE_N || image_bad=1 ;;
		129) image_number "$image_hex" && IMAGE_SIZE=$IMAGE_N || image_bad=1 ;;
		132) image_number "$image_hex" && image_version=$IMAGE_N || image_bad=1 ;;
		133) image_number "$image_hex" && IMAGE_MAX=$IMAGE_N || image_bad=1 ;;
		esac
		image_line=$((image_line + 1))
	done
	if [ -z "$image_ep" ]; then
		image_other "$1"
		return 1
	fi
	[ "$IMAGE_MAX" -gt 0 ] || IMAGE_MAX=896
	IMAGE_KIND=s390
	if [ "$image_line" -lt 134 ] || [ "$FETCH_SIZE" -lt $((66688 + 896)) ]; then
		IMAGE_WHY="it is an s390 kernel, but cut short: only $FETCH_SIZE bytes"
	elif [ -n "$image_bad" ] || [ "$IMAGE_MAX" -gt 1048576 ]; then
		IMAGE_WHY='its boot parameter area holds impossible numbers, the file is damaged'
	elif [ "$IMAGE_SIZE" -gt 0 ] && { [ "$IMAGE_START" -lt 69632 ] || [ $((IMAGE_START + IMAGE_SIZE)) -gt "$FETCH_SIZE" ]; }; then
		IMAGE_WHY="the ramdisk inside it should end at byte $((IMAGE_START + IMAGE_SIZE)), but the file has $FETCH_SIZE: it is cut short"
	else
		image_read_version "$1" "$image_version"
		image_whole "$1"
	fi
	[ -z "$IMAGE_WHY" ]
}

image_read_version() { # FILE OFFSET
	[ "$2" -gt 0 ] || return 0
	if [ "$2" -ge "$FETCH_SIZE" ]; then
		IMAGE_WHY="it is an s390 kernel, but cut short: $FETCH_SIZE bytes, and its version should be at byte $2"
		return 0
	fi
	# the first word; a NUL behind it is left out by the shell
	IMAGE_VERSION=$(dd if="$1" bs=1 skip="$2" count=64 2>/dev/null)
	IMAGE_VERSION=${IMAGE_VERSION%% *}
	case $IMAGE_VERSION in
	[1-9]*.*[!\ -~]* | [!1-9]*) IMAGE_VERSION= ;;
	esac
}

# image_whole FILE: kernels since 6.0 end with a mark ("zIPL" or a signature),
# which a file that was cut short lacks
image_whole() {
	case $IMAGE_VERSION in
	[1-5].* | '' | [!1-9]*) return ;;
	esac
	[ "$IMAGE_SIZE" -eq 0 ] || return
	case $(xxd -p -s $((FETCH_SIZE - 28)) -l 28 "$1") in
	*000000207a49504c) ;;
	7e4d6f64756c65207369676e617475726520617070656e6465647e0a) ;;
	00000000000000000000000000000000000000000000000000000000)
		# taken out of a combined image, which pads it to whole pages
		[ $((FETCH_SIZE % 4096)) -eq 0 ] || IMAGE_WHY="it is kernel $IMAGE_VERSION, but its end is missing: the file is damaged"
		;;
	*) IMAGE_WHY="it is kernel $IMAGE_VERSION, but its end is missing after $FETCH_SIZE bytes (or it is padded): the file is damaged" ;;
	esac
}

# image_other FILE: the sentence for what is no s390 kernel
image_other() {
	image_magic "$1"
	case $IMAGE_KIND in
	empty) IMAGE_WHY='it is empty' ;;
	html) IMAGE_WHY='it is an HTML page, most likely an error page of the server' ;;
	pc) IMAGE_WHY='it is a kernel for a PC, not for s390x' ;;
	arm) IMAGE_WHY='it is a kernel for ARM, not for s390x' ;;
	gzip) IMAGE_WHY='it is compressed with gzip: unpack it on the server' ;;
	xz | zstd | lz4 | lzma | bzip2 | lzo) IMAGE_WHY="it is compressed with $IMAGE_KIND: unpack it on the server" ;;
	elf) IMAGE_WHY='it is an ELF file; the bootable form of the kernel is arch/s390/boot/bzImage' ;;
	cpio) IMAGE_WHY='it is a cpio archive, an initrd most likely' ;;
	ins) IMAGE_WHY='it is an .ins file' ;;
	*) IMAGE_WHY='it is not an s390 kernel (no S390EP at byte 65544)' ;;
	esac
	[ "$FETCH_SIZE" -ge 66576 ] || [ "$IMAGE_KIND" != unknown ] ||
		IMAGE_WHY="it is not an s390 kernel: only $FETCH_SIZE bytes"
}

# image_initrd FILE: true for what can be an initrd, else IMAGE_WHY
image_initrd() {
	IMAGE_WHY=
	image_length "$1"
	image_magic "$1"
	case $IMAGE_KIND in
	empty) IMAGE_WHY='it is empty' ;;
	html) IMAGE_WHY='it is an HTML page, most likely an error page of the server' ;;
	pc | arm) IMAGE_WHY='it is a kernel for another architecture, not an initrd' ;;
	elf) IMAGE_WHY='it is an ELF file, not an initrd' ;;
	xz) image_xz "$1" ;;
	cpio)
		tail -c 4096 "$1" | grep -q 'TRAILER!!!' ||
			log_warn 'this cpio archive does not end with a trailer; it may be cut short'
		;;
	gzip) image_gzip "$1" ;;
	lz4) image_lz4 "$1" ;;
	unknown | zeros)
		case $(xxd -p -s 65544 -l 6 "$1" 2>/dev/null) in
		533339304550) IMAGE_WHY='it is an s390 kernel, not an initrd' ;;
		*) [ "$IMAGE_KIND" = zeros ] || log_warn 'this is not a cpio archive, nor compressed in a way the kernel knows; it is used as it is' ;;
		esac
		;;
	esac
	[ -z "$IMAGE_WHY" ]
}

# image_end N FILE: sets image_dump to its last N bytes (all, if it is shorter)
image_end() {
	image_at=$((FETCH_SIZE - $1))
	[ "$image_at" -ge 0 ] || image_at=0
	image_dump=$(xxd -p -c 64 -s "$image_at" -l "$1" "$2" 2>/dev/null)
}

# image_xz FILE: an xz file ends with "YZ", before padding. What ends as a gzip file does
# or in zeros has another archive behind it.
image_xz() {
	image_end 4 "$1"
	case $image_dump in
	00000000 | 00?[02468ace]??[0-3]?) return ;;
	esac
	while :; do
		case $image_dump in *00) image_dump=${image_dump%00} ;; *) break ;; esac
	done
	case $image_dump in
	*595a | 5a) ;;
	*) IMAGE_WHY="the end of the xz stream is missing after $FETCH_SIZE bytes: the file is cut short or damaged" ;;
	esac
}

# image_gzip FILE: a gzip file ends with the length of what is in it (RFC 1952);
# archives are padded, to 512 bytes nearly always. Only where that looks wrong
# is the whole of it unpacked to see.
image_gzip() {
	image_end 4 "$1"
	case $image_dump in
	00000000 | 00?[02468ace]????) return ;;
	esac
	gzip -t "$1" 2>/dev/null || IMAGE_WHY="the gzip stream is damaged or cut short after $FETCH_SIZE bytes"
}

# image_lz4 FILE: the kernel's form of it (lz4 -l) is a chain of chunks for 8 MiB each, with their
# lengths before them, low byte first: a chunk that ends behind the file was cut short
image_lz4() {
	image_at=4
	while [ "$image_at" -lt "$FETCH_SIZE" ]; do
		image_dump=$(xxd -p -s "$image_at" -l 4 "$1" 2>/dev/null)
		case $image_dump in
		02214c18) image_n=0 ;; # another stream
		????????)
			image_n=${image_dump#??????}${image_dump#????}
			image_n=$((0x${image_n%??}))
			image_dump=${image_dump%????}
			image_n=$((image_n * 65536 + 0x${image_dump#??}${image_dump%??}))
			# what can be no chunk: padding, or another archive behind this one
			[ "$image_n" -gt 0 ] && [ "$image_n" -le 8421536 ] || return 0
			;;
		*) image_n=$FETCH_SIZE ;;
		esac
		image_at=$((image_at + 4 + image_n))
	done
	[ "$image_at" -eq "$FETCH_SIZE" ] ||
		IMAGE_WHY="the lz4 stream is cut short after $FETCH_SIZE bytes"
}

# image_cmdline FILE: sets IMAGE_CMDLINE to the command line inside a kernel
image_cmdline() {
	IMAGE_CMDLINE=$(dd if="$1" bs=64 skip=1042 count=$(((IMAGE_MAX + 63) / 64)) 2>/dev/null | head -c "$IMAGE_MAX" | tr '\000' '\n' | head -n 1)
}

# image_split FILE RAMDISK: moves the ramdisk inside FILE into its own file.
# What was moved is cut off at once, so the memory is needed only once.
image_split() {
	tail -c "+$((IMAGE_START + 1))" "$1" | head -c "$IMAGE_SIZE" >"$2" &&
		truncate -s "$IMAGE_START" "$1"
	FETCH_FILE=
}

# image_pad FILE: zeros up to a multiple of four bytes, for the next initrd
image_pad() {
	fetch_size "$1"
	[ $((FETCH_SIZE % 4)) -eq 0 ] || truncate -s $(((FETCH_SIZE + 3) / 4 * 4)) "$1"
}
