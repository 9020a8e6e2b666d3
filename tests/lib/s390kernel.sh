# SPDX-License-Identifier: MIT
# Small s390 kernel images for tests: what a loader looks at is there, nothing
# else is. Source it.

# poke FILE OFFSET BYTES: BYTES are a printf format (octal escapes)
poke() { printf "$3" | dd of="$1" bs=1 seek="$(($2))" conv=notrunc status=none; }

# be64 NUMBER: its eight bytes as a printf format
be64() {
	printf '%016x' "$(($1))" | sed 's/../& /g' | tr ' ' '\n' | sed '/^$/d' | while read -r hex; do
		printf '\\%03o' "0x$hex"
	done
}
poke64() { poke "$1" "$2" "$(be64 "$3")"; }

# peek64 FILE OFFSET: in hexadecimal
peek64() { od -An -v -tx1 -j "$(($2))" -N 8 "$1" | tr -d ' \n'; }

# make_kernel FILE [SIZE [CMDLINE_MAX [VERSION]]]: the default is a kernel of 160 KiB
# that tells no version and has a command line of 4096 bytes
make_kernel() {
	rm -f "$1"
	# bytes that differ from place to place, so that a wrong offset shows
	LC_ALL=C awk 'BEGIN { for (i = 0; i < 13107; i++) printf "%09d\n", i * 7 }' |
		head -c "$((${2:-163840}))" >"$1"
	truncate -s "$((${2:-163840}))" "$1"
	poke "$1" 0 '\000\010\000\000\200\000\002\000\002\000\000\030\140\000\000\120\002\000\000\150\140\000\000\120'
	dd if=/dev/zero bs=1 count=56 2>/dev/null | tr '\000' '@' | dd of="$1" bs=1 seek=24 conv=notrunc status=none
	poke "$1" 0x10008 'S390EP\000\001'
	poke "$1" 0x10000 '\247\364\000\020'
	poke "$1" 0x10010 '\247\364\000\320'
	dd if=/dev/zero of="$1" bs=1 seek=$((0x10400)) count=128 conv=notrunc status=none
	poke64 "$1" 0x10430 "${3:-4096}"
	dd if=/dev/zero of="$1" bs=64 seek=$((0x10480 / 64)) count=64 conv=notrunc status=none
	poke "$1" 0x10480 'root=/dev/ram0 ro\000'
	[ -z "${4:-}" ] || { poke "$1" 0x20000 "$4\\000" && poke64 "$1" 0x10428 0x20000; }
}

# the end that kernels have since 6.1, behind a whole number of pages
add_trailer() { # FILE
	truncate -s %4096 "$1"
	{
		dd if=/dev/zero bs=1 count=4091 status=none
		printf '\040zIPL'
	} | tr '\000' '\000' >>"$1"
}

# a module signature of N bytes, as scripts/sign-file appends it
add_signature() { # FILE N
	{
		dd if=/dev/zero bs=1 count="$2" status=none | tr '\000' 's'
		printf '\000\000\002\000\000\000\000\000'
		printf "$(be64 "$2" | cut -c 17-)"
		printf '~Module signature appended~\n'
	} >>"$1"
}

# kernels from packages, if there are any: one path a line
real_kernels() {
	find "${CACHE:-$TOP/cache}/root" \( -path '*/boot/vmlinuz-*s390x' -o -path '*/modules/*s390x/vmlinuz' \) \
		-type f 2>/dev/null | sort
}
