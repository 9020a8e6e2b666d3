# SPDX-License-Identifier: MIT
# Leaving without a new kernel: boot from a disk, reboot, power off, a shell.
# /sys/firmware/reipl is described in arch/s390/kernel/ipl.c.

# reipl_clear: without it Linux reboots by DIAG 308 subcode 7, which QEMU
# before 8.0 does not know (the guest ends in a disabled wait)
reipl_clear() {
	[ ! -w "$ROOT/sys/firmware/reipl/$1/clear" ] || echo 1 >"$ROOT/sys/firmware/reipl/$1/clear" 2>/dev/null
}

# reipl_disk: sets REIPL_DISK to the CCW device to boot from, REIPL_WHAT to what
# it is: pxeboot.disk=, else what disk.sh knows, else the first virtio disk, DASD
# or virtio SCSI adapter; REIPL_TYPE to ccw or fcp, and for fcp REIPL_WWPN, REIPL_LUN.
# The channel says what a device is without its driver being there.
reipl_disk() {
	REIPL_DISK='' REIPL_WHAT='' REIPL_TYPE=ccw REIPL_WWPN='' REIPL_LUN=
	if param_load pxeboot.disk; then
		case $PARAM in
		[0-9a-f].[0-3].[0-9a-f][0-9a-f][0-9a-f][0-9a-f])
			[ ! -d "$ROOT/sys/bus/ccw/devices/$PARAM" ] || {
				REIPL_DISK=$PARAM REIPL_WHAT='named by pxeboot.disk='
				return 0
			}
			log_warn "pxeboot.disk=$PARAM: there is no such device"
			;;
		*) log_warn "pxeboot.disk=$PARAM is not a device number like 0.0.0001" ;;
		esac
	fi
	if [ -n "${DISK_TYPE-}" ]; then
		REIPL_DISK=$DISK_ID REIPL_WHAT=$DISK_FROM REIPL_TYPE=$DISK_TYPE REIPL_WWPN=$DISK_WWPN REIPL_LUN=$DISK_LUN
		return 0
	fi
	for reipl_want in '3832/02 virtio disk' '3990/ DASD' '3880/ DASD' '6310/ DASD' '9343/ DASD' '3832/08 virtio SCSI adapter'; do
		set +f
		for reipl_dir in "$ROOT"/sys/bus/ccw/devices/*; do
			set -f
			{ read -r reipl_cu <"$reipl_dir/cutype"; } 2>/dev/null || continue
			case $reipl_cu in
			"${reipl_want%% *}"*)
				REIPL_DISK=${reipl_dir##*/} REIPL_WHAT=${reipl_want#* }
				return 0
				;;
			esac
		done
	done
	set -f
	return 1
}

# reipl_local: boots the disk, or powers off when there is none. Comes back
# only when neither worked.
reipl_local() {
	log_step "local boot: $1"
	if ! reipl_disk; then
		log_note 'this machine has no disk that it could boot from: powering off'
		reipl_off poweroff
		return 1
	fi
	log_say "booting from $REIPL_DISK${REIPL_WWPN:+, port $REIPL_WWPN, LUN $REIPL_LUN} ($REIPL_WHAT)"
	reipl_dir=$ROOT/sys/firmware/reipl
	if ! { echo "$REIPL_TYPE" >"$reipl_dir/reipl_type" && echo "$REIPL_DISK" >"$reipl_dir/$REIPL_TYPE/device" && reipl_fcp; } 2>/dev/null; then
		log_error "the machine does not take $REIPL_DISK as its next boot device ($reipl_dir)"
		return 1
	fi
	# the loadparm chose our entry, not one of the disk's boot menu
	[ ! -w "$reipl_dir/$REIPL_TYPE/loadparm" ] || echo '' >"$reipl_dir/$REIPL_TYPE/loadparm" 2>/dev/null
	reipl_clear "$REIPL_TYPE"
	reipl_off reboot
}

# reipl_fcp: the disk behind an FCP adapter, and its default program
reipl_fcp() {
	[ "$REIPL_TYPE" = fcp ] || return 0
	echo "$REIPL_WWPN" >"$reipl_dir/fcp/wwpn" && echo "$REIPL_LUN" >"$reipl_dir/fcp/lun" || return 1
	[ ! -w "$reipl_dir/fcp/bootprog" ] || echo 0 >"$reipl_dir/fcp/bootprog"
	[ ! -w "$reipl_dir/fcp/br_lba" ] || echo 0 >"$reipl_dir/fcp/br_lba"
}

# reipl_reboot: the way the machine was booted
reipl_reboot() {
	reipl_type=ccw
	[ ! -r "$ROOT/sys/firmware/reipl/reipl_type" ] || read -r reipl_type <"$ROOT/sys/firmware/reipl/reipl_type"
	case $reipl_type in
	*[!a-z_]* | '') ;;
	*) reipl_clear "$reipl_type" ;;
	esac
	reipl_off reboot
}

reipl_off() { # reboot, poweroff or halt
	dhcp_stop
	link_quiesce
	sync
	"$1" -f
	# the machine may take a moment
	sleep 5
	log_error "$1 did not work"
	return 1
}

# reipl_fail: what pxeboot.fail= says after the last attempt
reipl_fail() {
	param_load pxeboot.fail reboot || :
	reipl_do=$PARAM
	if [ "$reipl_do" = shell ] && param_no_shell; then
		log_warn "pxeboot.fail=shell is ignored: $PARAM_WHY"
		reipl_do=reboot
	fi
	case $reipl_do in
	shell)
		log_step 'giving up: a shell, as pxeboot.fail=shell says (exit starts over)'
		reipl_shell
		;;
	poweroff | halt)
		log_step "giving up: $reipl_do, as pxeboot.fail= says"
		reipl_off "$reipl_do"
		;;
	*)
		[ "$reipl_do" = reboot ] || log_warn "pxeboot.fail=$reipl_do is not reboot, shell, poweroff or halt"
		log_step 'giving up: rebooting'
		reipl_reboot
		;;
	esac
}

# reipl_start: what pxeboot.start= says comes before the loader, a shell
reipl_start() {
	[ "$PARAM" = shell ] || {
		log_warn "pxeboot.start=$PARAM is not shell"
		return
	}
	if param_no_shell; then
		log_warn "pxeboot.start=shell is ignored: $PARAM_WHY"
		return
	fi
	read -r _ _ reipl_release _ <"$ROOT/proc/version"
	read -r reipl_line <"$ROOT/proc/cmdline"
	cat <<-EOF

		  Linux $reipl_release with busybox, all of it in memory.
		  Command line: $reipl_line

		  exit           goes on with the boot loader: DHCP, configuration, menu
		  poweroff -f    switches the machine off

	EOF
	reipl_shell
}

# reipl_shell: on the console, with job control where there is a terminal
reipl_shell() {
	if [ -t 0 ]; then
		setsid cttyhack sh
	else
		sh
	fi
}
