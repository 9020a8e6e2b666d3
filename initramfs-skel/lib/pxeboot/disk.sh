# SPDX-License-Identifier: MIT
# The disks that rd.dasd=, rd.zfcp= and the firmware (DPM) name, for a local boot.
#
# disk_setup   frees them from cio_ignore= and sets them online, where the drivers are there.
#              Sets DISK_TYPE (ccw, fcp or empty) of the first of them, DISK_ID, DISK_WWPN,
#              DISK_LUN and DISK_FROM (who named it), for reipl.sh. The machine boots it without any driver.

disk_setup() {
	DISK_TYPE='' DISK_ID='' DISK_WWPN='' DISK_LUN='' DISK_FROM=
	param_all rd.dasd
	for disk_value in $PARAM_LIST; do disk_dasd "$disk_value"; done
	param_all rd.zfcp
	for disk_value in $PARAM_LIST; do disk_zfcp "$disk_value" || log_error "rd.zfcp=$disk_value is not DEVICE or DEVICE,WWPN,LUN"; done
	disk_rest=${ZDEV_DISKS-}
	while [ -n "$disk_rest" ]; do
		# shellcheck disable=SC2086 # words
		disk_firmware ${disk_rest%%"
"*}
		disk_rest=${disk_rest#*"
"}
	done
}

# disk_dasd VALUE: DEVICE[-DEVICE][(FEATURES)],... with the words that are for the driver
disk_dasd() {
	disk_list=$1,
	while [ -n "$disk_list" ]; do
		disk_word=${disk_list%%,*}
		disk_list=${disk_list#*,}
		disk_word=${disk_word%%(*}
		case $disk_word in '' | autodetect | probeonly | nopav | nofcx) continue ;; esac
		# of a range the first is online and booted, the rest is freed
		disk_last=${disk_word#*-}
		if ! channel_id "$disk_last" || ! channel_id "${disk_word%%-*}"; then
			log_error "rd.dasd=$1: '$disk_word' is not a device number like 0.0.0200"
			continue
		fi
		[ "$disk_last" = "$disk_word" ] ||
			channel_write "$ROOT/proc/cio_ignore" "free $CHANNEL_ID-$disk_last" || :
		disk_use ccw "$CHANNEL_ID" 'named by rd.dasd='
	done
}

# disk_zfcp VALUE
disk_zfcp() {
	disk_id=${1%%,*}
	channel_id "$disk_id" || return 1
	disk_id=$CHANNEL_ID
	case $1 in
	*,*,*,*) return 1 ;;
	*,*,*)
		disk_list=${1#*,}
		disk_is_port "${disk_list%%,*}" && disk_is_port "${disk_list#*,}" || return 1
		disk_use fcp "$disk_id" 'named by rd.zfcp=' "${disk_list%%,*}" "${disk_list#*,}"
		;;
	*,*) return 1 ;;
	*) disk_use '' "$disk_id" '' ;;
	esac
}

# disk_is_port TEXT: a WWPN or LUN, 0x and 16 digits
disk_is_port() {
	case $1 in
	0x*[!0-9a-fA-F]*) return 1 ;;
	0x????????????????) ;;
	*) return 1 ;;
	esac
}

disk_firmware() { # KIND ID [WWPN LUN]
	case $1 in
	dasd) disk_use ccw "$2" 'named by the firmware' ;;
	fcp) disk_use '' "$2" '' ;;
	lun) disk_use fcp "$2" 'named by the firmware' "$3" "$4" ;;
	esac
}

# disk_use TYPE ID FROM [WWPN LUN]: no TYPE: an adapter that is only set online
disk_use() {
	if ! channel_free "$2"; then
		log_error "$CHANNEL_WHY, $3"
		return 0
	fi
	case $1 in
	ccw) for disk_mod in dasd_mod dasd_eckd_mod dasd_fba_mod; do modprobe -q "$disk_mod" 2>/dev/null; done ;;
	*) modprobe -q zfcp 2>/dev/null ;;
	esac
	disk_dir=$ROOT/sys/bus/ccw/devices/$2
	if [ -e "$disk_dir/driver" ]; then
		channel_attribute "$disk_dir/online"
		[ "$CHANNEL_VALUE" = 1 ] || channel_write "$disk_dir/online" 1 || log_warn "$2 does not come online"
	fi
	[ -n "$1" ] && [ -z "$DISK_TYPE" ] || return 0
	DISK_TYPE=$1 DISK_ID=$2 DISK_FROM=$3 DISK_WWPN=${4-} DISK_LUN=${5-}
}
