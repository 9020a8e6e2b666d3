# SPDX-License-Identifier: MIT
# What the loader's own command line gives in place of DHCP, and when the
# loader gives up.

# give_setup: how long and how often to try
give_setup() {
	param_number pxeboot.attempts 0
	GIVE_ATTEMPTS=$PARAM
	net_wait=${PXE_WAIT:-300}
	PXE_URL=
}

# give_override: the parameters that go before DHCP's values
give_override() {
	param_load pxeboot.server && {
		PARAM=${PARAM#[}
		PARAM=${PARAM%]}
		if addr_is_name "$PARAM"; then
			PXE_SERVER=$PARAM PXE_SERVERS=$PARAM
		else
			log_warn "pxeboot.server=$PARAM is not a host name or address"
		fi
	}
	! param_load pxeboot.bootfile || PXE_BOOTFILE=$PARAM
	! param_load pxeboot.config || PXE_OPT209=$PARAM
	! param_load pxeboot.prefix || PXE_OPT210=$PARAM
	param_load pxeboot.rebootafter && param_number pxeboot.rebootafter 300 && PXE_OPT211=$PARAM
	net_wait=${PXE_OPT211:-$net_wait}
	# for the next loader, should this one be killed
	echo "$net_wait" >"$PXE_RUN/wait"
	PXE_URL=
	param_load pxeboot.url || return 0
	PXE_URL=$PARAM
	# a directory to search in, or the configuration itself
	case $PXE_URL in
	*/) PXE_OPT210=$PXE_URL PXE_OPT209= ;;
	*) PXE_OPT209=$PXE_URL PXE_OPT210=${PXE_URL%/*}/ ;;
	esac
}

# give_left: sets GIVE_LEFT to the seconds until the loader gives up: option
# 211, 300 without it, counted from the first failed attempt; empty while
# nothing has failed, and for 0, which means never (RFC 5071)
give_left() {
	GIVE_LEFT=
	[ -n "$net_first" ] && [ "$net_wait" -gt 0 ] || return 0
	log_now
	GIVE_LEFT=$((net_wait - (LOG_NOW - net_first) / 100))
	[ "$GIVE_LEFT" -gt 0 ] || GIVE_LEFT=1
}

# give_up: true after having given up (and come back: a shell that was left)
give_up() {
	log_now
	if [ "$GIVE_ATTEMPTS" -gt 0 ] && [ "$net_attempts" -ge "$GIVE_ATTEMPTS" ]; then
		log_note "$net_attempts attempts were made (pxeboot.attempts=)"
	elif [ -n "$net_first" ] && [ "$net_wait" -gt 0 ] && [ $((LOG_NOW - net_first)) -ge $((net_wait * 100)) ]; then
		log_note "nothing could be booted for $net_wait s"
	else
		return 1
	fi
	reipl_fail
	net_attempts=0 net_first='' net_pause=2
	# start over with new leases
	dhcp_stop
	net_setup
}
