# SPDX-License-Identifier: MIT
# .ins files: lines "FILE ADDRESS", where each file goes in memory. The kernel
# is at 0, the command line at 0x10480, the ramdisk's address and size (a file
# of 16, 8 or 4 bytes) at 0x10408..0x10417, and what else there is: the ramdisk.
INS_CR=$(printf '\r')

# ins_fetch NAME: $PXE_RUN/boot/kernel is the .ins file; afterwards it is the
# kernel, and the choice names the initrd and command line
ins_fetch() {
	log_say "$1 is an .ins file"
	mv "$PXE_RUN/boot/kernel" "$PXE_RUN/ins"
	case $1 in
	*/*) ins_dir=${1%/*}/ ;;
	*::*) ins_dir=${1%::*}:: ;;
	*) ins_dir= ;;
	esac
	ins_prefix=${1#"$ins_dir"}
	case $ins_prefix in *-*) ins_prefix=${ins_prefix%"${ins_prefix##*-}"} ;; *) ins_prefix= ;; esac
	ins_kernel='' ins_initrd='' ins_parm='' ins_lines=0
	# the last line may lack its end
	while { read -r ins_file ins_addr _ || [ -n "$ins_file" ]; } && [ "$ins_lines" -lt 64 ]; do
		ins_lines=$((ins_lines + 1))
		case $ins_file in '*' | '' | '#'*) continue ;; esac
		ins_place "$ins_file" "${ins_addr%"$INS_CR"}"
	done <"$PXE_RUN/ins"
	if [ -z "$ins_kernel" ]; then
		log_error "$1: no file in it goes to address 0"
		return 1
	fi
	if [ -n "$ins_parm" ]; then
		ins_get boot_get_small "$ins_parm" "$PXE_RUN/ins.parm"
		case $? in
		0) ins_cmdline ;;
		# OpenShift's installer names one and leaves it to the user
		1) log_warn "$ins_parm is not there: the command line is what the configuration has" ;;
		*) return 1 ;;
		esac
	fi
	ins_get boot_get "$ins_kernel" "$PXE_RUN/boot/kernel" || return
	# what the kernel was called by, the initrd is, too
	[ "$ins_found" = "$ins_kernel" ] || [ -z "$ins_initrd" ] ||
		ins_initrd=${ins_found%"${ins_kernel##*/}"}${ins_initrd##*/}
	[ -z "$ins_initrd" ] || [ -n "$CHOICE_INITRDS" ] || CHOICE_INITRDS="$ins_initrd
"
}

# ins_get COMMAND NAME FILE: fetches a file of the set and sets ins_found to the name it was found
# by. Sets are published under other names than their .ins file has: what is not there is asked for
# beside it, and with what the .ins file's own name begins with (agent.s390x-generic.ins is
# published with agent.s390x-kernel.img).
ins_get() {
	ins_found=$2
	"$1" "$2" "$3"
	ins_status=$?
	for ins_try in "$ins_dir" "$ins_dir$ins_prefix"; do
		ins_try=$ins_try${2##*/}
		[ "$ins_status" -eq 1 ] && [ "$ins_try" != "$2" ] && [ "$ins_try" != "$ins_found" ] || continue
		ins_found=$ins_try
		log_say "trying ${ins_try#"$ins_dir"} beside the .ins file"
		"$1" "$ins_try" "$3"
		ins_status=$?
	done
	return "$ins_status"
}

ins_place() { # FILE ADDRESS
	case $2 in
	0x*)
		ins_n=${2#0x}
		ins_x=0x
		;;
	*)
		ins_n=$2
		ins_x=
		;;
	esac
	case $ins_n in
	'' | *[!0-9a-fA-F]* | ????????????*) ins_bad=1 ;;
	*[a-fA-F]*)
		ins_bad=
		[ -n "$ins_x" ] || ins_bad=1
		;;
	*) ins_bad= ;;
	esac
	if [ -n "$ins_bad" ]; then
		log_warn ".ins: '$2' is not an address, the line is ignored"
		return
	fi
	while [ -z "$ins_x" ]; do
		case $ins_n in 0?*) ins_n=${ins_n#0} ;; *) break ;; esac
	done
	case $(($ins_x$ins_n)) in
	0) ins_kernel=$ins_dir$1 ;;
	66688) ins_parm=$ins_dir$1 ;;
	6656[0-9] | 665[78][0-9]) ;;
	*) ins_initrd=$ins_dir$1 ;;
	esac
}

# ins_cmdline: the parameter file goes before the configuration's own words
ins_cmdline() {
	ins_text=
	while read -r ins_line || [ -n "$ins_line" ]; do
		ins_text="$ins_text${ins_line%"$INS_CR"} "
	done <"$PXE_RUN/ins.parm"
	ins_text=${ins_text%% }
	[ -z "$ins_text" ] || CHOICE_CMDLINE="$ins_text $CHOICE_CMDLINE"
}
