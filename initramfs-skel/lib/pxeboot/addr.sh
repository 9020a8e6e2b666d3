# SPDX-License-Identifier: MIT
# Addresses: checking, setting and removing them, name servers, and the ip=
# parameter in dracut's syntax (dracut.cmdline(7)).

# addr_is_ip4 TEXT: four decimal numbers of 0..255, nothing else
addr_is_ip4() {
	case $1 in
	*[!0-9.]* | .* | *. | *..* | *.*.*.*.*) return 1 ;;
	*.*.*.*) ;;
	*) return 1 ;;
	esac
	addr_rest=$1.
	while [ -n "$addr_rest" ]; do
		case ${addr_rest%%.*} in
		0?* | ????*) return 1 ;;
		esac
		[ "${addr_rest%%.*}" -le 255 ] || return 1
		addr_rest=${addr_rest#*.}
	done
}

# addr_is_host4 TEXT: an address that a single machine can have
addr_is_host4() {
	addr_is_ip4 "$1" || return 1
	case $1 in
	0.* | 127.* | 22[4-9].* | 23?.* | 24?.* | 25?.*) return 1 ;;
	esac
}

# addr_is_ip6 TEXT: looks like one (the kernel has the last word)
addr_is_ip6() {
	case $1 in
	*[!0-9a-fA-F:.]* | *:::*) return 1 ;;
	*:*:*) [ "${#1}" -le 45 ] ;;
	*) return 1 ;;
	esac
}

# addr_is_name TEXT: a host name or address, as it may stand in a URL
addr_is_name() {
	case $1 in
	'' | -* | *[!0-9A-Za-z._:-]*) return 1 ;;
	esac
	[ "${#1}" -le 255 ]
}

# addr_prefix NETMASK: sets ADDR_PREFIX to its length (1..32); accepts a length too
addr_prefix() {
	case $1 in
	[1-9] | [12][0-9] | 3[0-2])
		ADDR_PREFIX=$1
		return 0
		;;
	esac
	addr_is_ip4 "$1" || return 1
	ADDR_PREFIX=0 addr_rest=$1. addr_end=
	while [ -n "$addr_rest" ]; do
		case $addr_end${addr_rest%%.*} in
		255) ADDR_PREFIX=$((ADDR_PREFIX + 8)) ;;
		254) ADDR_PREFIX=$((ADDR_PREFIX + 7)) addr_end=x ;;
		252) ADDR_PREFIX=$((ADDR_PREFIX + 6)) addr_end=x ;;
		248) ADDR_PREFIX=$((ADDR_PREFIX + 5)) addr_end=x ;;
		240) ADDR_PREFIX=$((ADDR_PREFIX + 4)) addr_end=x ;;
		224) ADDR_PREFIX=$((ADDR_PREFIX + 3)) addr_end=x ;;
		192) ADDR_PREFIX=$((ADDR_PREFIX + 2)) addr_end=x ;;
		128) ADDR_PREFIX=$((ADDR_PREFIX + 1)) addr_end=x ;;
		0) addr_end=x ;;
		x0) ;;
		*) return 1 ;;
		esac
		addr_rest=${addr_rest#*.}
	done
	[ "$ADDR_PREFIX" -gt 0 ]
}

# addr_mask LENGTH: sets ADDR_MASK to the dotted netmask
addr_mask() {
	addr_n=$((0xffffffff << (32 - $1) & 0xffffffff))
	ADDR_MASK=$((addr_n >> 24)).$((addr_n >> 16 & 255)).$((addr_n >> 8 & 255)).$((addr_n & 255))
}

# addr_set4 IF ADDRESS NETMASK [GATEWAY]: the interface has this address only.
# No broadcast address is named: not every server sends one, and the kernel
# does without.
addr_set4() {
	addr_prefix "$3" || return 1
	ip -4 addr flush dev "$1" 2>/dev/null
	ip addr add "$2/$ADDR_PREFIX" dev "$1" || return 1
	[ -n "${4-}" ] || return 0
	ip route add default via "$4" dev "$1" 2>/dev/null && return 0
	# a gateway outside the interface's own net (/32 addresses)
	ip route add "$4/32" dev "$1" 2>/dev/null
	ip route add default via "$4" dev "$1" ||
		log_warn "$1: gateway $4 cannot be used"
	return 0
}

# addr_clear IF: takes its addresses and the routes through them away
addr_clear() {
	ip -4 addr flush dev "$1" 2>/dev/null
	ip -6 addr flush dev "$1" scope global 2>/dev/null
}

# addr_resolver DOMAIN SERVERS: writes resolv.conf. Name servers of the
# command line come first.
addr_resolver() {
	param_all nameserver
	{
		[ -z "$1" ] || printf 'search %s\n' "$1"
		for addr_ns in $PARAM_LIST $2; do
			addr_ns=${addr_ns#[}
			addr_ns=${addr_ns%]}
			if addr_is_ip4 "$addr_ns" || addr_is_ip6 "$addr_ns"; then
				printf 'nameserver %s\n' "$addr_ns"
			fi
		done
	} >"$ROOT/etc/resolv.conf"
}

# addr_fields TEXT: splits an ip= value at its colons, but not inside [ ],
# into ADDR_F1..ADDR_F9 (brackets removed)
addr_fields() {
	ADDR_F1='' ADDR_F2='' ADDR_F3='' ADDR_F4='' ADDR_F5='' ADDR_F6='' ADDR_F7='' ADDR_F8='' ADDR_F9=''
	addr_rest=$1: addr_n=1
	while [ -n "$addr_rest" ] && [ "$addr_n" -le 9 ]; do
		case $addr_rest in
		\[*\]:*)
			addr_f=${addr_rest%%]*}
			addr_f=${addr_f#[}
			addr_rest=${addr_rest#*]:}
			;;
		*)
			addr_f=${addr_rest%%:*}
			addr_rest=${addr_rest#*:}
			;;
		esac
		case $addr_n in
		1) ADDR_F1=$addr_f ;; 2) ADDR_F2=$addr_f ;; 3) ADDR_F3=$addr_f ;;
		4) ADDR_F4=$addr_f ;; 5) ADDR_F5=$addr_f ;; 6) ADDR_F6=$addr_f ;;
		7) ADDR_F7=$addr_f ;; 8) ADDR_F8=$addr_f ;; 9) ADDR_F9=$addr_f ;;
		esac
		addr_n=$((addr_n + 1))
	done
}

# addr_parse VALUE: reads one ip= value into ADDR_METHOD (dhcp, static, slaac,
# off), ADDR_IF (empty: any), ADDR_IP, ADDR_PEER, ADDR_GW, ADDR_NETMASK (a mask
# or a length), ADDR_MTU, ADDR_MAC, ADDR_NS. False when it makes no sense.
addr_parse() {
	ADDR_IF='' ADDR_IP='' ADDR_PEER='' ADDR_GW='' ADDR_NETMASK='' ADDR_MTU='' ADDR_MAC='' ADDR_NS=''
	addr_fields "$1"
	case $ADDR_F1 in
	dhcp | on | any | dhcp4 | auto6 | dhcp6 | either6 | link6 | none | off | ibft | link-local)
		addr_method "$ADDR_F1"
		return
		;;
	esac
	case $ADDR_F2 in
	dhcp | on | any | dhcp4 | auto6 | dhcp6 | either6 | link6 | none | off)
		ADDR_IF=$ADDR_F1 ADDR_MTU=$ADDR_F3
		[ -z "$ADDR_F9" ] || ADDR_MAC=$ADDR_F4:$ADDR_F5:$ADDR_F6:$ADDR_F7:$ADDR_F8:$ADDR_F9
		addr_method "$ADDR_F2"
		return
		;;
	esac
	ADDR_IP=$ADDR_F1 ADDR_PEER=$ADDR_F2 ADDR_GW=$ADDR_F3 ADDR_NETMASK=$ADDR_F4 ADDR_IF=$ADDR_F6
	# MTU and MAC, or name servers
	if addr_is_ip4 "$ADDR_F8" || addr_is_ip6 "$ADDR_F8"; then
		ADDR_NS="$ADDR_F8 $ADDR_F9"
	else
		ADDR_MTU=$ADDR_F8
	fi
	if [ -z "$ADDR_IP" ]; then
		addr_method "${ADDR_F7:-dhcp}"
		return
	fi
	ADDR_METHOD=static
	addr_check_static
}

addr_check_static() {
	if addr_is_ip6 "$ADDR_IP"; then
		case ${ADDR_NETMASK:=64} in
		*[!0-9]* | ????*) return 1 ;;
		esac
		[ "$ADDR_NETMASK" -le 128 ] || return 1
		[ -z "$ADDR_GW" ] || addr_is_ip6 "$ADDR_GW" || return 1
	else
		addr_is_host4 "$ADDR_IP" || return 1
		addr_prefix "${ADDR_NETMASK:=24}" || return 1
		[ -z "$ADDR_GW" ] || addr_is_host4 "$ADDR_GW" || return 1
	fi
	[ -z "$ADDR_PEER" ] || addr_is_name "$ADDR_PEER"
}

addr_method() {
	case $1 in
	dhcp | dhcp4 | on | any) ADDR_METHOD=dhcp ;;
	auto6 | link6) ADDR_METHOD=slaac ;;
	either6 | dhcp6)
		log_warn "ip=$1: there is no DHCPv6 client here, router advertisements are used alone"
		ADDR_METHOD=slaac
		;;
	none | off) ADDR_METHOD=off ;;
	*) return 1 ;;
	esac
}

# addr_set6 IF ADDRESS LENGTH [GATEWAY]: without the second that duplicate
# address detection takes
addr_set6() {
	[ ! -w "/proc/sys/net/ipv6/conf/$1/accept_dad" ] || echo 0 >"/proc/sys/net/ipv6/conf/$1/accept_dad"
	ip -6 addr add "$2/$3" dev "$1" || return 1
	[ -z "${4-}" ] || ip -6 route replace default via "$4" dev "$1" ||
		log_warn "$1: gateway $4 cannot be used"
	return 0
}

# addr_wait6 IF SECONDS: waits for a global address from a router
# advertisement; sets ADDR_IP
addr_wait6() {
	addr_n=0
	while [ "$addr_n" -lt "$(($2 * 5))" ]; do
		addr_text=$(ip -6 -o addr show dev "$1" scope global 2>/dev/null)
		case $addr_text in
		'' | *tentative*) ;;
		*inet6*)
			addr_text=${addr_text#*inet6 }
			ADDR_IP=${addr_text%%/*}
			return 0
			;;
		esac
		sleep 0.2
		addr_n=$((addr_n + 1))
	done
	return 1
}
