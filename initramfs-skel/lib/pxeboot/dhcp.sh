# SPDX-License-Identifier: MIT
# Leases. One worker for each interface waits for its carrier and runs udhcpc,
# for ever and with growing, jittered pauses; what a server says is in
# $PXE_RUN/lease.IF, checked by pxeboot, and a line in the FIFO $PXE_RUN/events
# wakes the loader.

# What is asked for: mask, router, dns, domain, mtu, routes of hosts, 43, 66, 67,
# classless routes, 150, RFC 5071's 208-211 and Microsoft's number for classless
# routes. 54 comes with every answer.
DHCP_OPTIONS='1 3 6 15 26 33 43 66 67 121 150 208 209 210 211 249'

# dhcp_jitter MAX: sets DHCP_JITTER to a random number of 0..MAX-1
dhcp_jitter() {
	DHCP_JITTER=$$
	[ ! -r /proc/sys/kernel/random/uuid ] || {
		read -r DHCP_JITTER </proc/sys/kernel/random/uuid
		DHCP_JITTER=$((0x${DHCP_JITTER%%-*}))
	}
	DHCP_JITTER=$((DHCP_JITTER % $1))
}

# dhcp_pause SECONDS: sleeps that long and up to half of it more
dhcp_pause() {
	dhcp_jitter $(($1 * 50 + 1))
	log_seconds $(($1 * 100 + DHCP_JITTER))
	sleep "$LOG_TEXT"
}

# dhcp_start IF ...: starts a worker for each; their pids are in DHCP_PIDS
dhcp_start() {
	DHCP_PIDS=
	for dhcp_if; do dhcp_add "$dhcp_if"; done
}

dhcp_add() { # IF
	[ ! -e "$PXE_RUN/lease.$1" ] || rm -f "$PXE_RUN/lease.$1"
	dhcp_worker "$1" &
	DHCP_PIDS="$DHCP_PIDS $!"
}

dhcp_stop() {
	for dhcp_if in $LINKS; do
		[ -r "$PXE_RUN/udhcpc.$dhcp_if" ] || continue
		read -r dhcp_pid <"$PXE_RUN/udhcpc.$dhcp_if"
		case $dhcp_pid in
		'' | *[!0-9]*) ;;
		*) kill "$dhcp_pid" 2>/dev/null ;;
		esac
		rm -f "$PXE_RUN/udhcpc.$dhcp_if"
	done
	# shellcheck disable=SC2086 # a list of numbers
	[ -z "${DHCP_PIDS-}" ] || kill $DHCP_PIDS 2>/dev/null
	DHCP_PIDS=
}

dhcp_worker() { # IF
	dhcp_rest=2 dhcp_ear=
	trap '[ -z "$dhcp_ear" ] || kill "$dhcp_ear" 2>/dev/null; exit 0' TERM
	link_carrier "$1" || link_wait_carrier "$1" 100 || {
		log_note "$1: no carrier yet"
		echo "nolink $1" >"$PXE_RUN/events"
		until link_wait_carrier "$1" 36000; do :; done
		log_say "$1: carrier"
	}
	link_mac "$1"
	# for udhcpc's script: seconds to wait for an offer of another server
	DHCP_WAIT=3
	! param_load pxeboot.url || DHCP_WAIT=0
	export DHCP_WAIT
	pxeboot offers "$1" "$LINK_MAC" "$PXE_RUN/offer.$1" >/dev/null 2>&1 &
	dhcp_ear=$!
	# the first packets are often lost while the switch's port learns, so the
	# first round is short of pauses
	while :; do
		dhcp_client "$1" 4 2
		# it had one and was ended, to ask anew
		if [ -e "$PXE_RUN/lease.$1" ]; then
			rm -f "$PXE_RUN/lease.$1"
			dhcp_rest=2
			continue
		fi
		echo "nolease $1" >"$PXE_RUN/events"
		dhcp_pause "$dhcp_rest"
		dhcp_rest=$((dhcp_rest * 2))
		[ "$dhcp_rest" -le 32 ] || dhcp_rest=32
		link_wait_carrier "$1" 100 || :
	done
}

# dhcp_client IF TRIES SECONDS: runs udhcpc until it gives up or loses the lease.
# No client identifier: the firmware sent none either, and so the server sees
# the same client and gives the same address.
dhcp_client() {
	dhcp_client_if=$1 dhcp_client_t=$2 dhcp_client_s=$3
	param_load pxeboot.vendor s390x-pxeboot || :
	set -- -f -n -C -i "$1" -t "$dhcp_client_t" -T "$dhcp_client_s" -V "$PARAM" \
		-p "$PXE_RUN/udhcpc.$1" -s "${DHCP_SCRIPT:-$ROOT/etc/udhcpc/default.script}" -x 93:001F
	! channel_layer3 "$dhcp_client_if" || set -- "$@" -B
	dhcp_uuid=${PXE_UUID-}
	case $dhcp_uuid in
	????????-????-????-????-????????????)
		while :; do
			case $dhcp_uuid in *-*) dhcp_uuid=${dhcp_uuid%%-*}${dhcp_uuid#*-} ;; *) break ;; esac
		done
		case $dhcp_uuid in
		*[!0-9a-fA-F]*) ;;
		*) set -- "$@" -x "97:00$dhcp_uuid" ;;
		esac
		;;
	esac
	for dhcp_o in $DHCP_OPTIONS; do set -- "$@" -O "$dhcp_o"; done
	udhcpc "$@" >"$PXE_RUN/udhcpc.$dhcp_client_if.log" 2>&1
}

# dhcp_read IF: sets the PXE_* variables from its lease. False when there is nothing to work with.
dhcp_read() {
	dhcp_forget
	PXE_IF=$1
	link_mac "$1"
	PXE_MAC=$LINK_MAC
	[ ! -r "$PXE_RUN/lease.$1" ] || dhcp_take <"$PXE_RUN/lease.$1"
	[ -n "$PXE_IP" ] || {
		log_error "$1: the DHCP answer has no usable address"
		return 1
	}
}

dhcp_forget() {
	PXE_IP='' PXE_NETMASK='' PXE_GATEWAY='' PXE_SERVER='' PXE_SERVERS='' PXE_BOOTFILE=''
	PXE_OPT209='' PXE_OPT210='' PXE_OPT211='' PXE_DOMAIN=''
	DHCP_LENGTH='' DHCP_SERVER='' DHCP_ROUTES='' DHCP_NAMESERVERS='' DHCP_MTU=''
}

# What pxeboot lease wrote: each value is what it should be, or is not there
dhcp_take() {
	while IFS= read -r dhcp_line; do
		dhcp_value=${dhcp_line#*=}
		case $dhcp_line in
		warning=*) log_warn "DHCP: $dhcp_value" ;;
		say=*) log_say "$PXE_IF: $dhcp_value" ;;
		ip=*) PXE_IP=$dhcp_value ;;
		length=*) DHCP_LENGTH=$dhcp_value ;;
		netmask=*) PXE_NETMASK=$dhcp_value ;;
		gateway=*) PXE_GATEWAY=$dhcp_value ;;
		route=*) DHCP_ROUTES="$DHCP_ROUTES$dhcp_value
" ;;
		dhcp=*) DHCP_SERVER=$dhcp_value ;;
		dns=*) DHCP_NAMESERVERS="$DHCP_NAMESERVERS $dhcp_value" ;;
		server=*) PXE_SERVERS="$PXE_SERVERS${PXE_SERVERS:+ }$dhcp_value" ;;
		mtu=*) DHCP_MTU=$dhcp_value ;;
		domain=*) PXE_DOMAIN=$dhcp_value ;;
		bootfile=*) PXE_BOOTFILE=$dhcp_value ;;
		option209=*) PXE_OPT209=$dhcp_value ;;
		option210=*) PXE_OPT210=$dhcp_value ;;
		option211=*) PXE_OPT211=$dhcp_value ;;
		esac
	done
	PXE_SERVER=${PXE_SERVERS%% *}
}

# dhcp_apply: gives PXE_IF the address and routes of the lease just read. Of several to one net the
# kernel takes the next if a gateway is dead: hence append.
dhcp_apply() {
	[ -z "$DHCP_MTU" ] || link_mtu "$PXE_IF" "$DHCP_MTU"
	addr_set4 "$PXE_IF" "$PXE_IP" "$DHCP_LENGTH" || return 1
	while read -r dhcp_net dhcp_by; do
		[ -z "$dhcp_net" ] || ip route append "$dhcp_net" ${dhcp_by:+via "$dhcp_by"} dev "$PXE_IF" 2>/dev/null ||
			log_warn "$PXE_IF: the route to $dhcp_net${dhcp_by:+ by $dhcp_by} cannot be set"
	done <<-END
		$DHCP_ROUTES
	END
	addr_resolver "$PXE_DOMAIN" "$DHCP_NAMESERVERS"
}

# dhcp_describe: says what the server gave
dhcp_describe() {
	log_say "$PXE_IF ($PXE_MAC): $PXE_IP/$DHCP_LENGTH, gateway ${PXE_GATEWAY:-none}, DHCP server ${DHCP_SERVER:-not named}"
	log_say "boot server ${PXE_SERVER:-none}, boot file ${PXE_BOOTFILE:-not named}${PXE_OPT209:+, option 209 $PXE_OPT209}${PXE_OPT210:+, option 210 $PXE_OPT210}${PXE_OPT211:+, option 211 $PXE_OPT211}"
	case $PXE_SERVERS in
	*' '*) log_say "other servers named: ${PXE_SERVERS#* }" ;;
	esac
}
