# SPDX-License-Identifier: MIT
# What of the loader's program fetches: search, resolve, menu and load.
#
# fetch_call COMMAND SUBCOMMAND WORD...   runs it with the limits as options, and takes what it says
# FETCH_TRIES: attempts, but for configurations and texts.
# FETCH_COUNT (requests) is set; FETCH_T_KERNEL and FETCH_T_INITRD when those were there.
# FETCH_ENDS: not empty once something that was listed in a signed tree could not be had, 7 if that is
# because another list is signed now: nothing may be booted then before all is fetched again.
# FETCH_LEAST: the attempts of pxeboot.tries=; PXERETRY may ask for more.

FETCH_COUNT=0 FETCH_MANNER='' FETCH_ENDS=

# fetch_setup: reads the limits from the loader's parameters
fetch_setup() {
	param_number pxeboot.tries 5 1000
	FETCH_TRIES=$PARAM FETCH_LEAST=$PARAM
	param_number pxeboot.stall 20
	FETCH_STALL=$PARAM
	param_number pxeboot.firstbyte 60
	FETCH_FIRST=$PARAM
	param_number pxeboot.filetime 3600
	FETCH_WHOLE=$PARAM
	param_number pxeboot.blksize 65464 65464
	FETCH_BLKSIZE=$PARAM
	param_number pxeboot.maxsize 0
	FETCH_MAX=$((PARAM * 1024 * 1024))
	FETCH_OPTIONS=
	param_load pxeboot.tls
	case $PARAM in
	'') ;;
	insecure) FETCH_OPTIONS=--insecure ;;
	*) log_warn "pxeboot.tls=$PARAM is not known (insecure is): https:// stays refused" ;;
	esac
	[ "$(param_get pxeboot.quiet 0)" = 0 ] || FETCH_OPTIONS="$FETCH_OPTIONS --quiet"
	! log_terminal || FETCH_OPTIONS="$FETCH_OPTIONS --rewrite"
}

fetch_call() {
	fetch_program=$1 fetch_command=$2
	shift 2
	# shellcheck disable=SC2086 # words without blanks
	"$fetch_program" "$fetch_command" $FETCH_OPTIONS --tries="$FETCH_TRIES" --stall="$FETCH_STALL" --first="$FETCH_FIRST" \
		--whole="$FETCH_WHOLE" --blksize="$FETCH_BLKSIZE" --max="$FETCH_MAX" \
		--manner="$FETCH_MANNER" "$@" >"$PXE_RUN/fetch.said"
	fetch_status=$?
	while read -r fetch_key fetch_value; do
		case $fetch_key in
		requests) FETCH_COUNT=$((FETCH_COUNT + fetch_value)) ;;
		manner) FETCH_MANNER=$fetch_value ;;
		kernel) FETCH_T_KERNEL=$fetch_value ;;
		initrd) FETCH_T_INITRD=$fetch_value ;;
		why) LOG_WHY=$fetch_value ;;
		esac
	done <"$PXE_RUN/fetch.said"
	# it was killed, say: nobody has said why
	[ "$fetch_status" -le 8 ] || log_error "pxeboot $fetch_command ended with status $fetch_status"
	case $fetch_status in 7 | 8) FETCH_ENDS=$fetch_status ;; esac
	return "$fetch_status"
}
