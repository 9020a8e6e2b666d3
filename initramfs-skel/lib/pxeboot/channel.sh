# SPDX-License-Identifier: MIT
# Channel devices (LPAR, z/VM): taking them off the list of ignored ones, grouping the
# subchannels of a network card, setting them online. What is there is described in the
# kernel's Documentation/arch/s390/{cds,driver-model,common_io}.rst. Every wait is bounded.

# channel_write FILE VALUE: into a file of /sys or /proc; false when the kernel refuses
channel_write() { { [ -e "$1" ] && printf '%s\n' "$2" >"$1"; } 2>/dev/null; }

# channel_attribute FILE: sets CHANNEL_VALUE to its first line
channel_attribute() {
	CHANNEL_VALUE=
	{ read -r CHANNEL_VALUE <"$1"; } 2>/dev/null
}

# channel_id TEXT: sets CHANNEL_ID to a device's bus id, 0.0.0600, from that or "600",
# "0x0600" or "0.0.600" in any case. False for anything else.
channel_id() {
	CHANNEL_ID=$1
	case $CHANNEL_ID in *[A-FX]*) CHANNEL_ID=$(printf '%s' "$CHANNEL_ID" | tr 'A-FX' 'a-fx') ;; esac
	CHANNEL_ID=${CHANNEL_ID#0x}
	channel_css=0.0.
	case $CHANNEL_ID in
	0.[0-3].*) channel_css=${CHANNEL_ID%."${CHANNEL_ID##*.}"}. CHANNEL_ID=${CHANNEL_ID##*.} ;;
	esac
	case $CHANNEL_ID in
	'' | *[!0-9a-f]* | ?????*) return 1 ;;
	???) CHANNEL_ID=0$CHANNEL_ID ;;
	??) CHANNEL_ID=00$CHANNEL_ID ;;
	?) CHANNEL_ID=000$CHANNEL_ID ;;
	esac
	CHANNEL_ID=$channel_css$CHANNEL_ID
}

# channel_wait PATH SECONDS WHAT: until it is there; says what is waited for
channel_wait() {
	[ ! -e "$1" ] || return 0
	log_say "waiting up to $2 s for $3"
	channel_left=$(($2 * 5))
	until [ -e "$1" ]; do
		[ "$channel_left" -gt 0 ] || return 1
		sleep 0.2
		channel_left=$((channel_left - 1))
	done
}

# channel_free ID ...: each is there, freed from cio_ignore= when it was on that list. False
# and CHANNEL_WHY when one is not.
channel_free() {
	channel_hidden=
	for channel_dev; do
		[ -e "$ROOT/sys/bus/ccw/devices/$channel_dev" ] || channel_hidden=$channel_hidden${channel_hidden:+,}$channel_dev
	done
	if [ -n "$channel_hidden" ] && channel_attribute "$ROOT/proc/cio_ignore"; then
		channel_write "$ROOT/proc/cio_ignore" "free $channel_hidden" && channel_settle
	fi
	for channel_dev; do
		channel_wait "$ROOT/sys/bus/ccw/devices/$channel_dev" "${CHANNEL_WAIT:-5}" "device $channel_dev" || {
			CHANNEL_WHY="this machine has no device $channel_dev"
			return 1
		}
	done
}

# the kernel answers when it has looked at all devices
channel_settle() { channel_write "$ROOT/proc/cio_settle" 1 || :; }

# channel_drivers DRIVER: loads it, where it is not built in; false when there is none
channel_drivers() {
	modprobe -q "$1" 2>/dev/null
	[ "$1" != qeth ] || for channel_mod in qeth_l2 qeth_l3; do modprobe -q "$channel_mod" 2>/dev/null; done
	[ -e "$ROOT/sys/bus/ccwgroup/drivers/$1/group" ]
}

# channel_group DRIVER IDS OPTIONS: makes a network card of the subchannels IDS (blanks
# between), writes OPTIONS (words ATTRIBUTE=VALUE) and sets it online. Sets CHANNEL_IF to
# its interface; false and CHANNEL_WHY when that did not work.
channel_group() {
	CHANNEL_IF='' CHANNEL_WHY=
	channel_first=${2%% *}
	channel_dir=$ROOT/sys/bus/ccwgroup/devices/$channel_first
	channel_drivers "$1" || {
		CHANNEL_WHY="there is no driver $1: neither this kernel nor the ramdisk has it"
		return 1
	}
	# shellcheck disable=SC2086 # a list
	channel_free $2 || return 1
	# shellcheck disable=SC2086 # a list
	channel_ours $2 || return 1
	if [ ! -d "$channel_dir" ]; then
		channel_ids=$(printf '%s' "$2" | tr ' ' ,)
		channel_write "$ROOT/sys/bus/ccwgroup/drivers/$1/group" "$channel_ids" &&
			channel_wait "$channel_dir/online" 5 "the group $channel_ids" || {
			CHANNEL_WHY="the kernel does not make one card of $channel_ids"
			return 1
		}
	fi
	channel_attribute "$channel_dir/online"
	[ "$CHANNEL_VALUE" = 1 ] || channel_online "$1" "$3" || return 1
	channel_interface
}

# channel_ours ID ...: they are all of the group in channel_dir, or of none when there is none
channel_ours() {
	for channel_dev; do
		if [ -e "$ROOT/sys/bus/ccw/devices/$channel_dev/group_device" ]; then
			# shellcheck disable=SC3013 # ash, dash and bash have -ef
			[ "$ROOT/sys/bus/ccw/devices/$channel_dev/group_device" -ef "$channel_dir" ] && continue
		elif [ ! -d "$channel_dir" ]; then
			continue
		fi
		CHANNEL_WHY="device $channel_dev is part of another group"
		[ ! -d "$channel_dir" ] || CHANNEL_WHY="device $channel_dev is not part of the group $channel_first"
		return 1
	done
}

# channel_online DRIVER OPTIONS: the group in channel_dir
channel_online() {
	for channel_opt in $2; do
		channel_write "$channel_dir/${channel_opt%%=*}" "${channel_opt#*=}" || {
			# DHCP wants layer 2, but not every card has it
			[ "$channel_opt" = layer2=1 ] ||
				log_warn "$channel_first: $channel_opt was not accepted, going on without"
		}
	done
	log_say "setting $1 card $channel_first online, which may take some seconds"
	channel_write "$channel_dir/online" 1 && channel_attribute "$channel_dir/online" && [ "$CHANNEL_VALUE" = 1 ] || {
		CHANNEL_WHY="the card $channel_first does not come online (wrong order of its devices, or its adapter or cable is missing?)"
		return 1
	}
}

# channel_interface: sets CHANNEL_IF to the interface of the group in channel_dir
channel_interface() {
	channel_left=50
	while [ "$channel_left" -gt 0 ]; do
		set +f
		set -- "$channel_dir"/net/*
		set -f
		if [ -e "$1" ]; then
			CHANNEL_IF=${1##*/}
			return 0
		fi
		# kernels without that directory
		channel_attribute "$channel_dir/if_name"
		case $CHANNEL_VALUE in
		'' | *%d) ;;
		*)
			CHANNEL_IF=$CHANNEL_VALUE
			return 0
			;;
		esac
		[ "$channel_left" -lt 50 ] || log_say "waiting up to 10 s for the interface of $channel_first"
		sleep 0.2
		channel_left=$((channel_left - 1))
	done
	CHANNEL_WHY="the card $channel_first is online, but has no interface"
	return 1
}

# channel_layer3 IF: a card in layer 3 carries only IP, answers must be broadcast to it
channel_layer3() {
	channel_attribute "$ROOT/sys/class/net/$1/device/layer2"
	[ "$CHANNEL_VALUE" = 0 ]
}

# channel_mine ID KIND: the device is of that kind and nobody's yet
channel_mine() {
	channel_dev=$ROOT/sys/bus/ccw/devices/$1
	channel_attribute "$channel_dev/cutype" && [ "$CHANNEL_VALUE" = "$2" ] || return 1
	[ ! -e "$channel_dev/group_device" ] || return 1
	channel_attribute "$channel_dev/online"
	[ "$CHANNEL_VALUE" != 1 ] || return 1
	# shellcheck disable=SC3013 # ash, dash and bash have -ef
	[ ! -e "$channel_dev/driver" ] || [ "$channel_dev/driver" -ef "$ROOT/sys/bus/ccw/drivers/qeth" ]
}

# channel_triple ID KIND: sets CHANNEL_IDS to the card that begins there: three subchannels
# one after the other, of the same adapter. On real hardware the first number is even.
channel_triple() {
	channel_n=$((0x${1##*.})) channel_css=${1%.*}.
	[ $((channel_n % 2)) -eq 0 ] || case ${PXE_VM-} in z/VM*) ;; *) return 1 ;; esac
	channel_mine "$1" "$2" || return 1
	channel_attribute "$ROOT/sys/bus/ccw/devices/$1/../chpids"
	channel_path=$CHANNEL_VALUE CHANNEL_IDS=$1
	for channel_i in 1 2; do
		channel_next_id=$channel_css$(printf '%04x' $((channel_n + channel_i)))
		case " $CHANNEL_USED " in *" $channel_next_id "*) return 1 ;; esac
		channel_mine "$channel_next_id" "$2" || return 1
		channel_attribute "$ROOT/sys/bus/ccw/devices/$channel_next_id/../chpids"
		[ "$CHANNEL_VALUE" = "$channel_path" ] || return 1
		CHANNEL_IDS="$CHANNEL_IDS $channel_next_id"
	done
}

# channel_find: sets CHANNEL_IDS and CHANNEL_WHAT to the next card that nobody has
# configured and that was not tried, OSA before HiperSockets. False when there is none.
channel_find() {
	set +f
	set -- "$ROOT"/sys/bus/ccw/devices/*
	set -f
	for channel_kind in '1731/01 OSA' '1731/05 HiperSockets'; do
		CHANNEL_WHAT=${channel_kind#* }
		for channel_d; do
			channel_d=${channel_d##*/}
			case " $CHANNEL_USED " in *" $channel_d "*) continue ;; esac
			channel_id "$channel_d" || continue
			channel_triple "$channel_d" "${channel_kind%% *}" && return 0
		done
	done
	return 1
}

# channel_next: sets the next such card online in layer 2; CHANNEL_IF is its interface. False
# when there is no more. Only for a machine that has no other interface and no rd.znet=.
channel_next() {
	[ -n "${CHANNEL_AUTO-}" ] || return 1
	until channel_find; do
		[ -z "$CHANNEL_FREED" ] || return 1
		CHANNEL_FREED=1
		channel_attribute "$ROOT/proc/cio_ignore" && [ -n "$CHANNEL_VALUE" ] || return 1
		log_say 'no network card is named by rd.znet=: looking at the devices that cio_ignore= hides, too'
		channel_write "$ROOT/proc/cio_ignore" 'free all' || return 1
		channel_settle
	done
	CHANNEL_USED="$CHANNEL_USED $CHANNEL_IDS"
	log_say "no network card is named by rd.znet=: trying $CHANNEL_WHAT $CHANNEL_IDS"
	channel_group qeth "$CHANNEL_IDS" layer2=1 && return 0
	log_warn "$CHANNEL_WHY"
	channel_next
}

# channel_setup: what the firmware (DPM) and the parameters name; the rest is channel_next's
channel_setup() {
	CHANNEL_USED='' CHANNEL_AUTO='' CHANNEL_FREED=
	[ -d "$ROOT/sys/bus/ccw" ] || return 0
	zdev_setup
	znet_setup
	disk_setup
	[ -n "$ZDEV_CARDS$ZNET_CARDS" ] || CHANNEL_AUTO=1
}
