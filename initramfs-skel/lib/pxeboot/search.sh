# SPDX-License-Identifier: MIT
# Where a configuration may be (PXELINUX: pxe_open_config), as names for path_resolve.
#
# search_names      prints them, first come first asked: option 209, then pxelinux.cfg/ with
#                   the UUID, the MAC address, the IP address in hexadecimal digits, default
# search_fallback   prints where the machine's own firmware (SLOF) looks besides: nothing that
#                   PXELINUX would ask for, to be tried last and with a word in the log
# Reads PXE_OPT209 PXE_OPT210 PXE_BOOTFILE PXE_UUID PXE_MAC PXE_IP.

search_names() {
	[ -z "${PXE_OPT209-}" ] || printf '%s\n' "$PXE_OPT209"
	search_in pxelinux.cfg/
}

search_fallback() {
	if [ -n "${PXE_OPT210-}" ]; then
		case $PXE_OPT210 in
		*://* | *::*) ;;
		*) search_in "::$PXE_OPT210" ;;
		esac
	elif [ -n "${PXE_OPT209-}" ]; then
		case ${PXE_BOOTFILE-} in
		*://* | *::*) ;;
		*/*) printf '::%s/pxelinux.cfg/%s\n' "${PXE_BOOTFILE%/*}" "$PXE_OPT209" ;;
		*) printf '::pxelinux.cfg/%s\n' "$PXE_OPT209" ;;
		esac
	fi
}

# search_in DIR: the names that the machine's own addresses give
search_in() {
	search_uuid=$(search_uuid_name "${PXE_UUID-}")
	[ -z "$search_uuid" ] || printf '%s%s\n' "$1" "$search_uuid"
	search_mac=$(search_mac_name "${PXE_MAC-}")
	[ -z "$search_mac" ] || printf '%s%s\n' "$1" "$search_mac"
	search_hex=$(search_ip_hex "${PXE_IP-}")
	while [ -n "$search_hex" ]; do
		printf '%s%s\n' "$1" "$search_hex"
		search_hex=${search_hex%?}
	done
	printf '%sdefault\n' "$1"
}

# In lower case, and only when the version nibble is 1..14: all zeros are nobody's UUID.
search_uuid_name() {
	case $1 in
	*[!0-9A-Fa-f-]*) return ;;
	????????-????-[0fF]???-????-????????????) return ;;
	????????-????-????-????-????????????) printf '%s\n' "$1" | tr 'A-F' 'a-f' ;;
	esac
}

# 01-aa-bb-cc-dd-ee-ff; an address with its hardware type before it is taken as it is
search_mac_name() {
	case $1 in
	*[!0-9A-Fa-f:-]*) return ;;
	??[:-]??[:-]??[:-]??[:-]??[:-]??) search_type=01- ;;
	??[:-]??[:-]??[:-]??[:-]??[:-]??[:-]??) search_type= ;;
	*) return ;;
	esac
	printf '%s%s\n' "$search_type" "$1" | tr 'A-F:' 'a-f-'
}

search_ip_hex() {
	case $1 in
	*[!0-9.]* | *.*.*.*.* | .* | *. | *..*) return ;;
	*.*.*.*) ;;
	*) return ;;
	esac
	search_rest=$1. search_digits=
	while [ -n "$search_rest" ]; do
		search_byte=${search_rest%%.*}
		search_rest=${search_rest#*.}
		[ "${#search_byte}" -le 3 ] || return
		# no leading zeros: the shell would read octal
		while :; do
			case $search_byte in
			0?*) search_byte=${search_byte#0} ;;
			*) break ;;
			esac
		done
		[ "$search_byte" -le 255 ] || return
		search_digits=$search_digits$(printf '%02X' "$search_byte")
	done
	printf '%s\n' "$search_digits"
}
