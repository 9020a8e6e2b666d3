# SPDX-License-Identifier: MIT
# Network interfaces: which there are, bringing them up, waiting for a
# carrier, and the vlan= and bond= parameters in dracut's syntax.

# link_is_name TEXT: an interface name that the kernel would accept
# (dev_valid_name in net/core/dev.c), and no more than that
link_is_name() {
	case $1 in
	'' | . | .. | -* | *[!0-9A-Za-z._-]*) return 1 ;;
	esac
	[ "${#1}" -le 15 ]
}

# link_list: sets LINKS to all Ethernet interfaces (ARP type 1), and those that
# rd.znet=ctc made (point to point, type 256), that are not part of a bond, nor a bond of nothing: a kernel that has bonding built in
# makes bond0 by itself, which never gets a carrier
link_list() {
	LINKS=
	set +f
	set -- "$ROOT"/sys/class/net/*
	set -f
	for link_dir; do
		[ -r "$link_dir/type" ] || continue
		read -r link_type <"$link_dir/type" || continue
		case $link_type in
		1) ;;
		256) case " ${ZNET_CARDS-} " in *" ${link_dir##*/} "*) ;; *) continue ;; esac ;;
		*) continue ;;
		esac
		[ ! -e "$link_dir/master" ] || continue
		if [ -r "$link_dir/bonding/slaves" ]; then
			read -r link_slaves <"$link_dir/bonding/slaves" || :
			[ -n "$link_slaves" ] || continue
		fi
		LINKS="$LINKS${LINKS:+ }${link_dir##*/}"
	done
	[ -n "$LINKS" ]
}

# link_mac IF: sets LINK_MAC to its address, lower case, colons
link_mac() {
	LINK_MAC=
	[ ! -r "$ROOT/sys/class/net/$1/address" ] || read -r LINK_MAC <"$ROOT/sys/class/net/$1/address"
}

# link_by_mac MAC: sets LINK_FOUND to the interface with that address (colons
# or dashes, with or without the "01-" of BOOTIF)
link_by_mac() {
	LINK_FOUND=
	link_want=$(printf '%s' "$1" | tr 'A-F-' 'a-f:')
	case $link_want in
	??:??:??:??:??:??:??) link_want=${link_want#*:} ;;
	esac
	for link_if in $LINKS; do
		link_mac "$link_if"
		[ "$LINK_MAC" != "$link_want" ] || {
			LINK_FOUND=$link_if
			return 0
		}
	done
	return 1
}

link_up() { ip link set dev "$1" up; }
link_down() { ip link set dev "$1" down 2>/dev/null; }

# link_mtu IF MTU
link_mtu() { ip link set dev "$1" mtu "$2" 2>/dev/null || log_warn "$1: MTU $2 cannot be set"; }

# link_carrier IF: true when it has a link. Reading carrier of an interface
# that is down gives an error, so that counts as none.
link_carrier() {
	link_c=0
	{ read -r link_c <"$ROOT/sys/class/net/$1/carrier"; } 2>/dev/null
	[ "$link_c" = 1 ]
}

# link_wait_carrier IF TENTHS: waits up to that long, looking more seldom as
# time goes by
link_wait_carrier() {
	link_left=$(($2 * 10)) link_pause=2
	until link_carrier "$1"; do
		[ "$link_left" -gt 0 ] || return 1
		link_p=$link_pause
		[ "$link_p" -gt 9 ] || link_p=0$link_p
		sleep "0.$link_p"
		link_left=$((link_left - link_pause))
		link_pause=$((link_pause * 3 / 2 + 1))
		[ "$link_pause" -le 50 ] || link_pause=50
	done
}

# link_vlan VALUE: vlan=NAME:PARENT, the number being the last digits of NAME
# (vlan0005, vlan5, eth0.0005, eth0.5)
link_vlan() {
	link_name=${1%%:*} link_parent=${1#*:}
	link_id=$link_name
	while :; do
		case $link_id in
		*[!0-9]*) link_id=${link_id#*[!0-9]} ;;
		0?*) link_id=${link_id#0} ;;
		*) break ;;
		esac
	done
	if ! link_is_name "$link_name" || ! link_is_name "$link_parent" || [ -z "$link_id" ] ||
		[ "${#link_id}" -gt 4 ] || [ "$link_id" -lt 1 ] || [ "$link_id" -gt 4094 ]; then
		log_error "vlan=$1 is not vlan=NAME.NUMBER:INTERFACE with a number of 1 to 4094"
		return 1
	fi
	modprobe -q 8021q
	link_up "$link_parent" &&
		ip link add link "$link_parent" name "$link_name" type vlan id "$link_id" &&
		link_up "$link_name" || {
		log_error "vlan=$1: VLAN $link_id on $link_parent could not be made"
		return 1
	}
	log_say "$link_name is VLAN $link_id on $link_parent"
	LINK_VLANS="${LINK_VLANS-} $link_parent"
}

# link_bond VALUE: bond=NAME[:SLAVES[:OPTIONS[:MTU]]], SLAVES and OPTIONS with
# commas; through sysfs (Documentation/networking/bonding.rst)
link_bond() {
	addr_fields "$1"
	link_name=${ADDR_F1:-bond0} link_slaves=${ADDR_F2:-eth0,eth1} link_opts=${ADDR_F3:-mode=balance-rr}
	link_mtu_want=$ADDR_F4
	if ! link_is_name "$link_name"; then
		log_error "bond=$1: no interface can have this name"
		return 1
	fi
	modprobe -q bonding max_bonds=0
	link_sys=$ROOT/sys/class/net
	[ -w "$link_sys/bonding_masters" ] && { [ -d "$link_sys/$link_name" ] ||
		echo "+$link_name" >"$link_sys/bonding_masters"; } || {
		log_error "bond=$1: this kernel has no bonding"
		return 1
	}
	link_rest=$link_opts,
	while [ -n "$link_rest" ]; do
		link_opt=${link_rest%%,*}
		link_rest=${link_rest#*,}
		case $link_opt in
		[a-z]*=*)
			link_key=${link_opt%%=*}
			case $link_key in *[!a-z_]*) continue ;; esac
			# a list inside an option is written with semicolons
			printf '%s\n' "${link_opt#*=}" | tr ';' ',' >"$link_sys/$link_name/bonding/$link_key" ||
				log_warn "bond=$1: option $link_opt was not accepted"
			;;
		esac
	done
	link_rest=$link_slaves,
	while [ -n "$link_rest" ]; do
		link_slave=${link_rest%%,*}
		link_rest=${link_rest#*,}
		link_is_name "$link_slave" && [ -d "$link_sys/$link_slave" ] || {
			log_warn "bond=$1: there is no interface $link_slave"
			continue
		}
		link_down "$link_slave"
		echo "+$link_slave" >"$link_sys/$link_name/bonding/slaves" ||
			log_warn "bond=$1: $link_slave could not be added"
	done
	[ -z "$link_mtu_want" ] || link_mtu "$link_name" "$link_mtu_want"
	link_up "$link_name" && log_say "$link_name is a bond of $link_slaves"
}

# link_setup: applies bond= and vlan=, then sets LINKS to the interfaces that
# take part (BOOTIF= leaves one) and brings them up
link_setup() {
	LINK_VLANS=
	param_all bond
	for link_value in $PARAM_LIST; do link_bond "$link_value"; done
	param_all vlan
	for link_value in $PARAM_LIST; do link_vlan "$link_value"; done
	link_list || return 1
	if param_load BOOTIF; then
		if link_by_mac "$PARAM"; then
			LINKS=$LINK_FOUND
		else
			log_warn "BOOTIF=$PARAM: no interface has this address, all take part"
		fi
	fi
	for link_if in $LINKS; do
		link_up "$link_if" || log_warn "$link_if cannot be brought up"
	done
}

# link_quiesce: all interfaces go down, so that no device writes into memory
# that belongs to another kernel
link_quiesce() {
	link_list || return 0
	for link_if in $LINKS; do link_down "$link_if"; done
}
