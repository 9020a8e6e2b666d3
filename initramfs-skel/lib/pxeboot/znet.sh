# SPDX-License-Identifier: MIT
# rd.znet=TYPE,SUBCHANNELS[,OPTION=VALUE...] as dracut has it: the network cards of an LPAR or
# a z/VM guest. Three subchannels for qeth (OSA, HiperSockets, VSWITCH, Guest LAN), two for
# ctc and lcs.

# znet_split VALUE: sets ZNET_TYPE, ZNET_DRIVER, ZNET_IDS, ZNET_OPTIONS; 1 and ZNET_WHY for
# what is not such a value
znet_split() {
	ZNET_TYPE=${1%%,*} ZNET_IDS='' ZNET_OPTIONS='' ZNET_WHY=
	case $ZNET_TYPE in
	qeth) ZNET_DRIVER=qeth znet_want=3 ;;
	ctc) ZNET_DRIVER=ctcm znet_want=2 ;;
	lcs) ZNET_DRIVER=lcs znet_want=2 ;;
	*)
		ZNET_WHY="'$ZNET_TYPE' is not qeth, ctc or lcs"
		return 1
		;;
	esac
	znet_rest=${1#"$ZNET_TYPE"}
	znet_rest=${znet_rest#,},
	while [ -n "$znet_rest" ]; do
		znet_word=${znet_rest%%,*}
		znet_rest=${znet_rest#*,}
		[ -n "$znet_word" ] || continue
		znet_word "$znet_word" || return 1
	done
	[ "$znet_want" -eq 0 ] || {
		ZNET_WHY="$znet_want device number(s) are missing"
		return 1
	}
}

# znet_word WORD: a device number or an option
znet_word() {
	case $1 in
	*=*)
		znet_key=${1%%=*}
		case $znet_key in
		'' | *[!0-9a-z_/]* | /* | */ | *//* | online | ungroup | recover | uevent)
			ZNET_WHY="'$1' is not an option"
			return 1
			;;
		esac
		case ${1#*=} in
		'' | *[!0-9A-Za-z_.:/-]*)
			ZNET_WHY="'$1' is not an option"
			return 1
			;;
		esac
		ZNET_OPTIONS="$ZNET_OPTIONS${ZNET_OPTIONS:+ }$1"
		;;
	*)
		channel_id "$1" || {
			ZNET_WHY="'$1' is not a device number like 0.0.0600"
			return 1
		}
		case " $ZNET_IDS " in *" $CHANNEL_ID "*)
			ZNET_WHY="$CHANNEL_ID is named twice"
			return 1
			;;
		esac
		znet_want=$((znet_want - 1))
		[ "$znet_want" -ge 0 ] || {
			ZNET_WHY="there are too many device numbers, from $1 on"
			return 1
		}
		ZNET_IDS="$ZNET_IDS${ZNET_IDS:+ }$CHANNEL_ID"
		;;
	esac
}

# znet_card VALUE
znet_card() {
	if ! znet_split "$1"; then
		log_error "rd.znet=$1 is left out: $ZNET_WHY"
		return 1
	fi
	case $ZNET_TYPE,$ZNET_OPTIONS in
	qeth,*layer2=*) ;;
	qeth,*) ZNET_OPTIONS="layer2=1${ZNET_OPTIONS:+ $ZNET_OPTIONS}" ;;
	esac
	if ! channel_group "$ZNET_DRIVER" "$ZNET_IDS" "$ZNET_OPTIONS"; then
		log_error "rd.znet=$1: $CHANNEL_WHY"
		return 1
	fi
	log_say "$CHANNEL_IF is the $ZNET_TYPE card ${ZNET_IDS%% *}"
	ZNET_CARDS="$ZNET_CARDS $CHANNEL_IF"
	[ "$ZNET_TYPE" != ctc ] || [ -n "$znet_ip" ] ||
		log_warn "$CHANNEL_IF: there is no DHCP over CTC, it needs an ip= of its own"
}

# znet_setup: sets ZNET_CARDS to the interfaces of all rd.znet= parameters
znet_setup() {
	ZNET_CARDS=
	param_all ip
	znet_ip=$PARAM_LIST
	param_all rd.znet
	# PARAM_LIST has one value a line, none with a blank that means anything
	for znet_value in $PARAM_LIST; do znet_card "$znet_value" || :; done
}
