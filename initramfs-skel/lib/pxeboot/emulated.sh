# SPDX-License-Identifier: MIT
# Starting a kernel on a CPU that QEMU emulates (TCG, a guest without KVM).
#
# emulated_prepare KERNEL   makes the kernel image start there; changes nothing on any
#                           other machine and nothing in a file that is no kernel image.
#                           False when the file could not be changed (no space left).
#
# QEMU before 8.2 keeps code that it has translated although the guest has overwritten it:
# an instruction that stores through probe_access() (MVC, MVCL, MVCLE, MVCOS ...) told the
# translator about one byte only (accel/tcg/cputlb.c, notdirty_write with length 1; mended
# in November 2023, "Forward probe size on to notdirty_write"). kexec copies the new kernel
# with MVCLE. Every kernel's start code lies at 0x10000, so what runs after kexec is the
# start code of the loader's kernel, on the data of the other: the same kernel starts
# itself, any other ends in a program check, a disabled wait or an endless loop. Ordinary
# stores do throw translations away. So a few instructions are put behind the image, and
# its first one jumps to them: they read and store all of the memory (0.3 s a GiB), put
# the first instruction back and start the kernel. It also finds no more translated pages
# to write to, each of which costs QEMU a detour: Debian's kernel is up 60 s earlier.

# s390x machine code; works at any address and in any addressing mode:
#	sam64
#	sgr   %r2,%r2
#	larl  %r1,lines
#	lg    %r3,0(%r1)
# 0:	lmg   %r4,%r11,0(%r2)
#	stmg  %r4,%r11,0(%r2)
#	la    %r2,64(%r2)
#	brctg %r3,0b
#	sgr   %r2,%r2
#	larl  %r1,saved
#	lg    %r0,0(%r1)
#	lgfi  %r2,0x10000
#	stg   %r0,0(%r2)
#	br    %r2
#	nopr  %r7
#	nopr  %r7
# saved:			the eight bytes at 0x10000
# lines:			how much memory, in units of 64 bytes; 8 bytes
EMULATED_CODE='\001\016\271\011\000\042\300\020\000\000\000\045\343\060\020\000\000\004''\353\113\040\000\000\004\353\113\040\000\000\044\101\040\040\100\247\067\377\370''\271\011\000\042\300\020\000\000\000\017\343\000\020\000\000\004\300\041\000\001\000\000''\343\000\040\000\000\044\007\362\007\007\007\007'
EMULATED_SIZE=88 # with the two values behind it

# The machine's memory is rewritten up to here, to keep it short on very large ones.
EMULATED_MOST=$((8 << 30))

emulated_prepare() {
	emulated_cpu && emulated_is_image "$1" || return 0
	emulated_memory
	[ "$EMULATED_MEMORY" -gt 0 ] || return 0
	# not wc: busybox's reads every byte, which takes as long as the rest of this
	emulated_size=$(stat -c %s "$1")
	emulated_at=$(((emulated_size + 4095) / 4096 * 4096))
	# the image is as good as before until the last write
	emulated_code "$1" | dd "of=$1" bs=4096 "seek=$((emulated_at / 4096))" conv=notrunc 2>/dev/null || return 1
	# jg code, relative to itself in halfwords
	{
		printf '\300\364'
		emulated_number 4 $(((emulated_at - 65536) / 2))
	} | dd "of=$1" bs=1 seek=65536 conv=notrunc 2>/dev/null
}

# STSI 1.1.1 says who made the machine; KVM passes the true answer on
emulated_cpu() {
	[ -r "$ROOT/proc/sysinfo" ] || return 1
	while read -r emulated_name emulated_value _; do
		[ "$emulated_name $emulated_value" != 'Manufacturer: QEMU' ] || return 0
	done <"$ROOT/proc/sysinfo"
	return 1
}

# the entry point's mark at 0x10008: arch/s390/boot/head.S
emulated_is_image() {
	# a NUL follows, which the shell leaves out
	case $(dd "if=$1" bs=8 skip=8193 count=1 2>/dev/null) in S390EP*) ;; *) return 1 ;; esac
}

# Sets EMULATED_MEMORY to the size of the memory that begins at 0
emulated_memory() {
	EMULATED_MEMORY=0
	[ -r "$ROOT/proc/iomem" ] || return 0
	while read -r emulated_range _ emulated_name; do
		case $emulated_name/$emulated_range in
		'System RAM/'*[!0-9a-f-]*) continue ;;
		'System RAM/00000000-'[0-9a-f]*) ;;
		*) continue ;;
		esac
		EMULATED_MEMORY=$((0x${emulated_range#*-} + 1))
		[ "$EMULATED_MEMORY" -le "$EMULATED_MOST" ] || EMULATED_MEMORY=$EMULATED_MOST
		return 0
	done <"$ROOT/proc/iomem"
}

emulated_code() { # KERNEL
	# shellcheck disable=SC2059 # escapes for printf, ours
	printf "$EMULATED_CODE"
	dd "if=$1" bs=8 skip=8192 count=1 2>/dev/null
	emulated_number 8 $((EMULATED_MEMORY / 64))
}

# emulated_number BYTES N: N with its highest byte first
emulated_number() {
	emulated_n=$1
	while [ "$emulated_n" -gt 0 ]; do
		emulated_n=$((emulated_n - 1))
		emulated_byte=$((($2 >> (8 * emulated_n)) & 255))
		# shellcheck disable=SC2059 # an escape for printf, ours
		printf "\\$((emulated_byte / 64))$((emulated_byte / 8 % 8))$((emulated_byte % 8))"
	done
}
