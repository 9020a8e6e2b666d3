# SPDX-License-Identifier: MIT
# Leases. One worker for each interface waits for its carrier and runs udhcpc,
# for ever and with growing, jittered pauses; what a server says is in
# $PXE_RUN/lease.IF, and a line in the FIFO $PXE_RUN/events wakes the loader.
# Nothing in a lease is believed before it is checked here.

# What is asked for: mask, router, dns, domain, mtu, 43, 66, 67, 121, 150 and
# RFC 5071's 208-211. 54 comes with every answer.
DHCP_OPTIONS='1 3 6 15 26 43 66 67 121 150 208 209 210 211'

# The files in which pxeboot keeps what other servers offer: offer.IF.1 ...
DHCP_OFFERS='1 2 3 4 5 6 7 8'

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
	for dhcp_n in $DHCP_OFFERS; do fetch_drop "$PXE_RUN/offer.$1.$dhcp_n"; done
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
		dhcp_uuid=$(printf '%s' "$dhcp_uuid" | tr -d -)
		case $dhcp_uuid in
		*[!0-9a-fA-F]*) ;;
		*) set -- "$@" -x "97:00$dhcp_uuid" ;;
		esac
		;;
	esac
	for dhcp_o in $DHCP_OPTIONS; do set -- "$@" -O "$dhcp_o"; done
	udhcpc "$@" >"$PXE_RUN/udhcpc.$dhcp_client_if.log" 2>&1
}

# dhcp_read IF: checks the lease of IF and sets the PXE_* variables from it.
# False when there is nothing to work with.
dhcp_read() {
	dhcp_forget
	PXE_IF=$1
	link_mac "$1"
	PXE_MAC=$LINK_MAC
	dhcp_lines "$PXE_RUN/lease.$1" || return 1
	[ -n "$PXE_IP" ] || {
		log_error "$1: the DHCP answer has no usable address"
		return 1
	}
	[ -n "$PXE_NETMASK" ] || dhcp_class_mask
	dhcp_boots || dhcp_others
}

# dhcp_lines FILE: takes what a lease or an offer says; false without the file
dhcp_lines() {
	while IFS='=' read -r dhcp_key dhcp_value; do
		dhcp_take "$dhcp_key" "$dhcp_value"
	done <"$1" || return 1
	[ -z "$DHCP_43" ] || dhcp_encapsulated "$DHCP_43"
	dhcp_servers
	# the header's file field comes before option 67, as in PXELINUX
	PXE_BOOTFILE=${DHCP_FILE:-$DHCP_67}
}

# dhcp_boots: whether the lease says anything of booting; many a router names itself as siaddr
dhcp_boots() {
	[ -n "$PXE_BOOTFILE$PXE_OPT209$PXE_OPT210$DHCP_66$DHCP_150" ] ||
		{ [ -n "$DHCP_SIADDR" ] && [ "$DHCP_SIADDR" != "$DHCP_54" ]; }
}

# dhcp_others: with a lease of a server that knows nothing of booting, takes what another one has
# offered, as PXE's firmware does; it may be slower. What a proxy offers has no address.
dhcp_others() {
	dhcp_from=$DHCP_54
	for _ in 1 2 3 4 5 6 7 8; do
		for dhcp_file in $DHCP_OFFERS; do
			dhcp_file=$PXE_RUN/offer.$PXE_IF.$dhcp_file
			grep -q '^\(boot_file\|bootfile\|opt209\|opt210\)=' "$dhcp_file" 2>/dev/null || continue
			DHCP_54='' DHCP_SIADDR='' DHCP_SNAME=''
			dhcp_lines "$dhcp_file"
			log_say "$PXE_IF: the DHCP server ${dhcp_from:-of the lease} says nothing of booting, ${DHCP_54:-another one} does"
			DHCP_54=$dhcp_from
			return 0
		done
		[ -z "${PXE_URL-}" ] || return 0
		sleep 0.4
	done
}

dhcp_forget() {
	PXE_IP='' PXE_NETMASK='' PXE_GATEWAY='' PXE_SERVER='' PXE_SERVERS='' PXE_BOOTFILE=''
	PXE_OPT209='' PXE_OPT210='' PXE_OPT211='' PXE_DOMAIN='' PXE_DNS='' PXE_ROUTES='' PXE_MTU=''
	DHCP_43='' DHCP_54='' DHCP_66='' DHCP_67='' DHCP_150='' DHCP_FILE='' DHCP_SIADDR='' DHCP_SNAME=''
}

dhcp_refuse() { log_warn "DHCP: $1 is not valid, left out"; }

# dhcp_take KEY VALUE: one line of the lease file
dhcp_take() {
	case $1 in
	ip) if addr_is_host4 "$2"; then PXE_IP=$2; else dhcp_refuse "the address $2"; fi ;;
	subnet) if addr_prefix "$2"; then PXE_NETMASK=$2; else dhcp_refuse "the netmask $2"; fi ;;
	router)
		for dhcp_v in $2; do
			if addr_is_host4 "$dhcp_v"; then
				PXE_GATEWAY=$dhcp_v
				break
			fi
			dhcp_refuse "the router $dhcp_v"
		done
		;;
	dns)
		for dhcp_v in $2; do
			if addr_is_ip4 "$dhcp_v"; then PXE_DNS="$PXE_DNS${PXE_DNS:+ }$dhcp_v"; fi
		done
		;;
	domain) if addr_is_name "$2"; then PXE_DOMAIN=$2; else dhcp_refuse "the domain $2"; fi ;;
	mtu) case $2 in *[!0-9]* | ??????*) dhcp_refuse "the MTU $2" ;; *) PXE_MTU=$2 ;; esac ;;
	routes) PXE_ROUTES=$2 ;;
	siaddr) [ "$2" = 0.0.0.0 ] || if addr_is_host4 "$2"; then DHCP_SIADDR=$2; else dhcp_refuse "siaddr $2"; fi ;;
	serverid) if addr_is_host4 "$2"; then DHCP_54=$2; else dhcp_refuse "option 54, $2"; fi ;;
	sname) if addr_is_name "$2"; then DHCP_SNAME=$2; else dhcp_refuse "sname $2"; fi ;;
	tftp) if addr_is_name "$2"; then DHCP_66=$2; else dhcp_refuse "option 66, $2"; fi ;;
	opt150) dhcp_addresses "$2" ;;
	boot_file) if dhcp_is_path "$2"; then DHCP_FILE=$2; else dhcp_refuse "the boot file $2"; fi ;;
	bootfile) if dhcp_is_path "$2"; then DHCP_67=$2; else dhcp_refuse "option 67, $2"; fi ;;
	opt43) case $2 in *[!0-9a-fA-F]*) dhcp_refuse 'option 43' ;; *) DHCP_43=$2 ;; esac ;;
	opt209) if dhcp_is_path "$2"; then PXE_OPT209=$2; else dhcp_refuse "option 209, $2"; fi ;;
	opt210) if dhcp_is_path "$2"; then PXE_OPT210=$2; else dhcp_refuse "option 210, $2"; fi ;;
	opt211) if dhcp_is_seconds "$2"; then PXE_OPT211=$2; else dhcp_refuse "option 211, $2"; fi ;;
	refused) log_warn "DHCP: $2 has control characters in it, left out" ;;
	esac
}

# dhcp_is_path TEXT: could be a file name or URL
dhcp_is_path() {
	case $1 in
	'' | *[[:cntrl:]]*) return 1 ;;
	esac
	[ "${#1}" -le 255 ]
}

dhcp_is_seconds() {
	case $1 in
	'' | *[!0-9]* | ???????????*) return 1 ;;
	esac
}

# dhcp_addresses HEX: option 150 is a list of addresses; the first counts
dhcp_addresses() {
	case $1 in
	*[!0-9a-fA-F]* | '')
		dhcp_refuse 'option 150'
		return
		;;
	????????*) ;;
	*)
		dhcp_refuse 'option 150'
		return
		;;
	esac
	dhcp_hex=${1%"${1#????????}"}
	dhcp_n=$((0x$dhcp_hex))
	dhcp_v=$((dhcp_n >> 24)).$((dhcp_n >> 16 & 255)).$((dhcp_n >> 8 & 255)).$((dhcp_n & 255))
	if addr_is_host4 "$dhcp_v"; then DHCP_150=$dhcp_v; else dhcp_refuse "option 150, $dhcp_v"; fi
}

# dhcp_encapsulated HEX: option 43 holds options of its own; as in PXELINUX
# only those from 208 on are read, and one outside goes before one inside
dhcp_encapsulated() {
	dhcp_hex=$1
	while [ "${#dhcp_hex}" -ge 4 ]; do
		dhcp_rest=${dhcp_hex#??}
		dhcp_code=$((0x${dhcp_hex%"$dhcp_rest"}))
		case $dhcp_code in
		0)
			dhcp_hex=$dhcp_rest
			continue
			;;
		255) return ;;
		esac
		dhcp_hex=${dhcp_rest#??}
		dhcp_len=$((0x${dhcp_rest%"$dhcp_hex"}))
		if [ "${#dhcp_hex}" -lt $((dhcp_len * 2)) ]; then
			dhcp_refuse 'option 43 (cut short)'
			return
		fi
		dhcp_n=0 dhcp_text=
		while [ "$dhcp_n" -lt "$dhcp_len" ]; do
			dhcp_rest=${dhcp_hex#??}
			dhcp_text="$dhcp_text ${dhcp_hex%"$dhcp_rest"}"
			dhcp_hex=$dhcp_rest
			dhcp_n=$((dhcp_n + 1))
		done
		dhcp_inner "$dhcp_code" "$dhcp_text"
	done
}

dhcp_inner() { # CODE "HEX HEX ..."
	case $1 in
	209) [ -z "$PXE_OPT209" ] || return 0 ;;
	210) [ -z "$PXE_OPT210" ] || return 0 ;;
	211)
		[ -z "$PXE_OPT211" ] || return 0
		# shellcheck disable=SC2086 # one word a byte
		set -- $2
		[ $# -eq 4 ] && PXE_OPT211=$((0x$1$2$3$4))
		return 0
		;;
	*) return 0 ;;
	esac
	dhcp_code=$1 dhcp_text=
	# shellcheck disable=SC2086 # one word a byte
	set -- $2
	for dhcp_byte; do
		# a NUL ends the text
		[ "$dhcp_byte" != 00 ] || break
		dhcp_text="$dhcp_text\\0$((0x$dhcp_byte / 64))$((0x$dhcp_byte / 8 % 8))$((0x$dhcp_byte % 8))"
	done
	dhcp_text=$(printf '%b.' "$dhcp_text")
	dhcp_take "opt$dhcp_code" "${dhcp_text%.}"
}

# dhcp_class_mask: without a netmask the address class decides (RFC 950)
dhcp_class_mask() {
	case ${PXE_IP%%.*} in
	? | ?? | 1[01]? | 12[0-7]) PXE_NETMASK=255.0.0.0 ;;
	1[2-8]? | 19[01]) PXE_NETMASK=255.255.0.0 ;;
	*) PXE_NETMASK=255.255.255.0 ;;
	esac
	log_warn "DHCP: no netmask, $PXE_NETMASK by the address"
}

# dhcp_servers: PXE_SERVER is siaddr, else option 54, as in PXELINUX. PXELINUX
# knows nothing else; the other places where administrators put the server
# (66, 150, sname) are asked after it, the first being PXE_SERVER where
# PXELINUX would have none. All of them, in order: PXE_SERVERS.
dhcp_servers() {
	PXE_SERVERS=
	for dhcp_v in $DHCP_SIADDR $DHCP_54 $DHCP_66 $DHCP_150 $DHCP_SNAME; do
		# siaddr is a decision, 54 only the DHCP server's own address
		[ "$dhcp_v" != "$DHCP_54" ] || [ -z "$DHCP_SIADDR" ] || [ "$DHCP_54" = "$DHCP_SIADDR" ] || continue
		case " $PXE_SERVERS " in
		*" $dhcp_v "*) ;;
		*) PXE_SERVERS="$PXE_SERVERS${PXE_SERVERS:+ }$dhcp_v" ;;
		esac
	done
	PXE_SERVER=${PXE_SERVERS%% *}
}

# dhcp_apply: gives PXE_IF the address and routes of the lease just read
dhcp_apply() {
	[ -z "$PXE_MTU" ] || link_mtu "$PXE_IF" "$PXE_MTU"
	# RFC 3442: with classless routes the router option does not count
	if [ -n "$PXE_ROUTES" ]; then
		addr_set4 "$PXE_IF" "$PXE_IP" "$PXE_NETMASK" || return 1
		dhcp_routes
	else
		addr_set4 "$PXE_IF" "$PXE_IP" "$PXE_NETMASK" "$PXE_GATEWAY" || return 1
	fi
	addr_resolver "$PXE_DOMAIN" "$PXE_DNS"
}

dhcp_routes() {
	# shellcheck disable=SC2086 # "NET/LENGTH GATEWAY ..."
	set -- $PXE_ROUTES
	while [ $# -ge 2 ]; do
		case ${1#*/} in
		[0-9] | [12][0-9] | 3[0-2])
			if addr_is_ip4 "${1%/*}" && addr_is_ip4 "$2"; then
				if [ "$2" = 0.0.0.0 ]; then
					ip route add "$1" dev "$PXE_IF" 2>/dev/null
				else
					ip route add "$1" via "$2" dev "$PXE_IF" 2>/dev/null
					[ "${1#*/}" != 0 ] || PXE_GATEWAY=$2
				fi
			fi
			;;
		esac
		shift 2
	done
}

# dhcp_describe: says what the server gave
dhcp_describe() {
	addr_prefix "$PXE_NETMASK"
	log_say "$PXE_IF ($PXE_MAC): $PXE_IP/$ADDR_PREFIX, gateway ${PXE_GATEWAY:-none}, DHCP server ${DHCP_54:-not named}"
	log_say "boot server ${PXE_SERVER:-none}, boot file ${PXE_BOOTFILE:-not named}${PXE_OPT209:+, option 209 $PXE_OPT209}${PXE_OPT210:+, option 210 $PXE_OPT210}${PXE_OPT211:+, option 211 $PXE_OPT211}"
	case $PXE_SERVERS in
	*' '*) log_say "other servers named: ${PXE_SERVERS#* }" ;;
	esac
}
