# SPDX-License-Identifier: MIT
# The devices that a partition in DPM mode is to use, as its firmware says in
# /sys/firmware/sclp_sd/config/data; rd.zdev=no-auto ignores that. zdev.awk reads the format.

zdev_setup() {
	ZDEV_CARDS='' ZDEV_DISKS=
	zdev_file=$ROOT/sys/firmware/sclp_sd/config/data
	param_all rd.zdev
	for zdev_value in $PARAM_LIST; do
		[ "$zdev_value" != no-auto ] || return 0
		log_warn "rd.zdev=$zdev_value is not no-auto, it is ignored"
	done
	[ -r "$zdev_file" ] || return 0
	# 64 KiB is the largest answer of SCLP's store data; an empty one is usual elsewhere
	zdev_hex=$(head -c 65536 "$zdev_file" | xxd -p | tr -d '\n')
	[ -n "$zdev_hex" ] || return 0
	log_step 'devices from the firmware (DPM)'
	printf '%s\n' "$zdev_hex" | LC_ALL=C awk -f "$PXE_LIB/zdev.awk" >"$PXE_RUN/zdev"
	zdev_pci
	while read -r zdev_kind zdev_rest; do
		case $zdev_kind in
		qeth) zdev_card "$zdev_rest" ;;
		dasd | fcp | lun) ZDEV_DISKS="$ZDEV_DISKS$zdev_kind $zdev_rest
" ;;
		note) log_warn "DPM: $zdev_rest" ;;
		esac
	done <"$PXE_RUN/zdev"
}

# zdev_card "READ WRITE DATA OPTION..."
zdev_card() {
	zdev_opts=${1#* * }
	zdev_data=${zdev_opts%% *}
	zdev_opts=${zdev_opts#"$zdev_data"}
	case $zdev_opts in *layer2=*) ;; *) zdev_opts="layer2=1 $zdev_opts" ;; esac
	zdev_ids=${1%% *}
	zdev_w=${1#* }
	if channel_group qeth "$zdev_ids ${zdev_w%% *} $zdev_data" "$zdev_opts"; then
		log_say "$CHANNEL_IF is the card $zdev_ids of the partition"
		ZDEV_CARDS="$ZDEV_CARDS $CHANNEL_IF"
	else
		log_warn "DPM: $CHANNEL_WHY"
	fi
}

# zdev_pci: PCI cards are there, but without power, until somebody switches them on
zdev_pci() {
	set +f
	set -- "$ROOT"/sys/bus/pci/slots/*/power
	set -f
	for zdev_slot; do
		channel_attribute "$zdev_slot" || continue
		[ "$CHANNEL_VALUE" = 0 ] || continue
		zdev_name=${zdev_slot%/power}
		if channel_write "$zdev_slot" 1; then
			log_say "PCI slot ${zdev_name##*/} is switched on"
		else
			log_warn "PCI slot ${zdev_name##*/} cannot be switched on"
		fi
	done
	set +f
	set -- "$ROOT"/sys/bus/pci/devices/*/modalias
	set -f
	for zdev_slot; do
		channel_attribute "$zdev_slot" && modprobe -q "$CHANNEL_VALUE" 2>/dev/null || :
	done
}
