# SPDX-License-Identifier: MIT
# .ins files: lines "FILE ADDRESS", where each file goes in memory. The kernel
# is at 0, the command line at 0x10480, the ramdisk's address and size (a file
# of 16, 8 or 4 bytes) at 0x10408..0x10414, and what else there is: the ramdisk.

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
	ins_kernel='' ins_initrd='' ins_parm='' ins_lines=0
	# the last line may lack its end
	while { read -r ins_file ins_addr _ || [ -n "$ins_file" ]; } && [ "$ins_lines" -lt 64 ]; do
		ins_lines=$((ins_lines + 1))
		case $ins_file in '*' | '' | '#'*) continue ;; esac
		ins_place "$ins_file" "${ins_addr%"$PROGRESS_CR"}"
	done <"$PXE_RUN/ins"
	if [ -z "$ins_kernel" ]; then
		log_error "$1: no file in it goes to address 0"
		return 1
	fi
	if [ -n "$ins_parm" ]; then
		ins_get boot_get_small "$ins_parm" "$PXE_RUN/ins.parm" || return 1
		ins_cmdline
	fi
	FETCH_MAX=
	ins_get boot_get "$ins_kernel" "$PXE_RUN/boot/kernel" || return
	[ -z "$ins_initrd" ] || [ -n "$CHOICE_INITRDS" ] || CHOICE_INITRDS="$ins_initrd
"
}

# ins_get COMMAND NAME FILE: fetches a file of the set. Sets are published with other directories
# than the .ins file names: what is not there is asked for beside it, the initrd then too.
ins_get() {
	"$1" "$2" "$3"
	ins_status=$?
	ins_beside=$ins_dir${2##*/}
	[ "$ins_status" -eq 1 ] && [ "$ins_beside" != "$2" ] || return "$ins_status"
	log_say "trying ${2##*/} beside the .ins file"
	"$1" "$ins_beside" "$3" || return
	[ -z "$ins_initrd" ] || ins_initrd=$ins_dir${ins_initrd##*/}
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
		log_warn ".ins: '$2' is not an address, the line is passed over"
		return
	fi
	while [ -z "$ins_x" ]; do
		case $ins_n in 0?*) ins_n=${ins_n#0} ;; *) break ;; esac
	done
	case $(($ins_x$ins_n)) in
	0) ins_kernel=$ins_dir$1 ;;
	66688) ins_parm=$ins_dir$1 ;;
	6656[0-9] | 6657[0-9]) ;;
	*) ins_initrd=$ins_dir$1 ;;
	esac
}

# ins_cmdline: the parameter file goes before the configuration's own words
ins_cmdline() {
	ins_text=
	while read -r ins_line || [ -n "$ins_line" ]; do
		ins_text="$ins_text${ins_line%"$PROGRESS_CR"} "
	done <"$PXE_RUN/ins.parm"
	ins_text=${ins_text%% }
	[ -z "$ins_text" ] || CHOICE_CMDLINE="$ins_text $CHOICE_CMDLINE"
}
